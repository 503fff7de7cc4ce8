"""Deliveries one by one: effects, retries, dead letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from loanwright.infra.jobs import dead_letters
from loanwright.infra.jobs.delivery import deliver, pause_before
from loanwright.infra.queue import Message
from loanwright.infra.runtime import Runtime
from loanwright.infra.settings import Settings
from loanwright.infra.tasks import MAX_ATTEMPTS
from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork
from tests.infra.jobs.errands import Errand, Unwilling, effects, prepare, runtime_of, send
from tests.queue import drain, drain_despite_failures


@pytest.fixture
def errands(settings: Settings) -> Iterator[Runtime]:
    """An application that knows only errands."""
    prepare(settings.database_url)
    runtime = runtime_of(settings)
    yield runtime
    runtime.engine.dispose()


@pytest.mark.parametrize("task", ["errands.run_errand", "errands.run_outside"])
def test_a_message_delivered_twice_takes_effect_once(errands: Runtime, task: str) -> None:
    message = Message(uuid4(), task, {"number": 7})
    for _ in range(2):
        assert deliver(errands, message, attempt=1) is None
    assert effects(errands) == {7: 1}


def test_a_failed_attempt_leaves_nothing_and_asks_to_be_tried_again(errands: Runtime) -> None:
    message = Message(uuid4(), "errands.run_errand", {"number": 7, "mood": "unwilling"})
    again = deliver(errands, message, attempt=1)
    assert again is not None
    assert isinstance(again.error, Unwilling)
    assert effects(errands) == {}


def test_work_enqueued_in_a_transaction_that_fails_is_never_seen(errands: Runtime) -> None:
    with pytest.raises(Unwilling):
        errands.run(SYSTEM, _enqueue_and_fail)
    assert drain(errands) == []


def _enqueue_and_fail(uow: UnitOfWork) -> None:
    uow.enqueue("errands.run_errand", Errand(number=1))
    raise Unwilling


def test_delayed_work_waits_for_its_time(errands: Runtime) -> None:
    with errands.begin(SYSTEM) as uow:
        uow.enqueue("errands.run_errand", Errand(number=1), after=timedelta(hours=1))
    assert drain(errands) == []
    assert drain(errands, within=timedelta(hours=2)) == ["errands.run_errand"]


def test_an_outside_task_that_recovers_takes_effect_once(errands: Runtime) -> None:
    send(errands, "errands.run_outside", [Errand(number=1, mood="hesitant")])
    failures = drain_despite_failures(errands)
    assert [failure.attempt for failure in failures] == [1, 2]
    assert effects(errands) == {1: 1}


def test_a_message_that_never_succeeds_becomes_a_dead_letter_that_can_be_retried(errands: Runtime) -> None:
    send(errands, "errands.run_errand", [Errand(number=1, mood="unwilling")])
    assert len(drain_despite_failures(errands)) == MAX_ATTEMPTS - 1
    with errands.begin(SYSTEM) as uow:
        (letter,) = dead_letters.waiting(uow)
        assert (letter.task, letter.attempts, letter.error) == ("errands.run_errand", 8, "Unwilling: not today")
        dead_letters.retry(uow, letter.message_id, letter.task)
        assert dead_letters.waiting(uow) == []
    drain_despite_failures(errands)
    with errands.begin(SYSTEM) as uow:
        assert dead_letters.count_waiting(uow) == 1


def test_only_a_waiting_dead_letter_can_be_retried(errands: Runtime) -> None:
    with pytest.raises(dead_letters.DeadLetterNotFound), errands.begin(SYSTEM) as uow:
        dead_letters.retry(uow, uuid4(), "errands.run_errand")


def test_pauses_double_up_to_a_cap() -> None:
    seconds = [pause_before(attempt).total_seconds() for attempt in (2, 3, 4, 8, 20)]
    assert seconds == [1, 2, 4, 64, 300]
