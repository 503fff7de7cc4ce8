"""Messages that failed at their last attempt: kept with the reason until somebody has them tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from loanwright.infra import queue
from loanwright.infra.queue import Message
from loanwright.infra.tables import dead_letter
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.refusals import Refusal

_ERROR_LENGTH = 2000


class DeadLetterNotFound(Refusal):
    """No such message waits among the dead letters: it was never there or has been sent again already."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message nobody could handle, and why."""

    message_id: UUID
    task: str
    payload: dict[str, Any]
    attempts: int
    error: str
    failed_at: datetime


def bury(uow: UnitOfWork, message: Message, attempts: int, error: Exception) -> None:
    """Keep `message` as a dead letter; one that failed again after a retry takes its old place."""
    fresh = {
        "attempts": attempts,
        "error": f"{type(error).__name__}: {error}"[:_ERROR_LENGTH],
        "failed_at": uow.now,
        "retried_at": None,
    }
    row = {"message_id": message.message_id, "task": message.task, "payload": message.payload, **fresh}
    keys = (dead_letter.c.message_id, dead_letter.c.task)
    uow.connection.execute(insert(dead_letter).values(row).on_conflict_do_update(index_elements=keys, set_=fresh))


def waiting(uow: UnitOfWork, limit: int = 100) -> list[DeadLetter]:
    """Dead letters nobody has retried yet, newest first."""
    columns = (dead_letter.c[name] for name in DeadLetter.__dataclass_fields__)
    mine = select(*columns).where(dead_letter.c.retried_at.is_(None))
    rows = uow.connection.execute(mine.order_by(dead_letter.c.failed_at.desc()).limit(limit))
    return [DeadLetter(**row) for row in rows.mappings()]


def count_waiting(uow: UnitOfWork) -> int:
    """How many dead letters wait."""
    total = select(func.count()).select_from(dead_letter).where(dead_letter.c.retried_at.is_(None))
    return uow.connection.scalar(total) or 0


def retry(uow: UnitOfWork, message_id: UUID, task: str) -> None:
    """Send a dead letter again, with all its attempts before it; it still takes effect at most once.

    Raises:
        DeadLetterNotFound: it does not wait (any more).
    """
    mine = (dead_letter.c.message_id == message_id, dead_letter.c.task == task, dead_letter.c.retried_at.is_(None))
    retried = update(dead_letter).where(*mine).values(retried_at=uow.now).returning(dead_letter.c.payload)
    row = uow.connection.execute(retried).first()
    if row is None:
        raise DeadLetterNotFound(message_id=message_id)
    queue.enqueue(uow.connection, [Message(message_id, task, row.payload)])
