"""Money has come in: find its loan by the reference and let the waterfall allocate it, or keep it in suspense."""

from __future__ import annotations

from loanwright.engine.api import Event, PaidOff, Recovered, Repaid
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.api import Account, Entry, Posting, post
from loanwright.servicing import notices, rules
from loanwright.servicing.events import RepaymentReceived
from loanwright.servicing.loss_policy import loss_policy
from loanwright.servicing.model import Loan, LoanStatus, Receipt, RepaymentKind, SuspenseReason
from loanwright.servicing.repository import loans, suspense
from loanwright.servicing.usecases.record_event import record


def record_repayment(uow: UnitOfWork, receipt: Receipt) -> None:
    """Allocate a receipt; hearing of the same one again changes nothing.

    Its reference is that of a payment request or a loan's own. Money for no loan of ours, or for one on which nothing
    is owed, goes to suspense, where staff allocate it.
    """
    if suspense.holds(uow, receipt.id):
        return
    account = _payee(uow, receipt)
    if account and loans.is_recorded(uow, account.id, receipt.id):
        return
    reason = rules.suspense_reason(account)
    if account is None or reason is not None:
        suspend(uow, receipt, reason or SuspenseReason.UNKNOWN_REFERENCE)
    else:
        allocate(uow, account, receipt, Account.BANK)
        uow.audit("servicing.record_repayment", "loan", account.id, receipt_id=str(receipt.id))


def allocate(uow: UnitOfWork, account: Loan, receipt: Receipt, cash: Account) -> None:
    """Record the receipt on a locked loan on which something is owed, and tell the news."""
    record(uow, account, _event(uow, account, receipt), cash=cash, source_id=receipt.id)
    told = RepaymentReceived(loan_id=account.id, party_id=account.party_id, amount=receipt.amount, on=receipt.booked_on)
    uow.publish(told)
    notices.tell_received(uow, account.party_id, receipt.amount, receipt.booked_on)


def _payee(uow: UnitOfWork, receipt: Receipt) -> Loan | None:
    loan_id = receipt.loan_id or loans.by_reference(uow, receipt.reference)
    return loans.lock(uow, loan_id) if loan_id else None


def _event(uow: UnitOfWork, account: Loan, receipt: Receipt) -> Event:
    on = rules.effective_day(account, receipt.booked_on, uow.business_date)
    sequence = account.last_seq + 1
    if account.status is LoanStatus.WRITTEN_OFF:
        order = loss_policy().recovery
        return Recovered(sequence=sequence, effective_on=on, amount=receipt.amount, allocation=order)
    if receipt.kind is RepaymentKind.PAYOFF:
        return PaidOff(sequence=sequence, effective_on=on, amount=receipt.amount)
    allocation = rules.allocation_of(receipt.kind, account.terms)
    return Repaid(sequence=sequence, effective_on=on, amount=receipt.amount, allocation=allocation)


def suspend(uow: UnitOfWork, receipt: Receipt, reason: SuspenseReason) -> None:
    """Keep money that nobody has been found for."""
    suspense.keep(uow, receipt, reason)
    posting = Posting(Account.BANK, Account.SETTLEMENT_SUSPENSE, receipt.amount)
    post(uow, Entry("servicing.ReceiptSuspended", receipt.id, (posting,)))
    uow.audit("servicing.suspend_receipt", "receipt", receipt.id, reason=reason.value)
