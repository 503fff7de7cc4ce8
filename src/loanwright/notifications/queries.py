"""A person's inbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import repository
from loanwright.notifications.model import Notice


@dataclass(frozen=True, slots=True)
class Inbox:
    """Notices, newest first, and how many are unread in all."""

    notices: Sequence[Notice]
    unread: int


def inbox_of(uow: UnitOfWork, party_id: UUID, before: UUID | None, limit: int) -> Inbox:
    """A page of a person's inbox."""
    return Inbox(repository.notices_of(uow, party_id, before, limit), repository.count_unread(uow, party_id))
