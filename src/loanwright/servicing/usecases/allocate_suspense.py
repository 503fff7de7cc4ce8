"""Staff say whose money a receipt in suspense is."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.api import Account
from loanwright.servicing import rules
from loanwright.servicing.model import Receipt, RepaymentKind
from loanwright.servicing.repository import loans, suspense
from loanwright.servicing.usecases.record_repayment import allocate


def allocate_suspense(uow: UnitOfWork, item_id: UUID, loan_id: UUID, reason: str) -> None:
    """Allocate the receipt to a loan on which something is owed, as of the day the bank booked it.

    Raises:
        SuspenseItemNotFound, SuspenseItemNotOpen, LoanNotFound, LoanNotLive.
    """
    item = suspense.lock(uow, item_id)
    rules.check_open(item)
    account = loans.lock(uow, loan_id)
    rules.check_owed(account)
    receipt = Receipt(item.id, item.amount, item.booked_on, item.reference, loan_id, RepaymentKind.AMOUNT)
    allocate(uow, account, receipt, Account.SETTLEMENT_SUSPENSE)
    suspense.mark_allocated(uow, item_id, loan_id, reason)
    uow.audit("servicing.allocate_suspense", "loan", loan_id, receipt_id=str(item_id))
