"""What guards against repetition is forgotten after its time, and not before."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import func, select

from loanwright.infra import idempotency
from loanwright.infra.jobs.delivery import deliver
from loanwright.infra.queue import Message
from loanwright.infra.runtime import Runtime
from loanwright.infra.tables import idempotency_record, task_done
from loanwright.infra.unit_of_work import SYSTEM
from tests.clock import Clock


def test_marks_and_answers_are_kept_for_their_days_and_then_forgotten(runtime: Runtime, clock: Clock) -> None:
    sweep(runtime)
    answer(runtime, "first")
    assert counts(runtime) == (1, 1)

    clock.advance(timedelta(days=runtime.settings.guards_kept_days))
    answer(runtime, "second")
    sweep(runtime)
    assert counts(runtime) == (2, 2)  # on the last day everything is still there

    clock.advance(timedelta(seconds=1))
    sweep(runtime)
    assert counts(runtime) == (2, 1)  # both sweeps of the last day, and the second answer


def sweep(runtime: Runtime) -> None:
    """The periodic task, as the queue delivers it."""
    assert deliver(runtime, Message(uuid4(), "infra.forget_repetition_guards", {}), 1) is None


def answer(runtime: Runtime, key: str) -> None:
    """A command that was sent with this key."""
    with runtime.begin(SYSTEM) as uow:
        assert idempotency.claim(uow, "somebody", key, b"hash") is None
        idempotency.store(uow, "somebody", key, {})


def counts(runtime: Runtime) -> tuple[int, int]:
    """How many marks and answers there are."""
    with runtime.read(SYSTEM) as uow:
        marks, answers = (
            uow.connection.scalar(select(func.count()).select_from(table)) for table in (task_done, idempotency_record)
        )
    return marks or 0, answers or 0
