"""Entries in, never changed; and the business date with its lock.

Every posting transaction holds the day lock shared; the one that moves the business date takes it exclusively, so it
waits for postings under way and nothing is ever posted to a day that is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text, update

from loanwright.infra.tables import institution
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.model import Entry
from loanwright.ledger.tables import ledger_entry, ledger_posting

_DAY_LOCK = 0x6C6564676572  # "ledger"


def hold_day(uow: UnitOfWork) -> date:
    """Keep the business date from moving until this transaction ends; returns it as it is now."""
    uow.connection.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": _DAY_LOCK})
    today: date = uow.connection.execute(select(institution.c.business_date)).scalar_one()
    return today


def move_day(uow: UnitOfWork, to: date) -> None:
    """Set the business date once nobody posts to the old one any more."""
    uow.connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _DAY_LOCK})
    uow.connection.execute(update(institution).values(business_date=to))


def insert_entries(uow: UnitOfWork, entries: Sequence[Entry]) -> list[UUID]:
    """Write the entries and their postings on the business date of the unit of work; their ids in the same order."""
    ids = [uow.new_id() for _ in entries]
    heads = [_head(uow, entry_id, entry) for entry_id, entry in zip(ids, entries, strict=True)]
    rows = [row for entry_id, entry in zip(ids, entries, strict=True) for row in _rows(uow, entry_id, entry)]
    uow.connection.execute(insert(ledger_entry), heads)
    uow.connection.execute(insert(ledger_posting), rows)
    return ids


def _head(uow: UnitOfWork, entry_id: UUID, entry: Entry) -> dict[str, Any]:
    return {
        "id": entry_id,
        "business_date": uow.business_date,
        "source": entry.source,
        "subject_id": entry.subject_id,
        "command_id": uow.command_id,
        "recorded_at": uow.now,
    }


def _rows(uow: UnitOfWork, entry_id: UUID, entry: Entry) -> Iterator[dict[str, Any]]:
    for seq, posting in enumerate(entry.postings, start=1):
        yield {
            "entry_id": entry_id,
            "seq": seq,
            "business_date": uow.business_date,
            "debit": posting.debit.value,
            "credit": posting.credit.value,
            "amount_minor": posting.amount.minor,
            "product": posting.product,
            "loan_id": posting.loan_id,
        }
