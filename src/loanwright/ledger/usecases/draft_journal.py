"""Somebody writes a manual journal, or one that reverses another; it waits for a second person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.signature import Signature
from loanwright.ledger.journal import (
    Journal,
    JournalAlreadyReversed,
    JournalLine,
    JournalNotPosted,
    JournalState,
    check_lines,
)
from loanwright.ledger.period import PeriodClosed, month_of, written
from loanwright.ledger.queries.balances import accounts
from loanwright.ledger.repository import journals, periods
from loanwright.ledger.rules import check_not_ahead, check_reason


@dataclass(frozen=True, slots=True)
class NewJournal:
    """What a person asks to be posted: on which day of the books, why, and the lines."""

    posted_on: date
    reason: str
    lines: Sequence[JournalLine]
    reverses: UUID | None = None


def draft_journal(uow: UnitOfWork, new: NewJournal) -> Journal:
    """Keep it as a draft.

    Raises:
        LedgerReasonMissing, LedgerDateAhead, PeriodClosed, and what `journal.check_lines` refuses.
    """
    journal = _written(uow, new)
    uow.audit("ledger.draft_journal", "journal", journal.id, number=journal.number)
    return journal


def reverse_journal(uow: UnitOfWork, journal_id: UUID, posted_on: date, reason: str) -> Journal:
    """Draft the journal that undoes a posted one, on a day of its own.

    Raises:
        JournalUnknown, JournalNotPosted, JournalAlreadyReversed, and what `draft_journal` refuses.
    """
    undone = journals.lock(uow, journal_id)
    if undone.state is not JournalState.POSTED:
        raise JournalNotPosted(number=undone.number)
    if journals.is_reversed(uow, journal_id):
        raise JournalAlreadyReversed(number=undone.number)
    lines = [line.mirrored for line in undone.lines]
    journal = _written(uow, NewJournal(posted_on, reason, lines, reverses=journal_id))
    uow.audit("ledger.reverse_journal", "journal", journal_id, number=undone.number, by=journal.number)
    return journal


def check_postable(uow: UnitOfWork, posted_on: date, lines: Sequence[JournalLine]) -> None:
    """Whether these lines may be posted by hand on that day; asked when drafting and again when approving."""
    check_not_ahead(posted_on, uow.business_date)
    if periods.is_closed(uow, posted_on):
        raise PeriodClosed(month=written(month_of(posted_on)))
    check_lines(lines, accounts(uow))


def _written(uow: UnitOfWork, new: NewJournal) -> Journal:
    check_reason(new.reason)
    check_postable(uow, new.posted_on, new.lines)
    journal = Journal(
        id=uow.new_id(),
        number=journals.next_number(uow),
        posted_on=new.posted_on,
        reason=new.reason.strip(),
        lines=tuple(new.lines),
        state=JournalState.DRAFT,
        drafted=Signature(uow.actor.id, uow.actor.name, uow.now),
        reverses=new.reverses,
    )
    journals.add(uow, journal)
    return journal
