"""The borrower steps back."""

from __future__ import annotations

from uuid import UUID

from loanwright.contracts import api as contracts
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import api as notifications
from loanwright.origination import repository
from loanwright.origination.model import Application
from loanwright.origination.stages import Exit
from loanwright.origination.usecases.move_application import move_application


def withdraw_application(uow: UnitOfWork, application_id: UUID) -> Application:
    """The application, ended.

    Raises:
        ApplicationUnknown, ApplicationAlreadyClosed
        StageExitNotPossible, ContractAlreadySigned: the contract is signed and the money is on its way.
    """
    withdrawn = move_application(uow, repository.lock(uow, application_id), Exit.WITHDRAWN)
    contracts.withdraw_contract(uow, application_id)
    notifications.notify(uow, withdrawn.party_id, "application-withdrawn")
    uow.audit("origination.withdraw-application", "application", application_id)
    return withdrawn
