"""The bank's days: when the date moves on, each day left behind is closed with a statement."""

from __future__ import annotations

from datetime import date, timedelta

from sandbox.bank.accounts import Account
from sandbox.bank.book import bookings_of
from sandbox.bank.documents import CAMT_053, Statement, day_statement
from sandbox.bank.orders import execute_due
from sandbox.bank.outbox import send, side_of
from sandbox.world import World


class DateGoneBy(Exception):
    """The bank has already booked or closed a later day."""


def catch_up(world: World) -> None:
    """Close every day before today; costs one look-up when there is none."""
    today, open_on = world.clock.today, _open_on(world)
    if open_on == today:
        return
    with world.store.transaction():
        while open_on < today:
            _close(world, open_on)
            open_on += timedelta(days=1)
        world.store.remember("bank_open_on", today.isoformat())
        execute_due(world)


def move_to(world: World, day: date) -> None:
    """Make `day` today. Until something is booked or closed, any day may become the first one.

    Raises:
        DateGoneBy: the books would have to be written backwards.
    """
    is_earlier = day < _open_on(world)
    if is_untouched(world) and (is_earlier or world.clock.is_free):
        world.store.remember("bank_open_on", day.isoformat())
    elif is_earlier:
        raise DateGoneBy
    world.clock.set_today(day)
    catch_up(world)


def is_untouched(world: World) -> bool:
    """Whether the bank has neither booked nor closed anything yet."""
    return world.store.row("SELECT 1 FROM bank_booking UNION SELECT 1 FROM bank_statement LIMIT 1") is None


def _open_on(world: World) -> date:
    remembered = world.store.setting("bank_open_on")
    if remembered is None:
        remembered = world.clock.today.isoformat()
        world.store.remember("bank_open_on", remembered)
    return date.fromisoformat(remembered)


def _close(world: World, day: date) -> None:
    for row in world.store.rows("SELECT * FROM bank_account WHERE has_channel = 1 ORDER BY number"):
        statement = _statement(world, Account.of(row), day)
        world.store.write(
            "INSERT INTO bank_statement VALUES (?, ?, ?, ?, ?)",
            statement.account, day.isoformat(), statement.sequence, statement.opening, statement.closing,
        )  # fmt: skip
        send(world, CAMT_053, day_statement(f"ST{day:%Y%m%d}{statement.sequence:06d}", world.clock.now, statement))


def _statement(world: World, account: Account, day: date) -> Statement:
    """The last open day's closing balance is the account's balance, since nothing is booked on closed days."""
    sides = tuple(side_of(world, booking, account.number) for booking in bookings_of(world, account.number, day))
    moved = sum(_signed(side.direction, side.booking.movement.amount) for side in sides)
    last = world.store.row("SELECT max(sequence) AS sequence FROM bank_statement WHERE account = ?", account.number)
    sequence = (last["sequence"] or 0) + 1 if last else 1
    return Statement(account.number, account.holder, day, sequence, account.balance - moved, account.balance, sides)


def _signed(direction: str, amount: int) -> int:
    return amount if direction == "CRDT" else -amount
