"""Pages about the business date, put together from queries."""

from __future__ import annotations

from datetime import date

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.servicing import api
from loanwright.servicing.schemas.day import (
    BookDayList,
    BusinessDayView,
    ClosePreviewView,
    DayCloseView,
    ExceptionList,
    book_share_view,
    close_view,
    preview_view,
    set_aside_view,
)

_CLOSES_SHOWN = 14


def business_day(uow: UnitOfWork) -> BusinessDayView:
    """The open date and the last closes."""
    closes = [_close(uow, one) for one in api.day_closes(uow, _CLOSES_SHOWN)]
    return BusinessDayView(business_date=uow.business_date, closes=closes)


def close(uow: UnitOfWork, business_date: date) -> DayCloseView:
    """One close.

    Raises:
        DayCloseNotFound.
    """
    return _close(uow, api.day_close(uow, business_date))


def preview(uow: UnitOfWork) -> ClosePreviewView:
    """What a close would come to."""
    return preview_view(api.preview_close(uow), uow.currency)


def book(uow: UnitOfWork, business_date: date) -> BookDayList:
    """The book a close has left.

    Raises:
        DayCloseNotFound.
    """
    api.day_close(uow, business_date)
    items = [book_share_view(share, uow.currency) for share in api.book_of(uow, business_date)]
    return BookDayList(business_date=business_date, items=items)


def exceptions(uow: UnitOfWork) -> ExceptionList:
    """What waits to be looked at."""
    return ExceptionList(items=[set_aside_view(one) for one in api.open_exceptions(uow)])


def _close(uow: UnitOfWork, one: api.DayClose) -> DayCloseView:
    return close_view(one, Money(one.interest_minor, uow.currency), uow.now)
