"""The price of a loan has come in: its claim belongs to the buyer from now on."""

from __future__ import annotations

from loanwright.engine.api import Sold
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing import rules
from loanwright.servicing.model import Receipt, SuspenseReason
from loanwright.servicing.repository import loans, suspense
from loanwright.servicing.usecases.record_event import record
from loanwright.servicing.usecases.record_repayment import suspend


def record_sale(uow: UnitOfWork, receipt: Receipt) -> None:
    """Close the loan as sold for what came in; hearing of the same receipt again changes nothing.

    Where nothing is owed on the loan any more the money waits in suspense.
    """
    if receipt.loan_id is None or suspense.holds(uow, receipt.id):
        return
    account = loans.lock(uow, receipt.loan_id)
    if loans.is_recorded(uow, account.id, receipt.id):
        return
    if not rules.is_owed(account):
        suspend(uow, receipt, SuspenseReason.LOAN_NOT_LIVE)
        return
    on = rules.effective_day(account, receipt.booked_on, uow.business_date)
    sold = Sold(sequence=account.last_seq + 1, effective_on=on, amount=receipt.amount)
    record(uow, account, sold, source_id=receipt.id)
    uow.audit("servicing.record_sale", "loan", account.id, receipt_id=str(receipt.id))
