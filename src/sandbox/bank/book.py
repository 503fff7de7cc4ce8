"""The bank's double-entry book: every booking takes an amount from one account and gives it to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from sqlite3 import Row

from sandbox.bank.accounts import change_balance
from sandbox.world import World


@dataclass(frozen=True)
class Movement:
    """Money about to move. `reference` is the payee's own (structured), `text` whatever the payer wrote."""

    debit_account: str
    credit_account: str
    amount: int
    end_to_end_id: str
    reference: str = ""
    text: str = ""
    returned_for: str = ""


@dataclass(frozen=True)
class Booking:
    """A movement in the book."""

    id: int
    booked_on: date
    movement: Movement

    @property
    def bank_reference(self) -> str:
        """What the bank calls this booking in every message."""
        return f"BK{self.id:010d}"

    @classmethod
    def of(cls, row: Row) -> Booking:
        """From its table row."""
        movement = Movement(
            row["debit_account"],
            row["credit_account"],
            row["amount"],
            row["end_to_end_id"],
            row["reference"],
            row["text"],
            row["returned_for"],
        )
        return cls(row["id"], date.fromisoformat(row["booked_on"]), movement)


def book(world: World, movement: Movement) -> Booking:
    """Write `movement` into the book with today's date and change both balances."""
    today = world.clock.today
    booking_id = world.store.write(
        "INSERT INTO bank_booking (debit_account, credit_account, amount, booked_on, end_to_end_id, reference, text,"
        " returned_for) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        movement.debit_account, movement.credit_account, movement.amount, today.isoformat(),
        movement.end_to_end_id, movement.reference, movement.text, movement.returned_for,
    )  # fmt: skip
    change_balance(world, movement.debit_account, -movement.amount)
    change_balance(world, movement.credit_account, movement.amount)
    return Booking(booking_id, today, movement)


def find_booking(world: World, booking_id: int) -> Booking | None:
    """One booking."""
    row = world.store.row("SELECT * FROM bank_booking WHERE id = ?", booking_id)
    return None if row is None else Booking.of(row)


def bookings_of(world: World, account: str, day: date) -> list[Booking]:
    """What touched `account` on `day`, in the order it was booked."""
    rows = world.store.rows(
        "SELECT * FROM bank_booking WHERE booked_on = ? AND (debit_account = ? OR credit_account = ?) ORDER BY id",
        day.isoformat(), account, account,
    )  # fmt: skip
    return [Booking.of(row) for row in rows]


def bookings_after(world: World, booking_id: int, limit: int) -> list[Booking]:
    """The whole book, page by page."""
    rows = world.store.rows("SELECT * FROM bank_booking WHERE id > ? ORDER BY id LIMIT ?", booking_id, limit)
    return [Booking.of(row) for row in rows]
