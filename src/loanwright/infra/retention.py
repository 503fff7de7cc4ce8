"""What only guards against repetition is forgotten once nothing can be repeated any more.

A mark in `task_done` serves while the queue may still deliver its message again, a stored answer while a client may
still send its command again. Both take minutes; they are kept for days, so that people can look into what happened.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from loanwright.infra.tables import idempotency_record, task_done
from loanwright.infra.tasks import TaskSet, Work
from loanwright.infra.unit_of_work import UnitOfWork


def retention_tasks(kept: timedelta) -> TaskSet:
    """The periodic task that forgets marks and answers older than `kept`."""
    tasks = TaskSet("infra")

    @tasks.every("41 * * * *")
    def forget_repetition_guards(work: Work) -> None:
        """Hourly, so that no sweep is large."""
        with work.begin() as uow:
            forget_older_than(uow, kept)

    return tasks


def forget_older_than(uow: UnitOfWork, kept: timedelta) -> None:
    """Remove the marks of jobs done and the answers of commands given longer than `kept` ago."""
    before = uow.now - kept
    uow.connection.execute(delete(task_done).where(task_done.c.done_at < before))
    uow.connection.execute(delete(idempotency_record).where(idempotency_record.c.created_at < before))
