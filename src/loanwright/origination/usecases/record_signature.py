"""The contract is signed: open the loan's account and have the money paid out, or grant the line to draw from."""

from __future__ import annotations

from loanwright.contracts.events import ContractSigned
from loanwright.engine.api import terms_from_json
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import api as notifications
from loanwright.origination import repository
from loanwright.origination.model import Application
from loanwright.origination.stages import Exit
from loanwright.origination.usecases.move_application import move_application
from loanwright.products import api as products
from loanwright.servicing import api as servicing


def record_signature(uow: UnitOfWork, signed: ContractSigned) -> None:
    """The application at the disbursement stage, its loan opened and its money ordered; with a line at its goal.

    Raises:
        ApplicationAlreadyClosed, StageExitNotPossible: the application does not stand at signing.
    """
    application = repository.lock(uow, signed.application_id)
    account = _account(uow, application, signed)
    loan = servicing.open_loan(uow, account)
    reached = application.reached(contract_id=signed.contract_id, contract_signed_at=signed.signed_at, loan_id=loan.id)
    signing = move_application(uow, reached, Exit.PASSED)
    if account.line:
        servicing.grant_line(uow, loan.id)
        move_application(uow, signing.reached(disbursed_on=uow.business_date), Exit.PASSED)
    else:
        servicing.order_disbursement(uow, loan.id)
        notifications.notify(uow, application.party_id, "contract-signed")
    uow.audit("origination.record-signature", "application", application.id, loan=str(loan.id))


def _account(uow: UnitOfWork, application: Application, signed: ContractSigned) -> servicing.OpenLoan:
    terms, request = terms_from_json(signed.terms), application.request
    product = products.product_version(uow, request.product_code, request.product_version)
    return servicing.OpenLoan(
        product_code=product.code,
        product_version=product.version,
        terms=terms,
        line=products.line_terms(product, terms),
        application_id=application.id,
        contract_id=signed.contract_id,
        party_id=application.party_id,
    )
