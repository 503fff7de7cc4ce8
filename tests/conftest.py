"""One embedded PostgreSQL for the whole session; every test that asks for a database gets one of its own.

The database is migrated and set up once, as a template; a test's own is a copy of that, made in some milliseconds.
"""

from __future__ import annotations

import itertools
import os
from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

# Before NumPy is first read. The matrices are small: on a busy machine threads of the linear algebra only wait.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import psycopg
import pytest
from pydantic import HttpUrl, SecretStr
from starlette.testclient import TestClient

from loanwright.apps.web import create_app
from loanwright.apps.wiring import build_runtime
from loanwright.infra.institution import Institution, set_up
from loanwright.infra.migrations import migrate
from loanwright.infra.postgres.supervisor import EmbeddedPostgres
from loanwright.infra.runtime import Runtime, connect
from loanwright.infra.settings import Mode, Settings
from loanwright.kernel.money import Currency
from tests.clock import Clock
from tests.outside import Sandbox, sandbox_process

# Nothing here outlives the session, so nothing needs to reach the disk.
_IN_A_HURRY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_TEMPLATE = "template_of_tests"
_NOWHERE = HttpUrl("http://127.0.0.1:9")  # the discard port: nothing answers
_numbers = itertools.count(1)

LENDER = Institution(
    name_zh="贷匠农村信贷",
    name_en="Loanwright Rural Credit",
    registration_number="91330100MA0TEST001",
    address="浙江省杭州市测试路 1 号",
    phone="0571-00000000",
    bank_name="沙盒银行",
    currency=Currency.CNY,
    time_zone="Asia/Shanghai",
    business_date=date(2026, 3, 2),
)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped (CI), a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if "LOANWRIGHT_SKIP_NOTHING" in os.environ and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def shared_folder() -> Iterator[Path]:
    """A temporary folder that other accounts may enter (pytest's own are private, and root's server is not root)."""
    with TemporaryDirectory(prefix="loanwright-") as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path


@pytest.fixture(scope="session")
def postgres(shared_folder: Path) -> Iterator[EmbeddedPostgres]:
    """The server of this session."""
    with EmbeddedPostgres(shared_folder / "postgres", _IN_A_HURRY) as server:
        yield server


@pytest.fixture(scope="session")
def template(postgres: EmbeddedPostgres) -> str:
    """The name of a migrated database with one institution in it; nobody connects to it any more."""
    statement = f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0 LOCALE 'C.UTF-8'"
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(statement)
    migrate(postgres.url(_TEMPLATE))
    engine = connect(postgres.url(_TEMPLATE), pool_size=1)
    with engine.begin() as connection:
        set_up(connection, LENDER)
    engine.dispose()
    return _TEMPLATE


@pytest.fixture
def database_url(postgres: EmbeddedPostgres, template: str) -> Iterator[str]:
    """A database of this test's own, migrated and with one institution whose business date is Monday 2026-03-02."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield postgres.url(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def clock() -> Clock:
    """The wall clock of this test: stands still until moved."""
    return Clock()


@pytest.fixture(scope="session")
def sandbox_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """The real sandbox program of this session, in a process of its own."""
    with sandbox_process(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture
def sandbox(sandbox_server: Sandbox) -> Sandbox:
    """The outside world, fresh for this test, on its business date; ask for it and the settings lead there."""
    sandbox_server.reset()
    sandbox_server.set_today(LENDER.business_date)
    return sandbox_server


@pytest.fixture
def settings(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """Settings of an installation for one test; its outside world is `sandbox` where the test asks for that."""
    outside = request.getfixturevalue("sandbox").url if "sandbox" in request.fixturenames else _NOWHERE
    return Settings(
        mode=Mode.DEMO,
        database_url=database_url,
        data_dir=tmp_path,
        encryption_keys=[SecretStr(b64encode(bytes(range(32))).decode())],
        index_key=SecretStr(b64encode(bytes(range(32, 64))).decode()),
        bank_url=outside,
        bureau_url=outside,
        sms_url=outside,
        outside_timeout_seconds=1,
        secure_cookies=False,
    )


@pytest.fixture
def runtime(settings: Settings, clock: Clock) -> Iterator[Runtime]:
    """The real application on a database of this test's own."""
    built = build_runtime(settings)
    built.clock = clock
    yield built
    built.close()


@pytest.fixture
def client(runtime: Runtime) -> Iterator[TestClient]:
    """An HTTP client of the real API."""
    with TestClient(create_app(runtime)) as opened:
        yield opened
