"""A close whose workers and database are killed at random leaves the books of one that nobody disturbed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from loanwright.apps.wiring import build_runtime
from loanwright.engine.api import DayCount, InterestBasis
from loanwright.infra.institution import set_up
from loanwright.infra.migrations import migrate
from loanwright.infra.postgres.supervisor import EmbeddedPostgres
from loanwright.infra.runtime import Runtime
from loanwright.infra.settings import Settings
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.servicing.api import start_close
from tests.clock import Clock
from tests.conftest import LENDER
from tests.queue import drain, drain_despite_failures
from tests.servicing.book import TERMS, WITH_PENALTY, live_loan, pay, receipt_for
from tests.servicing.proofs import findings

_BEFORE, _AFTER = date(2026, 3, 30), date(2026, 4, 7)
_KILLS = 16
_DATABASE_KILLS = 4  # its supervisor takes more in a minute for a server that cannot live
_KILL_RATE = 0.03
_BOOKS = {
    "business date": "SELECT business_date FROM institution",
    "ledger": "SELECT business_date, debit, credit, product, loan_id, sum(amount_minor) FROM ledger_posting"
    " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5",
    "loans": "SELECT * FROM loan ORDER BY id",
    "installments": "SELECT * FROM installment ORDER BY loan_id, position",
    "snapshots": "SELECT * FROM loan_day ORDER BY business_date, loan_id",
    "sums": "SELECT * FROM book_day ORDER BY business_date, book_range, product_code, risk_class",
    "news": "SELECT name, payload FROM outbox_event ORDER BY name, payload",
}


class _Killed(Exception):
    """A worker is gone in the middle of its work."""


@pytest.fixture
def server(shared_folder: Path) -> Iterator[EmbeddedPostgres]:
    """A database server of this test's own: it will be killed."""
    with EmbeddedPostgres(shared_folder / "killed", {"fsync": "off"}) as running:
        yield running


@contextmanager
def lender(server: EmbeddedPostgres, settings: Settings, clock: Clock, database: str) -> Iterator[Runtime]:
    """The application on one database of the server."""
    runtime = build_runtime(settings.model_copy(update={"database_url": server.url(database)}))
    runtime.clock = clock
    yield runtime
    runtime.close()


def _found(server: EmbeddedPostgres, database: str, template: str) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        # Copied by WAL, a sequence forgets after a crash what it has given out since, and ids come twice.
        copied = f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY FILE_COPY LOCALE 'C.UTF-8'"
        connection.execute(copied.encode())


def _books(runtime: Runtime) -> dict[str, list[Any]]:
    with psycopg.connect(runtime.settings.database_url) as connection:
        return {name: connection.execute(statement.encode()).fetchall() for name, statement in _BOOKS.items()}


@contextmanager
def _killing(runtime: Runtime, random: Random, server: EmbeddedPostgres) -> Iterator[list[str]]:
    """While it lasts, any statement may be the last one of its worker, or of the whole database."""
    killed: list[str] = []

    def perhaps(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        is_work = "DELETE FROM pgqueuer" not in statement  # that is the test taking a job, not a worker
        if is_work and len(killed) < _KILLS and random.random() < _KILL_RATE:
            victims = ["worker", "database"] if killed.count("database") < _DATABASE_KILLS else ["worker"]
            killed.append(random.choice(victims))
            if killed[-1] == "worker":
                raise _Killed
            _kill(server)

    event.listen(runtime.engine, "before_cursor_execute", perhaps)
    try:
        yield killed
    finally:
        event.remove(runtime.engine, "before_cursor_execute", perhaps)


def _kill(server: EmbeddedPostgres) -> None:
    """Kill the server and wait until its supervisor has started another."""
    killed = server.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    _until(lambda: server.pid not in (None, killed) and _answers(server))


def _answers(server: EmbeddedPostgres) -> bool:
    try:
        psycopg.connect(server.url("postgres"), connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True


def _until(fulfilled: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not fulfilled():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_random_the_books_are_the_same(
    server: EmbeddedPostgres, settings: Settings, clock: Clock, seed: int
) -> None:
    _found(server, f"undisturbed_{seed}", "template0")
    migrate(server.url(f"undisturbed_{seed}"))
    with lender(server, settings, clock, f"undisturbed_{seed}") as runtime:
        with runtime.engine.begin() as connection:
            set_up(connection, LENDER)
        _lend(runtime)
    _found(server, f"killed_{seed}", f"undisturbed_{seed}")
    with lender(server, settings, clock, f"undisturbed_{seed}") as runtime:
        runtime.run(SYSTEM, lambda uow: start_close(uow, _BEFORE, _AFTER))
        drain(runtime)
        expected = _books(runtime)
    with lender(server, settings, clock, f"killed_{seed}") as runtime:
        runtime.run(SYSTEM, lambda uow: start_close(uow, _BEFORE, _AFTER))
        with _killing(runtime, Random(seed), server) as killed:
            drain_despite_failures(runtime)
        assert set(killed) == {"worker", "database"}
        assert _books(runtime) == expected
        assert findings(runtime) == []


def _lend(runtime: Runtime) -> None:
    """Loans of every kind that the close treats differently, due on 2 April."""
    paying = live_loan(runtime)
    live_loan(runtime, WITH_PENALTY)
    live_loan(runtime, replace(TERMS, interest_basis=InterestBasis.ON_BALANCE, day_count=DayCount.ACT_365))
    live_loan(runtime, replace(WITH_PENALTY, day_count=DayCount.ACT_ACT))
    runtime.run(SYSTEM, lambda uow: start_close(uow, TERMS.start_on, _BEFORE))
    drain(runtime)
    pay(runtime, receipt_for(runtime, paying, "2000", _BEFORE))
