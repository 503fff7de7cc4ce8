"""The reconciliation desk over HTTP. Names come masked; amounts are signed: money that leaves is negative."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from loanwright.infra.wire import Amount
from loanwright.parties.api import masked_account_number, masked_name
from loanwright.reconciliation.desk import (
    ExceptionCase,
    Item,
    ItemKind,
    ItemState,
    Resolution,
    Side,
)
from loanwright.reconciliation.matching.values import ExceptionCategory, Reason
from loanwright.reconciliation.queries.desk import CaseFile, MatchFile


class Body(BaseModel):
    """A request's body; what it does not know it refuses."""

    model_config = ConfigDict(extra="forbid")


class ConfirmMatch(Body):
    """Items of the bank and of the books that are the same money."""

    items: list[UUID] = Field(min_length=2, max_length=200)
    note: str = Field(default="", max_length=500)


class UndoMatch(Body):
    """Why a match was wrong."""

    reason: str = Field(min_length=1, max_length=500)


class SplitItem(Body):
    """The parts an item is cut into, signed as it is."""

    amounts: list[Amount] = Field(min_length=2, max_length=100)


class ResolveException(Body):
    """How an exception ends, and why."""

    resolution: Resolution
    note: str = Field(min_length=1, max_length=500)


class DeskItemView(BaseModel):
    """One movement of money as one side tells it."""

    id: UUID
    side: Side
    kind: ItemKind
    account: str
    booked_on: date
    amount: Amount
    party: str
    party_account: str
    text: str
    end_to_end_id: str
    reference: str
    bank_reference: str
    is_moved: bool
    state: ItemState
    match_id: UUID | None
    parent_id: UUID | None


class DeskItemPage(BaseModel):
    """Items, newest first."""

    items: list[DeskItemView]
    next_cursor: str | None = None


class DeskItemList(BaseModel):
    """The parts of an item."""

    items: list[DeskItemView]


class CandidateView(BaseModel):
    """What the other side may be, and what speaks for it."""

    item: DeskItemView
    reasons: list[Reason]


class ExceptionView(BaseModel):
    """Something that needs a person, and for how many days it has."""

    id: UUID
    category: ExceptionCategory
    account: str
    amount: Amount | None
    since_on: date
    days_waiting: int
    item_id: UUID | None
    statement_id: UUID | None
    owner_id: UUID | None
    owner_name: str
    resolution: Resolution | None
    note: str
    entry_id: UUID | None
    resolved_at: datetime | None


class ExceptionPage(BaseModel):
    """Exceptions, newest first, and how many are open by category."""

    items: list[ExceptionView]
    open: dict[ExceptionCategory, int]
    next_cursor: str | None = None


class ExceptionDetail(ExceptionView):
    """An exception with its item, the likeliest other sides, and what it is matched with already."""

    item: DeskItemView | None
    candidates: list[CandidateView]
    partners: list[DeskItemView]


class MatchView(BaseModel):
    """A match: by which rule, when, and whether it was undone."""

    id: UUID
    rule: str
    note: str
    matched_at: datetime
    matched_by: str
    undone_at: datetime | None
    undo_reason: str
    items: list[DeskItemView]


class MatchPage(BaseModel):
    """Matches, newest first."""

    items: list[MatchView]
    next_cursor: str | None = None


class MatchRunView(BaseModel):
    """What one look at the desk has brought."""

    matched: int
    raised: int
    resolved: int
    open: int


def item_view(item: Item) -> DeskItemView:
    """As staff see it."""
    said = item.said
    return DeskItemView(
        id=item.id,
        side=item.side,
        kind=item.kind,
        account=item.account,
        booked_on=item.booked_on,
        amount=item.amount,
        party=masked_name(said.party) if said.party else "",
        party_account=masked_account_number(said.party_account) if said.party_account else "",
        text=said.text,
        end_to_end_id=item.end_to_end_id,
        reference=item.reference,
        bank_reference=item.bank_reference,
        is_moved=item.is_moved,
        state=item.state,
        match_id=item.match_id,
        parent_id=item.parent_id,
    )


def exception_view(case: ExceptionCase, business_date: date, names: Mapping[UUID, str]) -> ExceptionView:
    """As lists show it; `names` are those of staff."""
    return ExceptionView(
        id=case.id,
        category=case.category,
        account=case.account,
        amount=case.amount,
        since_on=case.since_on,
        days_waiting=max((business_date - case.since_on).days, 0),
        item_id=case.item_id,
        statement_id=case.statement_id,
        owner_id=case.owner_id,
        owner_name=names.get(case.owner_id, "") if case.owner_id else "",
        resolution=case.resolution,
        note=case.note,
        entry_id=case.entry_id,
        resolved_at=case.resolved_at,
    )


def exception_detail(file: CaseFile, business_date: date, names: Mapping[UUID, str]) -> ExceptionDetail:
    """With everything to decide it by."""
    told = zip(file.candidates, file.case.hints, strict=True)
    return ExceptionDetail(
        **exception_view(file.case, business_date, names).model_dump(),
        item=item_view(file.item) if file.item else None,
        candidates=[CandidateView(item=item_view(item), reasons=list(hint.reasons)) for item, hint in told],
        partners=[item_view(item) for item in file.partners],
    )


def match_view(file: MatchFile, names: Mapping[UUID, str]) -> MatchView:
    """A match with its items; `names` are those of staff."""
    match = file.match
    return MatchView(
        id=match.id,
        rule=match.rule,
        note=match.note,
        matched_at=match.matched_at,
        matched_by=names.get(match.matched_by, "") if match.matched_by else "",
        undone_at=match.undone_at,
        undo_reason=match.undo_reason,
        items=[item_view(item) for item in file.items],
    )
