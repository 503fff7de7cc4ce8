"""Money in suspense, and whose it is said to be."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field

from loanwright.infra.wire import Amount
from loanwright.servicing.model import SuspenseItem, SuspenseReason
from loanwright.servicing.schemas.body import Body


class AllocateSuspense(Body):
    """Whose money a receipt is."""

    loan_id: UUID
    reason: str = Field(min_length=1, max_length=500)


class SuspenseItemView(BaseModel):
    """Money that nobody could match to a loan, and for how many days it has waited."""

    id: UUID
    amount: Amount
    booked_on: date
    days_waiting: int
    reference: str
    payer_name: str
    text: str
    reason: SuspenseReason
    received_at: datetime


class SuspenseList(BaseModel):
    """The work list, oldest first."""

    items: list[SuspenseItemView]
    next_cursor: UUID | None = None


def suspense_view(item: SuspenseItem, payer_name: str, text: str, business_date: date) -> SuspenseItemView:
    """One receipt of the work list; the payer's name comes masked."""
    return SuspenseItemView(
        id=item.id,
        amount=item.amount,
        booked_on=item.booked_on,
        days_waiting=max((business_date - item.booked_on).days, 0),
        reference=item.reference,
        payer_name=payer_name,
        text=text,
        reason=item.reason,
        received_at=item.received_at,
    )
