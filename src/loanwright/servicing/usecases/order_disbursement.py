"""Have the bank pay the loan out to the borrower's account; it becomes active when the bank says it has."""

from __future__ import annotations

from uuid import UUID

from loanwright.engine.api import schedule
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.parties.api import payout_account
from loanwright.payments.api import Beneficiary, order_payment
from loanwright.servicing import rules
from loanwright.servicing.model import DISBURSEMENT, Loan, LoanStatus
from loanwright.servicing.repository import loans


def order_disbursement(uow: UnitOfWork, loan_id: UUID) -> UUID:
    """Order the net amount, first or again after a rejection; returns the order's id. The caller leaves the audit.

    Raises:
        LoanNotFound, LoanAlreadyDisbursed, PayoutAccountMissing.
    """
    account = loans.lock(uow, loan_id)
    rules.check_orderable(account.status)
    amount = schedule(account.terms, uow.calendar).net_disbursed
    order = order_payment(uow, DISBURSEMENT, loan_id, amount, beneficiary_of(uow, account), account.reference)
    loans.set_status(uow, loan_id, LoanStatus.DISBURSING)
    return order.id


def retry_disbursement(uow: UnitOfWork, loan_id: UUID) -> None:
    """Staff order again what the bank refused."""
    order_id = order_disbursement(uow, loan_id)
    uow.audit("servicing.retry_disbursement", "loan", loan_id, order_id=str(order_id))


def beneficiary_of(uow: UnitOfWork, account: Loan) -> Beneficiary:
    """The borrower's own account.

    Raises:
        PayoutAccountMissing
    """
    known = payout_account(uow, account.party_id) if account.party_id else None
    if known is None:
        raise rules.PayoutAccountMissing()
    return Beneficiary(name=known.holder, account=known.number, bank=known.bank)
