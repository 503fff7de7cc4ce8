"""The bank says the money has been paid out: the application has reached its goal."""

from __future__ import annotations

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import repository, rules
from loanwright.origination.stages import Exit
from loanwright.origination.usecases.move_application import move_application
from loanwright.servicing.events import LoanDisbursed


def record_disbursement(uow: UnitOfWork, disbursed: LoanDisbursed) -> None:
    """The application, ended well; loans that came without an application are nobody's business here."""
    if disbursed.application_id is None:
        return
    application = repository.lock(uow, disbursed.application_id)
    if rules.awaits_money(application):
        move_application(uow, application.reached(disbursed_on=disbursed.on), Exit.PASSED)
        uow.audit("origination.record-disbursement", "application", application.id, on=disbursed.on.isoformat())
