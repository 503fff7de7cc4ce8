"""Manual journals and their lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, insert, select, update

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency, Money
from loanwright.kernel.signature import Signature
from loanwright.ledger.journal import Journal, JournalLine, JournalState, JournalUnknown
from loanwright.ledger.model import Side
from loanwright.ledger.tables import manual_journal as table
from loanwright.ledger.tables import manual_journal_line, manual_journal_number


def next_number(uow: UnitOfWork) -> int:
    """The next number; one whose journal is never written stays unused."""
    number: int = uow.connection.execute(select(manual_journal_number.next_value())).scalar_one()
    return number


def add(uow: UnitOfWork, journal: Journal) -> None:
    """Write a draft with its lines."""
    row = {
        "id": journal.id,
        "number": journal.number,
        "posted_on": journal.posted_on,
        "reason": journal.reason,
        "state": journal.state.value,
        "drafted_by": journal.drafted.by,
        "drafted_by_name": journal.drafted.name,
        "drafted_at": journal.drafted.at,
        "decision_note": journal.decision_note,
        "reverses": journal.reverses,
    }
    lines = [
        {
            "journal_id": journal.id,
            "seq": seq,
            "account": line.account,
            "side": line.side.value,
            "amount_minor": line.amount.minor,
            "memo": line.memo,
        }
        for seq, line in enumerate(journal.lines, start=1)
    ]
    uow.connection.execute(insert(table).values(row))
    uow.connection.execute(insert(manual_journal_line), lines)


def lock(uow: UnitOfWork, journal_id: UUID) -> Journal:
    """The journal, kept for this transaction.

    Raises:
        JournalUnknown
    """
    row = uow.connection.execute(select(table).where(table.c.id == journal_id).with_for_update()).first()
    if row is None:
        raise JournalUnknown()
    return with_lines(uow, [row])[0]


def decide(uow: UnitOfWork, journal_id: UUID, state: JournalState, note: str, entry_id: UUID | None) -> None:
    """Write down who decided the draft, how, and the entry it became."""
    values = {
        "state": state.value,
        "decided_by": uow.actor.id,
        "decided_by_name": uow.actor.name,
        "decided_at": uow.now,
        "decision_note": note,
        "entry_id": entry_id,
    }
    uow.connection.execute(update(table).where(table.c.id == journal_id).values(values))


def is_reversed(uow: UnitOfWork, journal_id: UUID) -> bool:
    """Whether a journal that reverses it is posted or waiting."""
    live = (table.c.reverses == journal_id, table.c.state != JournalState.REJECTED.value)
    return bool(uow.connection.scalar(select(exists().where(*live))))


def with_lines(uow: UnitOfWork, rows: Iterable[Row[Any]]) -> list[Journal]:
    """The journals of these rows, in the same order, each with its lines."""
    heads = list(rows)
    lines: dict[UUID, list[JournalLine]] = {head.id: [] for head in heads}
    c = manual_journal_line.c
    wanted = select(manual_journal_line).where(c.journal_id.in_(lines)).order_by(c.journal_id, c.seq)
    for row in uow.connection.execute(wanted):
        lines[row.journal_id].append(_line(row, uow.currency))
    return [_journal(head, lines[head.id]) for head in heads]


def _line(row: Row[Any], currency: Currency) -> JournalLine:
    return JournalLine(row.account, Side(row.side), Money(row.amount_minor, currency), row.memo)


def _journal(row: Row[Any], lines: list[JournalLine]) -> Journal:
    return Journal(
        id=row.id,
        number=row.number,
        posted_on=row.posted_on,
        reason=row.reason,
        lines=tuple(lines),
        state=JournalState(row.state),
        drafted=Signature(row.drafted_by, row.drafted_by_name, row.drafted_at),
        decided=Signature(row.decided_by, row.decided_by_name or "", row.decided_at) if row.decided_at else None,
        decision_note=row.decision_note,
        entry_id=row.entry_id,
        reverses=row.reverses,
    )
