"""Tell the borrower how to pay: what is due next, a payoff, or an amount of their own."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.payments.api import PaymentRequest, request_payment
from loanwright.servicing import rules
from loanwright.servicing.model import RepaymentKind
from loanwright.servicing.repository import loans


def request_repayment(
    uow: UnitOfWork, loan_id: UUID, kind: RepaymentKind, amount: Money | None = None
) -> PaymentRequest:
    """A payment request under its own reference; its purpose comes back with the money and says what it is for.

    Raises:
        LoanNotFound, LoanNotLive, RepaymentNotPositive.
    """
    account = loans.get(uow, loan_id)
    rules.check_owed(account)
    state = account.replayed(loans.events_of(uow, loan_id), uow.business_date, uow.calendar)
    asked = rules.amount_to_ask(state, kind, amount)
    request = request_payment(uow, kind.value, loan_id, account.party_id, asked)
    uow.audit("servicing.request_repayment", "loan", loan_id, request_id=str(request.id), kind=kind.value)
    return request
