"""A lender of its own for a benchmark, in a temporary folder: database, web server, and the baseline's server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from loanwright.apps.demo_home import DemoHome
from loanwright.apps.demo_lender import set_up_demo_lender
from loanwright.apps.programs import Program, Programs
from loanwright.apps.wiring import build_runtime
from loanwright.infra.migrations import migrate
from loanwright.infra.postgres.supervisor import EmbeddedPostgres
from loanwright.infra.runtime import Runtime

PORT, BARE_PORT = 8791, 8792


@dataclass(frozen=True, slots=True)
class Lender:
    """Where the two servers answer, and the database behind both."""

    runtime: Runtime
    url: str = f"http://127.0.0.1:{PORT}"
    bare_url: str = f"http://127.0.0.1:{BARE_PORT}"


@contextmanager
def running_lender() -> Iterator[Lender]:
    """Both servers, one process each, on one database that keeps its promises (fsync is on)."""
    os.environ["LOANWRIGHT_PORT"] = str(PORT)
    os.environ["LOANWRIGHT_CODES_PER_IP_HOURLY"] = "1000000"
    bare = ("uvicorn", "benchmarks.bare:application", "--port", str(BARE_PORT), "--log-level", "warning")
    programs = [
        Program("web", ("loanwright.apps.cli", "web"), f"http://127.0.0.1:{PORT}/readyz"),
        Program("bare", (*bare, "--no-access-log")),
    ]
    with _founded() as (runtime, logs):
        with runtime.engine.begin() as connection:
            connection.execute(text("CREATE TABLE bare (id bigserial PRIMARY KEY, body jsonb NOT NULL)"))
        with Programs(programs, os.environ, logs):
            yield Lender(runtime)


@contextmanager
def lender_with_workers(count: int) -> Iterator[Runtime]:
    """The runtime of a lender with `count` worker processes, on the same kind of database."""
    workers = [Program(f"worker-{number}", ("loanwright.apps.cli", "worker")) for number in range(count)]
    with _founded() as (runtime, logs), Programs(workers, os.environ, logs):
        yield runtime


@contextmanager
def quiet_lender() -> Iterator[Runtime]:
    """The runtime of a lender at whom nobody works, on the same kind of database."""
    with _founded() as (runtime, _):
        yield runtime


@contextmanager
def _founded() -> Iterator[tuple[Runtime, Path]]:
    """A new lender and the folder of its logs."""
    with TemporaryDirectory(prefix="loanwright-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with EmbeddedPostgres(folder / "postgres") as server:
            os.environ["LOANWRIGHT_DATA_DIR"] = str(folder)
            home = DemoHome.here()
            runtime = build_runtime(home.settings(server.url()))
            migrate(server.url())
            set_up_demo_lender(runtime, home.staff_secrets)
            yield runtime, home.folder / "logs"
            runtime.close()
