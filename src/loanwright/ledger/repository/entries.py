"""Entries in, never changed; and the locks under which they are written.

Every posting transaction holds the day lock shared; the one that moves the business date takes it exclusively, so it
waits for postings under way and nothing is ever posted to a day that is closed. The period lock does the same for
months, for whatever is posted by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, cast, func, insert, literal_column, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from loanwright.infra.tables import institution
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.model import CodedEntry
from loanwright.ledger.tables import ledger_entry, ledger_posting, ledger_turnover

_DAY_LOCK = 0x6C6564676572  # "ledger"
_PERIOD_LOCK = 0x706572696F64  # "period"


def hold_day(uow: UnitOfWork) -> date:
    """Keep the business date from moving until this transaction ends; returns it as it is now."""
    _lock(uow, "pg_advisory_xact_lock_shared", _DAY_LOCK)
    today: date = uow.connection.execute(select(institution.c.business_date)).scalar_one()
    return today


def move_day(uow: UnitOfWork, to: date) -> None:
    """Set the business date once nobody posts to the old one any more."""
    _lock(uow, "pg_advisory_xact_lock", _DAY_LOCK)
    uow.connection.execute(update(institution).values(business_date=to))


def hold_periods(uow: UnitOfWork) -> None:
    """Keep every month as open or closed as it is until this transaction ends."""
    _lock(uow, "pg_advisory_xact_lock_shared", _PERIOD_LOCK)


def take_periods(uow: UnitOfWork) -> None:
    """Wait until nobody posts by hand any more; nobody can before this transaction ends."""
    _lock(uow, "pg_advisory_xact_lock", _PERIOD_LOCK)


def _lock(uow: UnitOfWork, function: str, key: int) -> None:
    uow.connection.execute(text(f"SELECT {function}(:key)"), {"key": key})


def insert_entries(uow: UnitOfWork, entries: Sequence[CodedEntry], today: date) -> list[UUID]:
    """Write the entries and their postings; their ids in the same order.

    `today` is what `hold_day` or `move_day` has made sure of: what is posted on a day before it joins that day's sums.
    """
    ids = [uow.new_id() for _ in entries]
    heads = [_head(uow, entry_id, entry) for entry_id, entry in zip(ids, entries, strict=True)]
    rows = [row for entry_id, entry in zip(ids, entries, strict=True) for row in _rows(entry_id, entry)]
    uow.connection.execute(insert(ledger_entry), heads)
    uow.connection.execute(insert(ledger_posting), rows)
    late = [_turnover(row) for row in rows if row["business_date"] < today]
    for row in late:
        uow.connection.execute(_ADDED, row)
    return ids


def total_day(uow: UnitOfWork, day: date) -> None:
    """Keep the sums of a day's postings, now that it is over."""
    p = ledger_posting.c
    by = (p.business_date, p.debit, p.credit, func.coalesce(p.product, literal_column("''")))
    sums = select(*by, cast(func.sum(p.amount_minor), BigInteger)).where(p.business_date == day).group_by(*by)
    columns = [column.name for column in ledger_turnover.columns]
    uow.connection.execute(insert(ledger_turnover).from_select(columns, sums))


_NEW = upsert(ledger_turnover)
_ADDED = _NEW.on_conflict_do_update(
    index_elements=[column.name for column in ledger_turnover.primary_key],
    set_={"amount_minor": ledger_turnover.c.amount_minor + _NEW.excluded.amount_minor},
)


def _turnover(row: dict[str, Any]) -> dict[str, Any]:
    named = {name: row[name] for name in ("business_date", "debit", "credit", "amount_minor")}
    return {**named, "product": row["product"] or ""}


def _head(uow: UnitOfWork, entry_id: UUID, entry: CodedEntry) -> dict[str, Any]:
    return {
        "id": entry_id,
        "business_date": entry.business_date,
        "value_on": entry.value_on,
        "source": entry.source,
        "subject_id": entry.subject_id,
        "command_id": uow.command_id,
        "recorded_at": uow.now,
    }


def _rows(entry_id: UUID, entry: CodedEntry) -> Iterator[dict[str, Any]]:
    for seq, posting in enumerate(entry.postings, start=1):
        yield {
            "entry_id": entry_id,
            "seq": seq,
            "business_date": entry.business_date,
            "debit": posting.debit,
            "credit": posting.credit,
            "amount_minor": posting.amount.minor,
            "product": posting.product,
            "loan_id": posting.loan_id,
        }
