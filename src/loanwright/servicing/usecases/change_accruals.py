"""Which loans the close stops from accruing because they are long overdue, and which accrue again."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from loanwright.engine.api import AccrualResumed, Event, NonAccrual, NonAccrualBegun
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.classification import RiskPolicy
from loanwright.servicing.model import Loan
from loanwright.servicing.repository import closes


def accrual_changes(uow: UnitOfWork, book_range: int, policy: RiskPolicy) -> dict[UUID, tuple[Loan, Event]]:
    """Loans of the range with the event that the business date brings them."""
    today, reason = uow.business_date, NonAccrual.PAST_DUE
    changes: dict[UUID, tuple[Loan, Event]] = {}
    since = today - timedelta(days=policy.non_accrual_from)
    for one in closes.loans_past_due(uow, book_range, since):
        changes[one.id] = one, NonAccrualBegun(sequence=one.last_seq + 1, effective_on=today, reason=reason)
    for one in closes.loans_cured(uow, book_range):
        changes[one.id] = one, AccrualResumed(sequence=one.last_seq + 1, effective_on=today)
    return changes
