"""Open the account of a signed contract; no money moves yet."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from loanwright.engine.api import Growth, LineTerms, LoanTerms, schedule
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.ids import reference
from loanwright.servicing.model import REFERENCE_PREFIX, Loan, LoanStatus, Posted
from loanwright.servicing.repository import loans


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLoan:
    """What servicing must know of the contract; a loan taken over has no application, perhaps no party."""

    product_code: str
    product_version: int
    terms: LoanTerms
    line: LineTerms | None = None
    application_id: UUID | None = None
    contract_id: UUID | None = None
    party_id: UUID | None = None
    external_id: str | None = None
    status: LoanStatus = LoanStatus.PENDING


def open_loan(uow: UnitOfWork, command: OpenLoan) -> Loan:
    """A pending loan on the contract's terms; part of the caller's command, which audits it."""
    account = new_account(uow, command, loans.next_numbers(uow, 1)[0])
    loans.insert_loans(uow, [account])
    return account


def new_account(uow: UnitOfWork, command: OpenLoan, number: int) -> Loan:
    """The account as it will be inserted."""
    loan_id = uow.new_id()
    return Loan(
        id=loan_id,
        number=number,
        application_id=command.application_id,
        contract_id=command.contract_id,
        party_id=command.party_id,
        external_id=command.external_id,
        reference=reference(REFERENCE_PREFIX, loan_id),
        product_code=command.product_code,
        product_version=command.product_version,
        terms=command.terms,
        line=command.line,
        status=command.status,
        opened_on=uow.business_date,
        disbursed_on=None,
        settled_on=None,
        matures_on=schedule(command.terms, uow.calendar).periods.due_on[-1],
        last_seq=0,
        posted=Posted(),
        accrued_through=None,
        growth=Growth(),
    )
