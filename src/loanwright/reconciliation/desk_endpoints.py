"""Staff match, split and undo, and work through exceptions."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status

from loanwright.access.api import staff_edge, staff_names
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.reconciliation.desk import ItemState, Side
from loanwright.reconciliation.desk_schemas import (
    ConfirmMatch,
    DeskItemList,
    DeskItemPage,
    DeskItemView,
    ExceptionDetail,
    ExceptionPage,
    MatchPage,
    MatchRunView,
    MatchView,
    ResolveException,
    SplitItem,
    UndoMatch,
    exception_detail,
    exception_view,
    item_view,
    match_view,
)
from loanwright.reconciliation.matching.values import ExceptionCategory
from loanwright.reconciliation.queries import desk as queries
from loanwright.reconciliation.repository.matches import find_match
from loanwright.reconciliation.usecases.claim_exception import claim_exception
from loanwright.reconciliation.usecases.confirm_match import confirm_match
from loanwright.reconciliation.usecases.match_items import match_items
from loanwright.reconciliation.usecases.resolve_exception import resolve_exception
from loanwright.reconciliation.usecases.split_item import join_item, split_item
from loanwright.reconciliation.usecases.undo_match import undo_match

router = APIRouter(prefix="/staff/reconciliation", tags=["reconciliation"])

ReadEdge = Annotated[Edge, staff_edge("payment.read")]
ResolveEdge = Annotated[Edge, staff_edge("payment.resolve")]
PageSize = Annotated[int, Query(ge=1, le=200)]


@router.post("/runs", status_code=status.HTTP_201_CREATED)
def run_matching(edge: ResolveEdge) -> MatchRunView:
    """Have the machine look at the desk now; it does by itself after every import and every quarter of an hour."""

    def work(uow: UnitOfWork) -> MatchRunView:
        run = match_items(uow)
        return MatchRunView(matched=run.matched, raised=run.raised, resolved=run.resolved, open=run.open)

    return edge.command(work, MatchRunView)


@router.get("/items")
def list_desk_items(
    edge: ReadEdge, side: Side, state: ItemState = ItemState.OPEN, cursor: UUID | None = None, limit: PageSize = 50
) -> DeskItemPage:
    """Items of one side, newest first."""
    found = edge.query(lambda uow: queries.list_items(uow, side, state, cursor, limit))
    next_cursor = str(found[-1].id) if len(found) == limit else None
    return DeskItemPage(items=[item_view(item) for item in found], next_cursor=next_cursor)


@router.post("/items/{item_id}/splits", status_code=status.HTTP_201_CREATED)
def split_desk_item(edge: ResolveEdge, item_id: UUID, body: SplitItem) -> DeskItemList:
    """Cut an item into parts that are matched one by one."""

    def work(uow: UnitOfWork) -> DeskItemList:
        parts = queries.items_with_ids(uow, split_item(uow, item_id, body.amounts))
        return DeskItemList(items=[item_view(part) for part in parts])

    return edge.command(work, DeskItemList)


@router.post("/items/{item_id}/joins", status_code=status.HTTP_201_CREATED)
def join_desk_item(edge: ResolveEdge, item_id: UUID) -> DeskItemView:
    """Undo a split while no part has been dealt with."""

    def work(uow: UnitOfWork) -> DeskItemView:
        join_item(uow, item_id)
        return item_view(queries.items_with_ids(uow, [item_id])[0])

    return edge.command(work, DeskItemView)


@router.get("/matches")
def list_item_matches(edge: ReadEdge, cursor: UUID | None = None, limit: PageSize = 50) -> MatchPage:
    """Matches, newest first, undone ones included."""

    def read(uow: UnitOfWork) -> MatchPage:
        found = queries.list_matches(uow, cursor, limit)
        names = staff_names(uow, {file.match.matched_by for file in found if file.match.matched_by})
        next_cursor = str(found[-1].match.id) if len(found) == limit else None
        return MatchPage(items=[match_view(file, names) for file in found], next_cursor=next_cursor)

    return edge.query(read)


@router.post("/matches", status_code=status.HTTP_201_CREATED)
def confirm_item_match(edge: ResolveEdge, body: ConfirmMatch) -> MatchView:
    """Say that items are the same money: one to one, one to many, many to one."""
    return edge.command(lambda uow: _match(uow, confirm_match(uow, body.items, body.note)), MatchView)


@router.post("/matches/{match_id}/undoings", status_code=status.HTTP_201_CREATED)
def undo_item_match(edge: ResolveEdge, match_id: UUID, body: UndoMatch) -> MatchView:
    """Take a match back; its items are open again."""

    def work(uow: UnitOfWork) -> MatchView:
        undo_match(uow, match_id, body.reason)
        return _match(uow, match_id)

    return edge.command(work, MatchView)


@router.get("/exceptions")
def list_reconciliation_exceptions(
    edge: ReadEdge,
    category: ExceptionCategory | None = None,
    owner: Annotated[str | None, Query(pattern="^me$")] = None,
    state: Annotated[str, Query(pattern="^(open|resolved)$")] = "open",
    cursor: UUID | None = None,
    limit: PageSize = 50,
) -> ExceptionPage:
    """The work list, newest first."""

    def read(uow: UnitOfWork) -> ExceptionPage:
        wanted = queries.ExceptionFilter(category, uow.actor.id if owner else None, is_open=state == "open")
        found = queries.list_exceptions(uow, wanted, cursor, limit)
        names = staff_names(uow, {case.owner_id for case in found if case.owner_id})
        return ExceptionPage(
            items=[exception_view(case, uow.business_date, names) for case in found],
            open=queries.count_open_exceptions(uow),
            next_cursor=str(found[-1].id) if len(found) == limit else None,
        )

    return edge.query(read)


@router.get("/exceptions/{exception_id}")
def show_reconciliation_exception(edge: ReadEdge, exception_id: UUID) -> ExceptionDetail:
    """One exception with its item, and the likeliest other sides with their reasons."""
    return edge.query(lambda uow: _detail(uow, exception_id))


@router.post("/exceptions/{exception_id}/claims", status_code=status.HTTP_201_CREATED)
def claim_reconciliation_exception(edge: ResolveEdge, exception_id: UUID) -> ExceptionDetail:
    """Take an exception."""

    def work(uow: UnitOfWork) -> ExceptionDetail:
        claim_exception(uow, exception_id)
        return _detail(uow, exception_id)

    return edge.command(work, ExceptionDetail)


@router.post("/exceptions/{exception_id}/resolutions", status_code=status.HTTP_201_CREATED)
def resolve_reconciliation_exception(edge: ResolveEdge, exception_id: UUID, body: ResolveException) -> ExceptionDetail:
    """Book what the books lack, take a charge as an expense, or explain why nothing is to be booked."""

    def work(uow: UnitOfWork) -> ExceptionDetail:
        resolve_exception(uow, exception_id, body.resolution, body.note)
        return _detail(uow, exception_id)

    return edge.command(work, ExceptionDetail)


def _detail(uow: UnitOfWork, exception_id: UUID) -> ExceptionDetail:
    file = queries.case_file(uow, exception_id)
    names = staff_names(uow, {file.case.owner_id} if file.case.owner_id else set())
    return exception_detail(file, uow.business_date, names)


def _match(uow: UnitOfWork, match_id: UUID) -> MatchView:
    file = queries.match_file(uow, find_match(uow, match_id))
    return match_view(file, staff_names(uow, {file.match.matched_by} if file.match.matched_by else set()))
