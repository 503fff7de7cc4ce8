"""The contract is signed: open the loan's account and have the money paid out."""

from __future__ import annotations

from loanwright.contracts.events import ContractSigned
from loanwright.engine.api import terms_from_json
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import api as notifications
from loanwright.origination import repository
from loanwright.origination.model import Application
from loanwright.origination.stages import Exit
from loanwright.origination.usecases.move_application import move_application
from loanwright.servicing import api as servicing


def record_signature(uow: UnitOfWork, signed: ContractSigned) -> None:
    """The application at the disbursement stage, its loan opened and its money ordered.

    Raises:
        ApplicationAlreadyClosed, StageExitNotPossible: the application does not stand at signing.
    """
    application = repository.lock(uow, signed.application_id)
    loan = servicing.open_loan(uow, _loan(application, signed))
    servicing.order_disbursement(uow, loan.id)
    reached = application.reached(contract_id=signed.contract_id, contract_signed_at=signed.signed_at, loan_id=loan.id)
    move_application(uow, reached, Exit.PASSED)
    notifications.notify(uow, application.party_id, "contract-signed")
    uow.audit("origination.record-signature", "application", application.id, loan=str(loan.id))


def _loan(application: Application, signed: ContractSigned) -> servicing.OpenLoan:
    return servicing.OpenLoan(
        product_code=application.request.product_code,
        product_version=application.request.product_version,
        terms=terms_from_json(signed.terms),
        application_id=application.id,
        contract_id=signed.contract_id,
        party_id=application.party_id,
    )
