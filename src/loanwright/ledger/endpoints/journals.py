"""Manual journals: drafted by one person, decided by another."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger import api
from loanwright.ledger.schemas.journals import (
    Decision,
    DraftJournal,
    JournalList,
    JournalView,
    ReverseJournal,
    journal_view,
    lines_of,
)

router = APIRouter(prefix="/manual-journals")

LedgerReader = Annotated[Edge, staff_edge("ledger.read")]
JournalDrafter = Annotated[Edge, staff_edge("journal.draft")]
JournalApprover = Annotated[Edge, staff_edge("journal.approve")]

_PAGE = 50


@router.get("")
def list_manual_journals(
    edge: LedgerReader, state: api.JournalState | None = None, cursor: int | None = None
) -> JournalList:
    """Manual journals, newest first."""

    def page(uow: UnitOfWork) -> JournalList:
        found = api.manual_journals(uow, state, cursor, _PAGE + 1)
        items = [journal_view(one, edge.actor.id) for one in found[:_PAGE]]
        return JournalList(items=items, next_cursor=items[-1].number if len(found) > _PAGE else None)

    return edge.query(page)


@router.post("", status_code=201)
def draft_manual_journal(body: DraftJournal, edge: JournalDrafter) -> JournalView:
    """Write one; it waits for a second person."""

    def drafted(uow: UnitOfWork) -> JournalView:
        new = api.NewJournal(body.posted_on, body.reason, lines_of(body))
        return journal_view(api.draft_journal(uow, new), edge.actor.id)

    return edge.command(drafted, JournalView)


@router.get("/{journal_id}")
def get_manual_journal(journal_id: UUID, edge: LedgerReader) -> JournalView:
    """One of them."""
    return edge.query(lambda uow: journal_view(api.manual_journal(uow, journal_id), edge.actor.id))


@router.post("/{journal_id}/approvals", status_code=201)
def approve_manual_journal(journal_id: UUID, body: Decision, edge: JournalApprover) -> JournalView:
    """Post it, as somebody who has not drafted it."""

    def approved(uow: UnitOfWork) -> JournalView:
        api.approve_journal(uow, journal_id, body.note)
        return journal_view(api.manual_journal(uow, journal_id), edge.actor.id)

    return edge.command(approved, JournalView)


@router.post("/{journal_id}/rejections", status_code=201)
def reject_manual_journal(journal_id: UUID, body: Decision, edge: JournalDrafter) -> JournalView:
    """Lay it aside."""

    def rejected(uow: UnitOfWork) -> JournalView:
        api.reject_journal(uow, journal_id, body.note)
        return journal_view(api.manual_journal(uow, journal_id), edge.actor.id)

    return edge.command(rejected, JournalView)


@router.post("/{journal_id}/reversals", status_code=201)
def reverse_manual_journal(journal_id: UUID, body: ReverseJournal, edge: JournalDrafter) -> JournalView:
    """Draft the one that undoes it."""

    def reversing(uow: UnitOfWork) -> JournalView:
        return journal_view(api.reverse_journal(uow, journal_id, body.posted_on, body.reason), edge.actor.id)

    return edge.command(reversing, JournalView)
