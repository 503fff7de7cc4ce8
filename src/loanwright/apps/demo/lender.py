"""A lender for one demo only: its own database, sandbox, worker and API on free ports, gone when the demo ends."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from loanwright.apps.demo.outside import Outside
from loanwright.apps.demo_home import DemoHome, StaffSecrets
from loanwright.apps.demo_lender import set_up_demo_lender
from loanwright.apps.programs import Program, Programs
from loanwright.apps.wiring import build_runtime
from loanwright.infra.migrations import migrate
from loanwright.infra.postgres.supervisor import EmbeddedPostgres
from loanwright.infra.runtime import Runtime

# Nothing here outlives the demo, so nothing needs to reach the disk.
_IN_A_HURRY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class Lender:
    """A running lender: where its API is, the world around it, and a way in for what no screen shows."""

    url: str
    outside: Outside
    staff: StaffSecrets
    runtime: Runtime


@contextmanager
def throwaway_lender(opens_on: date, seed: int) -> Iterator[Lender]:
    """Everything started and set up, on business date `opens_on`; all of it is gone after the block."""
    with TemporaryDirectory(prefix="loanwright-demo-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the database may run under another account
        home = DemoHome(folder, sandbox_port=_free_port())
        with (
            EmbeddedPostgres(home.database, _IN_A_HURRY) as server,
            _running(home, server.url(), opens_on, seed) as lender,
        ):
            yield lender


@contextmanager
def _running(home: DemoHome, database_url: str, opens_on: date, seed: int) -> Iterator[Lender]:
    port = _free_port()
    os.environ |= {
        "LOANWRIGHT_DATABASE_URL": database_url,
        "LOANWRIGHT_DATA_DIR": str(home.folder),
        "LOANWRIGHT_PORT": str(port),
        "LOANWRIGHT_CODES_PER_IP_HOURLY": "1000000",  # everybody in the demo sits at this machine
    }
    settings = home.settings(database_url)
    migrate(database_url)
    runtime = build_runtime(settings)
    set_up_demo_lender(runtime, home.staff_secrets, opens_on)
    programs = Programs(_programs(home.sandbox_port, port, seed), os.environ, home.folder / "logs")
    sandbox_url = f"http://127.0.0.1:{home.sandbox_port}"
    with programs, httpx.Client(base_url=sandbox_url, timeout=60, trust_env=False) as http:
        outside = Outside(http)
        outside.set_today(opens_on)
        yield Lender(f"http://127.0.0.1:{port}", outside, home.staff_secrets, runtime)
    runtime.close()


def _programs(sandbox_port: int, port: int, seed: int) -> list[Program]:
    sandbox = ("sandbox", "--port", str(sandbox_port), "--seed", str(seed))
    return [
        Program("sandbox", sandbox, f"http://127.0.0.1:{sandbox_port}/healthz"),
        Program("worker", ("loanwright.apps.cli", "worker")),
        Program("web", ("loanwright.apps.cli", "web"), f"http://127.0.0.1:{port}/readyz"),
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
