"""A second person posts a drafted journal, or somebody lays it aside."""

from __future__ import annotations

from uuid import UUID

from loanwright.access.api import require_second_person
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.journal import Journal, JournalNotDraft, JournalState, postings
from loanwright.ledger.model import CodedEntry
from loanwright.ledger.queries.balances import MANUAL_SOURCE
from loanwright.ledger.repository import journals
from loanwright.ledger.usecases.draft_journal import check_postable
from loanwright.ledger.usecases.post_entry import post_by_hand


def approve_journal(uow: UnitOfWork, journal_id: UUID, note: str) -> None:
    """Post it on its day.

    Raises:
        JournalUnknown, JournalNotDraft, SecondPersonNeeded, and what may have changed since it was drafted:
        PeriodClosed, LedgerAccountUnknown, JournalToControlAccount.
    """
    draft = _locked_draft(uow, journal_id)
    require_second_person(draft.drafted.by, uow.actor.id)
    check_postable(uow, draft.posted_on, draft.lines)
    entry = CodedEntry(MANUAL_SOURCE, journal_id, postings(draft.lines), draft.posted_on, draft.posted_on)
    entry_id = post_by_hand(uow, entry)
    journals.decide(uow, journal_id, JournalState.POSTED, note, entry_id)
    uow.audit("ledger.approve_journal", "journal", journal_id, number=draft.number)


def reject_journal(uow: UnitOfWork, journal_id: UUID, note: str) -> None:
    """Lay it aside; its drafter may do so as well.

    Raises:
        JournalUnknown, JournalNotDraft
    """
    draft = _locked_draft(uow, journal_id)
    journals.decide(uow, journal_id, JournalState.REJECTED, note, None)
    uow.audit("ledger.reject_journal", "journal", journal_id, number=draft.number)


def _locked_draft(uow: UnitOfWork, journal_id: UUID) -> Journal:
    draft = journals.lock(uow, journal_id)
    if draft.state is not JournalState.DRAFT:
        raise JournalNotDraft(number=draft.number)
    return draft
