"""Lists for investigators."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, status

from loanwright.access.api import staff_edge
from loanwright.fraud import list_entries
from loanwright.fraud.list_schemas import ListEntryForm, ListEntryView, ListPage, ListRemoval, entry_view
from loanwright.fraud.lists import ListEntry, ListName
from loanwright.fraud.usecases import keep_lists
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork

router = APIRouter(prefix="/staff/lists", tags=["fraud"])

Reader = Annotated[Edge, staff_edge("fraud.read")]
Investigator = Annotated[Edge, staff_edge("fraud.settle")]


@router.get("/{name}")
def read_list(name: ListName, edge: Reader, cursor: UUID | None = None) -> ListPage:
    """What is blocked, watched or allowed, newest first."""

    def read(uow: UnitOfWork) -> ListPage:
        found = list_entries.page_of(uow, name, cursor)
        page = found[: list_entries.PAGE]
        more = page[-1].id if len(found) > list_entries.PAGE else None
        return ListPage(items=[entry_view(each, uow.business_date) for each in page], next_cursor=more)

    return edge.query(read)


@router.post("", status_code=status.HTTP_201_CREATED)
def add_list_entry(body: ListEntryForm, edge: Investigator) -> ListEntryView:
    """Put something on a list; what is allowed waits for a second person."""
    return edge.command(lambda uow: _view(uow, keep_lists.add_entry(uow, body.to_command())), ListEntryView)


@router.post("/entries/{entry_id}/approvals", status_code=status.HTTP_201_CREATED)
def approve_list_entry(entry_id: UUID, edge: Investigator) -> ListEntryView:
    """The second person's word."""
    return edge.command(lambda uow: _view(uow, keep_lists.approve_entry(uow, entry_id)), ListEntryView)


@router.post("/entries/{entry_id}/removals", status_code=status.HTTP_201_CREATED)
def remove_list_entry(entry_id: UUID, body: ListRemoval, edge: Investigator) -> ListEntryView:
    """Take something off its list, with a reason."""
    return edge.command(lambda uow: _view(uow, keep_lists.remove_entry(uow, entry_id, body.reason)), ListEntryView)


def _view(uow: UnitOfWork, entry: ListEntry) -> ListEntryView:
    return entry_view(entry, uow.business_date)
