"""The business date and its closes."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from loanwright.infra.wire import Amount
from loanwright.kernel.money import Currency, Money
from loanwright.servicing.classification import RiskClass
from loanwright.servicing.repository.closes import DayClose, SetAside
from loanwright.servicing.repository.snapshot import BookShare
from loanwright.servicing.schemas.body import Body
from loanwright.servicing.usecases.preview_close import ClosePreview


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
    loans_per_second: float | None
    seconds_left: float | None


class ClosePreviewView(BaseModel):
    """What a close would come to: `by_step` and `by_engine` would be rewritten, `refused` set aside."""

    business_date: date
    loans: int
    by_step: int
    by_engine: int
    refused: list[SetAsideView]
    interest: Amount
    penalties: Amount


class SetAsideView(BaseModel):
    """A loan that a close could not bring to its day, and why."""

    loan_id: UUID
    business_date: date
    reason: str


class ExceptionList(BaseModel):
    """Loans set aside, oldest first."""

    items: list[SetAsideView]


class BookShareView(BaseModel):
    """The loans that share a product, class and stage at the end of a day."""

    product_code: str
    risk_class: RiskClass
    stage: int
    loans: int
    principal: Amount
    interest_receivable: Amount
    overdue: Amount
    provision: Amount
    interest_today: Amount
    penalties_today: Amount


class BookDayList(BaseModel):
    """The book of a day in parts."""

    business_date: date
    items: list[BookShareView]


class BusinessDayView(BaseModel):
    """The open business date and the last closes."""

    business_date: date
    closes: list[DayCloseView]


def close_view(close: DayClose, interest: Amount, now: datetime) -> DayCloseView:
    """A close, seen at a moment."""
    pace = close.pace(now)
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
        loans_per_second=pace and pace.loans_per_second,
        seconds_left=pace and pace.seconds_left,
    )


def set_aside_view(one: SetAside) -> SetAsideView:
    """A loan set aside."""
    return SetAsideView(loan_id=one.loan_id, business_date=one.business_date, reason=one.reason)


def preview_view(preview: ClosePreview, currency: Currency) -> ClosePreviewView:
    """A close that was not done."""
    return ClosePreviewView(
        business_date=preview.business_date,
        loans=preview.loans,
        by_step=preview.by_step,
        by_engine=preview.by_engine,
        refused=[set_aside_view(one) for one in preview.refused],
        interest=Money(preview.interest, currency),
        penalties=Money(preview.penalties, currency),
    )


def book_share_view(share: BookShare, currency: Currency) -> BookShareView:
    """One part of the book."""
    return BookShareView(
        product_code=share.product_code,
        risk_class=share.risk_class,
        stage=share.stage,
        loans=share.loans,
        principal=Money(share.principal, currency),
        interest_receivable=Money(share.interest_receivable, currency),
        overdue=Money(share.overdue, currency),
        provision=Money(share.provision, currency),
        interest_today=Money(share.interest_today, currency),
        penalties_today=Money(share.penalties_today, currency),
    )
