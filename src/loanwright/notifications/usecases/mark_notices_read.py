"""Mark notices read."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import repository


def mark_notices_read(uow: UnitOfWork, party_id: UUID, up_to: UUID) -> None:
    """The person has read everything up to this notice."""
    repository.mark_read(uow, party_id, up_to)
    uow.audit("notifications.mark_notices_read", "party", party_id)
