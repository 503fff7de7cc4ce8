"""Entries in, never changed; and the business date with its lock.

Every posting transaction holds the day lock shared; the one that moves the business date takes it exclusively, so it
waits for postings under way and nothing is ever posted to a day that is closed.
"""

from __future__ import annotations

from datetime import date
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


def insert_entry(uow: UnitOfWork, entry: Entry) -> UUID:
    """Write the entry and its postings on the business date of the unit of work."""
    entry_id = uow.new_id()
    head = {
        "id": entry_id,
        "business_date": uow.business_date,
        "source": entry.source,
        "subject_id": entry.subject_id,
        "command_id": uow.command_id,
        "recorded_at": uow.now,
    }
    rows = [
        {
            "entry_id": entry_id,
            "seq": seq,
            "business_date": uow.business_date,
            "debit": posting.debit.value,
            "credit": posting.credit.value,
            "amount_minor": posting.amount.minor,
            "product": posting.product,
            "loan_id": posting.loan_id,
        }
        for seq, posting in enumerate(entry.postings, start=1)
    ]
    uow.connection.execute(insert(ledger_entry), head)
    uow.connection.execute(insert(ledger_posting), rows)
    return entry_id
