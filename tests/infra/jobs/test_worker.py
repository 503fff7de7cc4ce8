"""The real worker process on a real queue, interrupted in every way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest

from loanwright.infra.jobs import dead_letters
from loanwright.infra.jobs import worker as worker_module
from loanwright.infra.jobs.worker import HEARTBEAT, Worker
from loanwright.infra.runtime import Runtime
from loanwright.infra.settings import Settings
from loanwright.infra.tasks import MAX_ATTEMPTS
from loanwright.infra.unit_of_work import SYSTEM
from tests.infra.jobs.errands import Errand, effects, prepare, runtime_of, send

_JOBS = 400
_KILLS = 5


@pytest.fixture
def errands(settings: Settings) -> Iterator[Runtime]:
    """An application that knows only errands, with its real clock."""
    prepare(settings.database_url)
    runtime = runtime_of(settings)
    yield runtime
    runtime.engine.dispose()


@contextmanager
def _working(runtime: Runtime, heartbeat: timedelta = HEARTBEAT) -> Iterator[Worker]:
    worker = Worker(runtime, heartbeat=heartbeat)
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join(timeout=20)
        assert not thread.is_alive()


def _process(settings: Settings) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "LOANWRIGHT_DATABASE_URL": settings.database_url,
        "LOANWRIGHT_ENCRYPTION_KEYS": f'["{settings.encryption_keys[0].get_secret_value()}"]',
        "LOANWRIGHT_INDEX_KEY": settings.index_key.get_secret_value(),
        "LOANWRIGHT_BANK_URL": str(settings.bank_url),
        "LOANWRIGHT_BUREAU_URL": str(settings.bureau_url),
        "LOANWRIGHT_SMS_URL": str(settings.sms_url),
    }
    return subprocess.Popen([sys.executable, "-m", "tests.infra.jobs.work"], env=environment)


def _wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def test_a_worker_killed_in_the_middle_of_jobs_loses_none_and_repeats_none(
    settings: Settings, errands: Runtime
) -> None:
    send(errands, "errands.run_errand", [Errand(number=number, mood="slow") for number in range(_JOBS)])
    for kill in range(1, _KILLS + 1):
        process = _process(settings)
        _wait_until(lambda: len(effects(errands)) >= kill * _JOBS // (_KILLS + 2))  # noqa: B023
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert len(effects(errands)) < _JOBS, "killed too late to be in the middle"
    last = _process(settings)
    _wait_until(lambda: len(effects(errands)) == _JOBS)
    last.send_signal(signal.SIGTERM)
    assert last.wait(timeout=20) == 0
    assert set(effects(errands).values()) == {1}


def test_a_job_that_kills_its_worker_ends_as_a_dead_letter(settings: Settings, errands: Runtime) -> None:
    send(errands, "errands.run_errand", [Errand(number=1, mood="deadly"), Errand(number=2)])
    with psycopg.connect(settings.database_url) as connection:
        deadly = "UPDATE pgqueuer SET attempts = %s WHERE convert_from(payload, 'UTF8') LIKE %s"
        connection.execute(deadly, (MAX_ATTEMPTS - 2, "%deadly%"))
    for _ in range(2):
        assert _process(settings).wait(timeout=30) == 1
    with _working(errands, heartbeat=timedelta(seconds=3)):
        _wait_until(lambda: _dead_letters(errands) != [])
    (letter,) = _dead_letters(errands)
    assert (letter.attempts, letter.error) == (9, "WorkerDied: the worker died during attempt 8")
    assert effects(errands) == {2: 1}


def _dead_letters(runtime: Runtime) -> list[dead_letters.DeadLetter]:
    with runtime.read(SYSTEM) as uow:
        return dead_letters.waiting(uow)


def test_a_new_job_wakes_an_idle_worker(errands: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "_IDLE_LOOK", worker_module.HEARTBEAT * 6)
    with _working(errands):
        time.sleep(1.5)  # idle by now; without NOTIFY it would look again in a minute
        send(errands, "errands.run_errand", [Errand(number=1)])
        _wait_until(lambda: effects(errands) == {1: 1}, seconds=3)


def test_a_failed_job_is_tried_again_after_a_pause(errands: Runtime) -> None:
    send(errands, "errands.run_outside", [Errand(number=1, mood="hesitant")])
    with _working(errands):
        _wait_until(lambda: effects(errands) == {1: 1}, seconds=20)


def test_stopping_finishes_what_is_under_way(errands: Runtime) -> None:
    send(errands, "errands.run_errand", [Errand(number=number, mood="slow") for number in range(40)])
    with _working(errands) as worker:
        _wait_until(lambda: len(effects(errands)) > 4)
        worker.stop()
    with psycopg.connect(errands.settings.database_url) as connection:
        rows = connection.execute("SELECT count(*) FROM pgqueuer WHERE status <> 'queued'").fetchone()
    assert rows == (0,)


def test_a_lost_connection_is_made_again(errands: Runtime) -> None:
    with _working(errands):
        send(errands, "errands.run_errand", [Errand(number=1)])
        _wait_until(lambda: effects(errands) == {1: 1})
        with psycopg.connect(errands.settings.database_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        send(errands, "errands.run_errand", [Errand(number=2)])
        _wait_until(lambda: effects(errands) == {1: 1, 2: 1})


def test_periodic_tasks_are_queued_when_due(errands: Runtime) -> None:
    with _working(errands):
        _wait_until(lambda: _made_due(errands.settings.database_url, "errands.look_around"))
    with _working(errands):
        _wait_until(lambda: effects(errands).get(0, 0) >= 1)


def test_a_job_that_pgqueuer_holds_is_taken_back(errands: Runtime) -> None:
    send(errands, "errands.run_errand", [Errand(number=1)])
    with psycopg.connect(errands.settings.database_url) as connection:
        connection.execute("UPDATE pgqueuer SET status = 'failed'")
    with _working(errands):
        _wait_until(lambda: _made_due(errands.settings.database_url, "infra.keep_house"))
    assert effects(errands) == {}
    with _working(errands):
        _wait_until(lambda: effects(errands) == {1: 1})


def _made_due(database_url: str, task: str) -> bool:
    with psycopg.connect(database_url) as connection:
        moved = connection.execute("UPDATE pgqueuer_schedules SET next_run = now() WHERE entrypoint = %s", (task,))
        return moved.rowcount == 1
