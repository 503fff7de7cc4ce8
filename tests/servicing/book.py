"""Loans for tests: terms as a small lender writes them, and the shortest way to a live loan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from loanwright.engine.api import DayCount, LoanTerms, Method, PenaltyTerms
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.ids import uuid7
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from loanwright.servicing.model import Loan, Receipt, RepaymentKind
from loanwright.servicing.repository import loans
from loanwright.servicing.usecases.confirm_disbursement import confirm_disbursement
from loanwright.servicing.usecases.open_loan import OpenLoan, open_loan
from loanwright.servicing.usecases.record_repayment import record_repayment

TERMS = LoanTerms(
    principal=Money.parse("12000"),
    rate=Rate.percent("14.4"),
    method=Method.EQUAL_INSTALLMENTS,
    periods=12,
    start_on=date(2026, 3, 2),
    day_count=DayCount.THIRTY_360,
)
WITH_PENALTY = replace(TERMS, penalty=PenaltyTerms(rate=Rate.percent("21.6"), grace_days=2))


def pending_loan(runtime: Runtime, terms: LoanTerms = TERMS, party_id: UUID | None = None) -> Loan:
    """A loan that waits for its money."""
    command = OpenLoan(product_code="xiao-fei-dai", product_version=1, terms=terms, party_id=party_id)
    return runtime.run(SYSTEM, lambda uow: open_loan(uow, command))


def live_loan(runtime: Runtime, terms: LoanTerms = TERMS, party_id: UUID | None = None) -> Loan:
    """A loan paid out on its contract's first day."""
    account = pending_loan(runtime, terms, party_id)
    order_id = uuid7(runtime.clock())
    runtime.run(SYSTEM, lambda uow: confirm_disbursement(uow, account.id, order_id, terms.start_on))
    return loan_now(runtime, account.id)


def loan_now(runtime: Runtime, loan_id: UUID) -> Loan:
    """The loan as stored."""
    with runtime.read(SYSTEM) as uow:
        return loans.get(uow, loan_id)


def receipt_for(
    runtime: Runtime, account: Loan, amount: str, booked_on: date, kind: RepaymentKind = RepaymentKind.AMOUNT
) -> Receipt:
    """Money under the loan's own reference."""
    loan_id = account.id if kind is not RepaymentKind.AMOUNT else None
    return Receipt(uuid7(runtime.clock()), Money.parse(amount), booked_on, account.reference, loan_id, kind)


def pay(runtime: Runtime, receipt: Receipt) -> None:
    """The bank has booked it."""
    runtime.run(SYSTEM, lambda uow: record_repayment(uow, receipt))
