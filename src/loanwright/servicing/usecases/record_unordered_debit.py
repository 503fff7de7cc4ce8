"""The bank took money that nobody ordered: keep it in suspense until somebody knows why."""

from __future__ import annotations

from datetime import date

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, Entry, Posting, post
from loanwright.servicing.model import Receipt, RepaymentKind, SuspenseReason
from loanwright.servicing.repository import suspense


def record_unordered_debit(uow: UnitOfWork, amount: Money, booked_on: date, bank_reference: str) -> None:
    """A negative item on the suspense work list, so that the books agree with the bank."""
    item = Receipt(uow.new_id(), -amount, booked_on, bank_reference[:35], None, RepaymentKind.AMOUNT)
    suspense.keep(uow, item, SuspenseReason.UNORDERED_DEBIT)
    posting = Posting(Account.SETTLEMENT_SUSPENSE, Account.BANK, amount)
    post(uow, Entry("servicing.UnorderedDebit", item.id, (posting,)))
    uow.audit("servicing.record_unordered_debit", "receipt", item.id)
