"""Money in suspense, and whose it is said to be."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field

from loanwright.infra.wire import Amount
from loanwright.servicing.model import SuspenseBooking, SuspenseItem, SuspenseReason
from loanwright.servicing.schemas.body import Body


class AllocateSuspense(Body):
    """Whose money a receipt is."""

    loan_id: UUID
    reason: str = Field(min_length=1, max_length=500)


class BookSuspense(Body):
    """To which account of the ledger a receipt belongs."""

    account: str = Field(min_length=1, max_length=40)
    reason: str = Field(min_length=1, max_length=500)


class SuspenseBookingView(BaseModel):
    """What a second person is asked to agree to; `asked_by_me` because whoever asked does not."""

    account: str
    reason: str
    asked_by: str
    asked_by_me: bool


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
    booking: SuspenseBookingView | None


class SuspenseList(BaseModel):
    """The work list, oldest first."""

    items: list[SuspenseItemView]
    next_cursor: UUID | None = None


def suspense_view(
    item: SuspenseItem, payer_name: str, text: str, business_date: date, reader: UUID | None
) -> SuspenseItemView:
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
        booking=_booking_view(item.booking, reader) if item.booking else None,
    )


def _booking_view(booking: SuspenseBooking, reader: UUID | None) -> SuspenseBookingView:
    return SuspenseBookingView(
        account=booking.account,
        reason=booking.reason,
        asked_by=booking.asked_by_name,
        asked_by_me=booking.asked_by == reader,
    )
