"""What the bank said: messages as they came, entries processed once, statements with their proof."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency, Money
from loanwright.payments import rules
from loanwright.payments.model import BankStatement, Entry, PaymentOrder, Reading, Statement
from loanwright.payments.tables import bank_channel, bank_entry, bank_message, bank_statement

_ONE_COLLECTOR = text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))")


def message_id_of(document: bytes) -> UUID:
    """A message's id follows from its content: the first half of its SHA-256."""
    return UUID(bytes=hashlib.sha256(document).digest()[:16])


def keep_message(uow: UnitOfWork, document: bytes, reading: Reading | None) -> UUID | None:
    """Store a message as it came, `reading` being None if nobody can read it; None if it is here already."""
    row = {
        "id": message_id_of(document),
        "kind": reading.kind if reading else "unreadable",
        "document_sealed": uow.keyring.encrypt(document.decode("utf-8", "backslashreplace")),
        "warnings": list(reading.warnings) if reading else [],
        "is_readable": reading is not None,
        "received_at": uow.now,
    }
    kept = upsert(bank_message).values(row).on_conflict_do_nothing().returning(bank_message.c.id)
    stored: UUID | None = uow.connection.scalar(kept)
    return stored


def claim_entry(uow: UnitOfWork, entry: Entry, message_id: UUID) -> bool:
    """Mark a booking as processed; False if it was before, whichever message told of it."""
    row = {
        "account": entry.account,
        "bank_reference": entry.bank_reference,
        "amount_minor": rules.signed(entry).minor,
        "booked_on": entry.booked_on,
        "message_id": message_id,
        "processed_at": uow.now,
    }
    claimed = upsert(bank_entry).values(row).on_conflict_do_nothing().returning(bank_entry.c.account)
    return uow.connection.scalar(claimed) is not None


def link_entry(uow: UnitOfWork, entry: Entry, order_id: UUID | None = None, receipt_id: UUID | None = None) -> None:
    """Say which order or receipt a booking belongs to."""
    mine = bank_entry.c.account == entry.account, bank_entry.c.bank_reference == entry.bank_reference
    uow.connection.execute(update(bank_entry).where(*mine).values(order_id=order_id, receipt_id=receipt_id))


def entries_of_order(uow: UnitOfWork, order: PaymentOrder) -> list[Money]:
    """Amounts of the bookings put down to an order, signed."""
    minors = uow.connection.scalars(select(bank_entry.c.amount_minor).where(bank_entry.c.order_id == order.id))
    return [Money(minor, order.amount.currency) for minor in minors]


def processed_on(uow: UnitOfWork, account: str, day: date, currency: Currency) -> dict[str, Money]:
    """Bookings of a day we have processed, by bank reference, signed."""
    columns = select(bank_entry.c.bank_reference, bank_entry.c.amount_minor)
    rows = uow.connection.execute(columns.where(bank_entry.c.account == account, bank_entry.c.booked_on == day))
    return {row.bank_reference: Money(row.amount_minor, currency) for row in rows}


def statement_before(uow: UnitOfWork, account: str, day: date) -> BankStatement | None:
    """The last statement before a day."""
    earlier = bank_statement.c.account == account, bank_statement.c.booked_on < day
    row = uow.connection.execute(
        select(bank_statement).where(*earlier).order_by(bank_statement.c.booked_on.desc()).limit(1)
    ).first()
    return None if row is None else statement_of(row)


def keep_statement(uow: UnitOfWork, statement: Statement, findings: list[str]) -> bool:
    """Store a day's statement with what does not add up; False if the day has one already."""
    row = {
        "account": statement.account,
        "booked_on": statement.day,
        "statement_id": statement.statement_id,
        "opening_minor": statement.opening.minor,
        "closing_minor": statement.closing.minor,
        "currency": statement.opening.currency.value,
        "entries": len(statement.entries),
        "findings": findings,
        "received_at": uow.now,
    }
    kept = upsert(bank_statement).values(row).on_conflict_do_nothing().returning(bank_statement.c.account)
    return uow.connection.scalar(kept) is not None


def statement_of(row: Row[Any]) -> BankStatement:
    """From its row."""
    currency = Currency(row.currency)
    return BankStatement(
        account=row.account,
        day=row.booked_on,
        statement_id=row.statement_id,
        opening=Money(row.opening_minor, currency),
        closing=Money(row.closing_minor, currency),
        entries=row.entries,
        findings=tuple(row.findings),
        received_at=row.received_at,
    )


def lock_cursor(uow: UnitOfWork, account: str) -> None:
    """Be the only one to pass this account's messages on until the commit.

    Not by the cursor's row: whoever nudges writes to that, with an order locked that a message may be about.
    """
    uow.connection.execute(_ONE_COLLECTOR, {"what": f"bank-messages:{account}"})


def cursor_of(uow: UnitOfWork, account: str) -> int:
    """How far the bank's messages have been read."""
    return uow.connection.scalar(select(bank_channel.c.cursor).where(bank_channel.c.account == account)) or 0


def move_cursor(uow: UnitOfWork, account: str, cursor: int) -> None:
    """Remember how far; it never goes back."""
    row = {"account": account, "cursor": cursor, "is_nudged": False}
    further = func.greatest(bank_channel.c.cursor, cursor)
    moved = upsert(bank_channel).values(row).on_conflict_do_update(
        index_elements=[bank_channel.c.account], set_={"cursor": further}
    )  # fmt: skip
    uow.connection.execute(moved)


def mark_nudged(uow: UnitOfWork, account: str) -> bool:
    """Note that a look at the bank's messages is due; False if one was due already."""
    row = {"account": account, "cursor": 0, "is_nudged": True}
    marked = upsert(bank_channel).values(row).on_conflict_do_update(
        index_elements=[bank_channel.c.account], set_={"is_nudged": True}, where=~bank_channel.c.is_nudged
    )  # fmt: skip
    return uow.connection.scalar(marked.returning(bank_channel.c.account)) is not None


def clear_nudge(uow: UnitOfWork, account: str) -> None:
    """The look has begun."""
    mine = bank_channel.c.account == account
    uow.connection.execute(update(bank_channel).where(mine).values(is_nudged=False))
