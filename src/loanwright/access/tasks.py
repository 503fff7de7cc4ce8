"""Periodic work of access."""

from __future__ import annotations

from datetime import timedelta

from loanwright.access import repository
from loanwright.infra.tasks import TaskSet, Work

tasks = TaskSet("access")

_KEPT = timedelta(days=1)


@tasks.every("17 * * * *")
def forget_expired(work: Work) -> None:
    """Sessions, codes and counts that ended long ago serve nobody; the audit keeps what happened."""
    with work.begin() as uow:
        repository.remove_expired(uow, uow.now - _KEPT)
