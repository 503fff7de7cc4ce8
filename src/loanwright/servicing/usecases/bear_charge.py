"""A charge of the bank is borne by the lender, not looked into any further."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, Entry, Posting, post
from loanwright.servicing.model import Receipt, RepaymentKind, SuspenseReason
from loanwright.servicing.repository import suspense


def bear_charge(uow: UnitOfWork, charge_id: UUID, amount: Money, booked_on: date, bank_reference: str) -> UUID | None:
    """Take a charge as an expense against suspense, where the bank's debit of it closes this item; the entry's id.

    The caller has had the debit itself booked (`payments.take_entry`) and leaves the audit record.
    """
    item = Receipt(charge_id, amount, booked_on, bank_reference[:35], None, RepaymentKind.AMOUNT)
    suspense.keep(uow, item, SuspenseReason.CHARGE_BORNE)
    posting = Posting(Account.BANK_CHARGES, Account.SETTLEMENT_SUSPENSE, amount)
    return post(uow, Entry("servicing.ChargeBorne", charge_id, (posting,)))
