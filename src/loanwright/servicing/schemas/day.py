"""The business date and its closes."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel

from loanwright.infra.wire import Amount
from loanwright.servicing.repository.closes import DayClose
from loanwright.servicing.schemas.body import Body


class StartClose(Body):
    """Close `business_date`, and every day before `until` if given."""

    business_date: date
    until: date | None = None


class DayCloseView(BaseModel):
    """A close and how far it has come; `id` is its business date."""

    id: date
    business_date: date
    until: date
    status: str
    chunks: int
    chunks_done: int
    loans: int
    rewritten: int
    set_aside: int
    interest: Amount
    started_at: datetime
    finished_at: datetime | None


class BusinessDayView(BaseModel):
    """The open business date and the last closes."""

    business_date: date
    closes: list[DayCloseView]


def close_view(close: DayClose, interest: Amount) -> DayCloseView:
    """A close."""
    return DayCloseView(
        id=close.business_date,
        business_date=close.business_date,
        until=close.until,
        status="closed" if close.finished_at else "running",
        chunks=close.chunks,
        chunks_done=close.chunks_done,
        loans=close.loans,
        rewritten=close.rewritten,
        set_aside=close.set_aside,
        interest=interest,
        started_at=close.started_at,
        finished_at=close.finished_at,
    )
