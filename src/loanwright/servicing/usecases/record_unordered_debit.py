"""The bank took money that nobody ordered: a bounced payment, or a riddle that waits in suspense."""

from __future__ import annotations

from datetime import date

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, Entry, Posting, post
from loanwright.servicing.model import Receipt, RepaymentKind, SuspenseReason
from loanwright.servicing.repository import suspense


def record_unordered_debit(uow: UnitOfWork, amount: Money, booked_on: date, bank_reference: str) -> None:
    """Book the debit against suspense, so that the books agree with the bank.

    It closes the item of a bounced repayment of that amount, or of a charge that the lender bears; without one it waits
    on the work list as a negative item.
    """
    item = Receipt(uow.new_id(), -amount, booked_on, bank_reference[:35], None, RepaymentKind.AMOUNT)
    awaited = (SuspenseReason.BOUNCED, SuspenseReason.CHARGE_BORNE)
    if not any(suspense.offset(uow, reason, amount) for reason in awaited):
        suspense.keep(uow, item, SuspenseReason.UNORDERED_DEBIT)
    posting = Posting(Account.SETTLEMENT_SUSPENSE, Account.BANK, amount)
    post(uow, Entry("servicing.UnorderedDebit", item.id, (posting,)))
    uow.audit("servicing.record_unordered_debit", "receipt", item.id)
