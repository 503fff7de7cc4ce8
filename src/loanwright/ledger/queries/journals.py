"""Manual journals as lists and one by one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.journal import Journal, JournalState, JournalUnknown
from loanwright.ledger.repository import journals
from loanwright.ledger.tables import manual_journal as table


def manual_journals(uow: UnitOfWork, state: JournalState | None, before: int | None, limit: int) -> list[Journal]:
    """Manual journals, newest first, with numbers below `before`."""
    wanted = select(table).order_by(table.c.number.desc()).limit(limit)
    if state:
        wanted = wanted.where(table.c.state == state.value)
    if before:
        wanted = wanted.where(table.c.number < before)
    return journals.with_lines(uow, uow.connection.execute(wanted))


def manual_journal(uow: UnitOfWork, journal_id: UUID) -> Journal:
    """One of them.

    Raises:
        JournalUnknown
    """
    found = journals.with_lines(uow, uow.connection.execute(select(table).where(table.c.id == journal_id)))
    if not found:
        raise JournalUnknown()
    return found[0]
