"""One delivery of one message: run its task, or find that it has run already.

An inside task shares its transaction with the row in `task_done`: both commit or neither does, and the row's primary
key makes a second delivery, even a simultaneous one, wait and then find it there. An outside task cannot share a
transaction with the outside, so it is marked done afterwards and may run again if we die in between; such tasks
promise to be safe to repeat.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any, TypeVar
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from loanwright.infra.jobs import dead_letters
from loanwright.infra.metrics import JOB_SECONDS, JOBS
from loanwright.infra.queue import Message
from loanwright.infra.runtime import Runtime
from loanwright.infra.tables import task_done
from loanwright.infra.tasks import MAX_ATTEMPTS, Work
from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork

T = TypeVar("T")
log = structlog.get_logger()

_FIRST_PAUSE = timedelta(seconds=1)
_LONGEST_PAUSE = timedelta(minutes=5)
_RANDOM = SystemRandom()


class WorkerDied(Exception):
    """The worker died during the last attempt, as the job itself may have made it do."""


@dataclass(frozen=True, slots=True)
class TryAgain:
    """The attempt failed; the next is due after `pause`."""

    pause: timedelta
    error: Exception


def deliver(runtime: Runtime, message: Message, attempt: int) -> TryAgain | None:
    """Attempt a delivery, the `attempt`-th (1 at first).

    Returns None when the message needs no further delivery: it has taken effect, now or before, or was its last
    attempt and it is a dead letter now. More attempts than there may be means that nobody lived to report the last.
    """
    context = {"task": message.task, "message_id": str(message.message_id), "attempt": attempt}
    with structlog.contextvars.bound_contextvars(**context):
        try:
            with JOB_SECONDS.labels(message.task).time():
                _check_attempt(attempt)
                _perform(runtime, message, attempt)
        except Exception as error:  # noqa: BLE001 whatever it is, the message must not be lost
            return _after_failure(runtime, message, attempt, error)
        JOBS.labels(message.task, "done").inc()
        log.info("job.done")
        return None


def pause_before(attempt: int) -> timedelta:
    """How long to wait before the `attempt`-th attempt (2 at least): doubling, with a cap."""
    return min(_FIRST_PAUSE * (1 << attempt - 2), _LONGEST_PAUSE)


def _after_failure(runtime: Runtime, message: Message, attempt: int, error: Exception) -> TryAgain | None:
    # The text of an error may hold personal data: the log gets its type, the dead letter (guarded, deletable) the rest.
    failure = type(error).__name__
    if attempt < MAX_ATTEMPTS:
        pause = pause_before(attempt + 1)
        JOBS.labels(message.task, "failed").inc()
        log.warning("job.failed", error=failure, again_in_seconds=pause.total_seconds())
        return TryAgain(pause * _RANDOM.uniform(0.8, 1.2), error)  # spread, so that what failed together returns apart
    JOBS.labels(message.task, "dead").inc()
    log.error("job.dead", error=failure)
    with runtime.begin(SYSTEM) as uow:
        dead_letters.bury(uow, message, attempt, error)
    return None


def _check_attempt(attempt: int) -> None:
    if attempt > MAX_ATTEMPTS:
        raise WorkerDied(f"the worker died during attempt {attempt - 1}")


def _perform(runtime: Runtime, message: Message, attempt: int) -> None:
    task = runtime.registry.by_name[message.task]
    payload = task.payload.model_validate(message.payload)
    if task.inside:
        _perform_inside(runtime, message, task.inside, payload)
    elif task.outside:
        _perform_outside(runtime, message, attempt, task.outside, payload)


def _perform_inside(
    runtime: Runtime, message: Message, handler: Callable[[UnitOfWork, Any], None], payload: object
) -> None:
    with runtime.begin(SYSTEM) as uow:
        if _mark_done(uow, message):
            handler(uow, payload)


def _perform_outside(
    runtime: Runtime, message: Message, attempt: int, handler: Callable[[Work, Any], None], payload: object
) -> None:
    with runtime.read(SYSTEM) as uow:
        if _is_done(uow, message):
            return
    handler(OutsideWork(runtime, message.message_id, attempt), payload)
    with runtime.begin(SYSTEM) as uow:
        _mark_done(uow, message)


def _mark_done(uow: UnitOfWork, message: Message) -> bool:
    """Whether this delivery is the first to come this far; waits for one that is under way."""
    row = {"message_id": message.message_id, "task": message.task, "done_at": uow.now}
    first = insert(task_done).values(row).on_conflict_do_nothing().returning(task_done.c.task)
    return uow.connection.execute(first).first() is not None


def _is_done(uow: UnitOfWork, message: Message) -> bool:
    mine = (task_done.c.message_id == message.message_id, task_done.c.task == message.task)
    return uow.connection.execute(select(task_done.c.done_at).where(*mine)).first() is not None


@dataclass(frozen=True, slots=True)
class OutsideWork:
    """What an outside task is given (the `Work` of `loanwright.infra.tasks`)."""

    runtime: Runtime
    message_id: UUID
    attempt: int

    @property
    def now(self) -> datetime:
        """The present moment, UTC."""
        return self.runtime.clock()

    def begin(self) -> AbstractContextManager[UnitOfWork]:
        """A transaction of its own, as the system."""
        return self.runtime.begin(SYSTEM)

    def adapter(self, port: type[T]) -> T:
        """The adapter wired for `port`."""
        return self.runtime.adapter(port)
