"""Say whose work an exception is."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.reconciliation.repository import exceptions


def claim_exception(uow: UnitOfWork, case_id: UUID) -> None:
    """Take an exception, from whoever has it.

    Raises:
        ExceptionNotFound, ExceptionResolvedBefore
    """
    exceptions.lock_open(uow, case_id)
    exceptions.set_owner(uow, case_id, uow.actor.id)
    uow.audit("reconciliation.claim_exception", "reconciliation_exception", case_id)
