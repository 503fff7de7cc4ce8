"""Messages waiting for the customer's program, listed in the order the bank released them."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.bank.accounts import find
from sandbox.bank.book import Booking
from sandbox.bank.documents import CAMT_054, Side, booking_notification
from sandbox.clock import instant
from sandbox.faults import FaultKind, Provider
from sandbox.world import World


@dataclass(frozen=True)
class SentMessage:
    """A released message; `cursor` grows and never repeats."""

    cursor: int
    kind: str
    document: str


def send(world: World, kind: str, document: bytes) -> None:
    """Release `document`: now, or later or twice when such a fault is planned."""
    late = world.faults.in_business(Provider.BANK, FaultKind.LATE)
    twice = world.faults.in_business(Provider.BANK, FaultKind.DUPLICATE)
    due_at = instant() + late.seconds if late else None
    for _ in range(2 if twice else 1):
        _enqueue(world, kind, document, due_at)


def messages_after(world: World, cursor: int, limit: int) -> list[SentMessage]:
    """The next messages, oldest first; what was held back and has become due is released first."""
    with world.store.transaction():
        _release_due(world)
    rows = world.store.rows("SELECT * FROM bank_sent WHERE cursor > ? ORDER BY cursor LIMIT ?", cursor, limit)
    return [SentMessage(row["cursor"], row["kind"], row["document"].decode()) for row in rows]


def notify(world: World, booking: Booking) -> None:
    """Tell the holders of both accounts, as far as they have a message channel."""
    for account in (booking.movement.debit_account, booking.movement.credit_account):
        holder = find(world, account)
        if holder is not None and holder.has_channel:
            document = booking_notification(
                f"N{booking.bank_reference}", world.clock.now, side_of(world, booking, account)
            )
            send(world, CAMT_054, document)


def side_of(world: World, booking: Booking, account: str) -> Side:
    """`booking` as the holder of `account` sees it."""
    movement = booking.movement
    other = movement.debit_account if movement.credit_account == account else movement.credit_account
    counterparty = find(world, other)
    return Side(booking, account, counterparty.holder if counterparty else "", other)


def _enqueue(world: World, kind: str, document: bytes, due_at: float | None) -> None:
    if due_at is None:
        world.store.write("INSERT INTO bank_sent (kind, document) VALUES (?, ?)", kind, document)
    else:
        statement = "INSERT INTO bank_outgoing (kind, document, due_at) VALUES (?, ?, ?)"
        world.store.write(statement, kind, document, due_at)


def _release_due(world: World) -> None:
    """Cursors are given on release, so that a late message never appears behind a reader who has moved on."""
    for row in world.store.rows("SELECT * FROM bank_outgoing WHERE due_at <= ? ORDER BY due_at, id", instant()):
        _enqueue(world, row["kind"], row["document"], None)
        world.store.write("DELETE FROM bank_outgoing WHERE id = ?", row["id"])
