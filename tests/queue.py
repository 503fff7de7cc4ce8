"""Runs queued jobs inline, in order, until nothing is due: the worker's delivery without its threads and waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import text

from loanwright.infra.jobs.delivery import deliver
from loanwright.infra.queue import Message
from loanwright.infra.runtime import Runtime

_TAKE_NEXT = text(
    """
    DELETE FROM pgqueuer WHERE id = (
        SELECT id FROM pgqueuer WHERE status = 'queued' AND execute_after <= now() + :within
        ORDER BY execute_after, id LIMIT 1
    ) RETURNING entrypoint, payload, attempts
    """
)
_MOST = 10_000  # more is a task that keeps enqueueing itself


@dataclass(frozen=True, slots=True)
class Failure:
    """An attempt that raised."""

    task: str
    attempt: int
    error: Exception


def drain(runtime: Runtime, within: timedelta = timedelta(0)) -> list[str]:
    """Run what is due now, or `within` some time, and what that enqueues; the names of the tasks that ran.

    The first error of a task is raised: use `drain_despite_failures` where failures are the subject.
    """
    done: list[str] = []
    while (taken := _take(runtime, within)) is not None:
        message, attempts = taken
        again = deliver(runtime, message, attempts + 1)
        if again is not None:
            raise again.error
        done.append(message.task)
        assert len(done) < _MOST, f"no end: {done[-5:]}"
    return done


def drain_despite_failures(runtime: Runtime) -> list[Failure]:
    """Run everything due; a failing job is attempted again at once until it is a dead letter. The failed attempts."""
    failures: list[Failure] = []
    while (taken := _take(runtime, timedelta(0))) is not None:
        message, attempt = taken
        while again := deliver(runtime, message, attempt := attempt + 1):
            failures.append(Failure(message.task, attempt, again.error))
    return failures


def _take(runtime: Runtime, within: timedelta) -> tuple[Message, int] | None:
    with runtime.engine.begin() as connection:
        row = connection.execute(_TAKE_NEXT, {"within": within}).first()
    return None if row is None else (Message.from_body(row.entrypoint, bytes(row.payload)), row.attempts)
