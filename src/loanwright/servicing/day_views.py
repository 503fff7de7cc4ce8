"""Pages about the business date, put together from queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from loanwright.infra.institution import calendar_date
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.servicing import api
from loanwright.servicing.schemas.day import (
    BookDayList,
    BusinessDayView,
    ClosePreviewView,
    CloseRangeList,
    DayCloseList,
    DayCloseView,
    ExceptionList,
    SetAsideView,
    book_share_view,
    close_view,
    preview_view,
    range_view,
    set_aside_view,
)

_CLOSES_SHOWN = 14


def business_day(uow: UnitOfWork) -> BusinessDayView:
    """The open date, the calendar's, and the last closes."""
    closes = [_close(uow, one) for one in api.day_closes(uow, _CLOSES_SHOWN)]
    return BusinessDayView(business_date=uow.business_date, calendar_date=calendar_date(uow), closes=closes)


def closes(uow: UnitOfWork, before: date | None, size: int) -> DayCloseList:
    """A page of closes of days before `before`, newest first."""
    found = api.day_closes(uow, size + 1, before)
    last = found[size - 1].business_date if len(found) > size else None
    return DayCloseList(items=[_close(uow, one) for one in found[:size]], next_cursor=last)


def close(uow: UnitOfWork, business_date: date) -> DayCloseView:
    """One close.

    Raises:
        DayCloseNotFound.
    """
    return _close(uow, api.day_close(uow, business_date))


def ranges(uow: UnitOfWork, business_date: date) -> CloseRangeList:
    """Every range of a close.

    Raises:
        DayCloseNotFound.
    """
    found = api.ranges_of(uow, api.day_close(uow, business_date))
    return CloseRangeList(items=[range_view(one, uow.currency) for one in found])


def preview(uow: UnitOfWork) -> ClosePreviewView:
    """What a close would come to."""
    foreseen = api.preview_close(uow)
    due = api.falling_due(uow, uow.business_date)
    return preview_view(foreseen, _set_aside(uow, foreseen.refused), due, uow.currency)


def book(uow: UnitOfWork, business_date: date) -> BookDayList:
    """The book a close has left.

    Raises:
        DayCloseNotFound.
    """
    api.day_close(uow, business_date)
    items = [book_share_view(part, sums, uow.currency) for part, sums in api.book_of(uow, business_date).items()]
    return BookDayList(business_date=business_date, items=items)


def exceptions(uow: UnitOfWork) -> ExceptionList:
    """What waits to be looked at."""
    return ExceptionList(items=_set_aside(uow, api.open_exceptions(uow)))


def _set_aside(uow: UnitOfWork, found: Sequence[api.SetAside]) -> list[SetAsideView]:
    numbers = api.numbers_of(uow, {one.loan_id for one in found})
    return [set_aside_view(one, numbers[one.loan_id]) for one in found]


def _close(uow: UnitOfWork, one: api.DayClose) -> DayCloseView:
    return close_view(one, Money(one.interest_minor, uow.currency), uow.now)
