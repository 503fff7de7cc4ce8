"""The business date over HTTP: its close with progress, preview and exceptions, and the book it leaves."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing import api, day_views
from loanwright.servicing.schemas.day import (
    BookDayList,
    BusinessDayView,
    ClosePreviewView,
    CloseRangeList,
    DayCloseList,
    DayCloseView,
    ExceptionList,
    StartClose,
)
from loanwright.servicing.schemas.loans import LoanView, loan_view

router = APIRouter(prefix="/staff/business-day", tags=["loans"])

DayCloser = Annotated[Edge, staff_edge("day.close")]
LoanReader = Annotated[Edge, staff_edge("loan.read")]
AnyStaff = Annotated[Edge, staff_edge()]

_PAGE = 60


@router.get("")
def get_business_day(edge: AnyStaff) -> BusinessDayView:
    """The open business date and the last closes."""
    return edge.query(day_views.business_day)


@router.post("/closes", status_code=202)
def start_day_close(body: StartClose, edge: DayCloser) -> DayCloseView:
    """Begin to close the business date, and every day before `until`."""

    def started(uow: UnitOfWork) -> DayCloseView:
        api.start_close(uow, body.business_date, body.until)
        return day_views.close(uow, body.business_date)

    return edge.command(started, DayCloseView)


@router.get("/closes")
def list_day_closes(edge: AnyStaff, cursor: date | None = None) -> DayCloseList:
    """Closes, newest first; one under way is among them."""
    return edge.query(lambda uow: day_views.closes(uow, cursor, _PAGE))


@router.get("/closes/preview")
def preview_day_close(edge: DayCloser) -> ClosePreviewView:
    """What closing the business date now would come to; nothing is written."""
    return edge.query(day_views.preview)


@router.get("/closes/{business_date}")
def get_day_close(business_date: date, edge: AnyStaff) -> DayCloseView:
    """How far a close has come, how fast, and how long the rest will take."""
    return edge.query(lambda uow: day_views.close(uow, business_date))


@router.get("/closes/{business_date}/ranges")
def list_close_ranges(business_date: date, edge: AnyStaff) -> CloseRangeList:
    """Each range of a close, done or waiting, in the order of loan numbers."""
    return edge.query(lambda uow: day_views.ranges(uow, business_date))


@router.get("/book/{business_date}")
def get_book_of_day(business_date: date, edge: LoanReader) -> BookDayList:
    """The book at the end of a closed day by product, class and stage, with what is held ready."""
    return edge.query(lambda uow: day_views.book(uow, business_date))


@router.get("/exceptions")
def list_close_exceptions(edge: LoanReader) -> ExceptionList:
    """Loans that a close has set aside and nobody has brought up to date yet, oldest first."""
    return edge.query(day_views.exceptions)


@router.post("/exceptions/{loan_id}/retries", status_code=201)
def retry_close_exception(loan_id: UUID, edge: DayCloser) -> LoanView:
    """Bring a loan up to date now instead of with the next close."""

    def retried(uow: UnitOfWork) -> LoanView:
        api.retry_exception(uow, loan_id)
        return loan_view(api.standing(uow, loan_id))

    return edge.command(retried, LoanView)
