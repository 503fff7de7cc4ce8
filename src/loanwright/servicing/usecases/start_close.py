"""Begin to close the business date, and the days after it up to a given one."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import BaseModel

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.api import hold_day
from loanwright.servicing import rules
from loanwright.servicing.repository import closes, snapshot
from loanwright.servicing.repository.parameters import risk_policy_in_force

CLOSE_FIRST = 10
"""Priority of the close's own jobs: notices and other consequences of a chunk wait until all chunks are done."""


class RangeToClose(BaseModel):
    """One chunk of a close."""

    business_date: date
    book_range: int


class OpenDayToClose(BaseModel):
    """The next day of a catch-up."""

    business_date: date
    until: date


class DayToFinish(BaseModel):
    """A close whose chunks are all done."""

    business_date: date


def start_close(uow: UnitOfWork, business_date: date, until: date | None = None) -> None:
    """Start closing `business_date`, which must be the open one, then every day before `until`.

    Raises:
        DayAlreadyClosed, DayCloseUnderWay, CatchUpTooFar.
    """
    rules.check_closable(business_date, hold_day(uow))
    stop = until or business_date + timedelta(days=1)
    rules.check_catch_up(business_date, stop)
    begin_day(uow, stop)
    uow.audit("servicing.start_close", "day", uow.command_id, day=business_date.isoformat(), until=stop.isoformat())


def begin_day(uow: UnitOfWork, until: date) -> None:
    """One job per book range for the business date; the last one done asks for the close to be finished.

    Raises:
        DayCloseUnderWay: somebody has begun.
    """
    ranges = closes.count_book_ranges(uow)
    if not closes.begin(uow, until, ranges, risk_policy_in_force(uow)):
        raise rules.DayCloseUnderWay(business_date=uow.business_date)
    snapshot.prepare(uow, uow.business_date)
    for book_range in range(ranges):
        job = RangeToClose(business_date=uow.business_date, book_range=book_range)
        uow.enqueue("servicing.close_book_range", job, priority=CLOSE_FIRST)
    if not ranges:
        ask_to_finish(uow)


def ask_to_finish(uow: UnitOfWork) -> None:
    """Have the business date moved after this transaction."""
    uow.enqueue("servicing.finish_close", DayToFinish(business_date=uow.business_date), priority=CLOSE_FIRST)
