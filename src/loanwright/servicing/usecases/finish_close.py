"""Move the business date once every range is closed, and go on with the next day if catching up."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import BaseModel

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.api import open_next_day
from loanwright.servicing.events import DayClosed
from loanwright.servicing.model import REMINDER_DAYS
from loanwright.servicing.repository import closes
from loanwright.servicing.usecases.start_close import CLOSE_FIRST, OpenDayToClose


class RangeInArrears(BaseModel):
    """One book range in which loans may have fallen into arrears with what was due on `since`."""

    since: date
    book_range: int


class RangeToRemind(BaseModel):
    """One book range in which installments fall due soon."""

    due_on: date
    book_range: int


def finish_close(uow: UnitOfWork, business_date: date) -> None:
    """Finish the close if all its chunks are done and nobody has finished it yet."""
    closes.lock_day(uow, business_date)
    close = closes.get(uow, business_date)
    if close is None or close.finished_at or close.chunks_done < close.chunks:
        return
    opened = open_next_day(uow)
    closes.finish(uow, business_date)
    uow.publish(DayClosed(business_date=business_date, opened=opened))
    for book_range in range(close.chunks):
        reminded = RangeToRemind(due_on=opened + timedelta(days=REMINDER_DAYS), book_range=book_range)
        uow.enqueue("servicing.remind_of_installments", reminded)
        fallen = RangeInArrears(since=business_date - timedelta(days=1), book_range=book_range)
        uow.enqueue("servicing.tell_of_arrears", fallen)
    if opened < close.until:
        uow.enqueue(
            "servicing.close_next_day", OpenDayToClose(business_date=opened, until=close.until), priority=CLOSE_FIRST
        )
    uow.audit("servicing.finish_close", "day", uow.command_id, day=business_date.isoformat())
