"""Stored receipts that nobody could match to a loan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency, Money
from loanwright.servicing.model import Receipt, SuspenseBooking, SuspenseItem, SuspenseReason
from loanwright.servicing.rules import SuspenseItemNotFound
from loanwright.servicing.tables import suspense_item as table


def holds(uow: UnitOfWork, receipt_id: UUID) -> bool:
    """Whether the receipt is or was in suspense."""
    return uow.connection.execute(select(table.c.id).where(table.c.id == receipt_id)).first() is not None


def keep(uow: UnitOfWork, receipt: Receipt, reason: SuspenseReason) -> None:
    """Put a receipt into suspense."""
    row = {
        "id": receipt.id,
        "amount_minor": receipt.amount.minor,
        "booked_on": receipt.booked_on,
        "reference": receipt.reference,
        "reason": reason.value,
        "received_at": uow.now,
    }
    uow.connection.execute(insert(table).values(row))


def lock(uow: UnitOfWork, item_id: UUID) -> SuspenseItem:
    """The item, kept for this transaction.

    Raises:
        SuspenseItemNotFound.
    """
    row = uow.connection.execute(select(table).where(table.c.id == item_id).with_for_update()).first()
    if row is None:
        raise SuspenseItemNotFound()
    return _item(row, uow.currency)


def mark_allocated(uow: UnitOfWork, item_id: UUID, loan_id: UUID, reason: str) -> None:
    """Somebody has said whose money it is."""
    values = {"loan_id": loan_id, "allocation_reason": reason, "allocated_at": uow.now}
    uow.connection.execute(update(table).where(table.c.id == item_id).values(values))


def propose(uow: UnitOfWork, item_id: UUID, booking: SuspenseBooking | None) -> None:
    """Somebody wants it booked to an account, or nobody any more."""
    values = {
        "account": booking and booking.account,
        "allocation_reason": booking and booking.reason,
        "asked_by": booking and booking.asked_by,
        "asked_by_name": booking and booking.asked_by_name,
    }
    uow.connection.execute(update(table).where(table.c.id == item_id).values(values))


def mark_booked(uow: UnitOfWork, item_id: UUID, account: str, reason: str) -> None:
    """It stands on an account of the ledger now."""
    values = {"account": account, "allocation_reason": reason, "allocated_at": uow.now}
    uow.connection.execute(update(table).where(table.c.id == item_id).values(values))


def offset(uow: UnitOfWork, reason: SuspenseReason, amount: Money) -> bool:
    """Close the oldest open item of this reason and signed amount against its counterpart; whether there was one."""
    open_ones = (table.c.allocated_at.is_(None), table.c.reason == reason.value, table.c.amount_minor == amount.minor)
    oldest = select(table.c.id).where(*open_ones).order_by(table.c.id).limit(1).with_for_update(skip_locked=True)
    item_id = uow.connection.execute(oldest).scalar()
    if item_id is not None:
        values = {"allocation_reason": "offset", "allocated_at": uow.now}
        uow.connection.execute(update(table).where(table.c.id == item_id).values(values))
    return item_id is not None


def open_items(uow: UnitOfWork, after: UUID | None, limit: int) -> list[SuspenseItem]:
    """The work list, oldest first, following the cursor `after`."""
    wanted = select(table).where(table.c.allocated_at.is_(None)).order_by(table.c.id).limit(limit)
    if after:
        wanted = wanted.where(table.c.id > after)
    return [_item(row, uow.currency) for row in uow.connection.execute(wanted)]


def _item(row: Row[Any], currency: Currency) -> SuspenseItem:
    return SuspenseItem(
        id=row.id,
        amount=Money(row.amount_minor, currency),
        booked_on=row.booked_on,
        reference=row.reference,
        reason=SuspenseReason(row.reason),
        received_at=row.received_at,
        loan_id=row.loan_id,
        allocated_at=row.allocated_at,
        booking=_booking(row),
    )


def _booking(row: Row[Any]) -> SuspenseBooking | None:
    if row.account is None or row.allocated_at is not None:
        return None
    return SuspenseBooking(row.account, row.allocation_reason, row.asked_by, row.asked_by_name)
