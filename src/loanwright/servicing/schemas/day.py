"""The business date and its closes."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel

from loanwright.infra.wire import Amount
from loanwright.kernel.money import Currency, Money
from loanwright.servicing.classification import RiskClass
from loanwright.servicing.model import RANGE_SIZE
from loanwright.servicing.repository.book_days import Part, Sums
from loanwright.servicing.repository.closes import DayClose, RangeProgress, SetAside
from loanwright.servicing.repository.coming import FallingDue
from loanwright.servicing.schemas.body import Body
from loanwright.servicing.schemas.loans import loan_number
from loanwright.servicing.usecases.preview_close import ClosePreview


class StartClose(Body):
    """Close `business_date`, and every day before `until` if given."""

    business_date: date
    until: date | None = None


class ClosePhase(StrEnum):
    """What a close is busy with."""

    RANGES = "ranges"  # accrue, age and post, range by range
    OPENING = "opening"  # every range is done; the next business date is being opened
    CLOSED = "closed"


class DayCloseView(BaseModel):
    """A close and how far it has come; `id` is its business date, `seconds` how long it has taken until now."""

    id: date
    business_date: date
    until: date
    status: str
    phase: ClosePhase
    chunks: int
    chunks_done: int
    loans: int
    rewritten: int
    set_aside: int
    interest: Amount
    started_at: datetime
    finished_at: datetime | None
    seconds: float
    loans_per_second: float | None
    seconds_left: float | None


class DayCloseList(BaseModel):
    """Closes, newest first."""

    items: list[DayCloseView]
    next_cursor: date | None = None


class CloseRangeView(BaseModel):
    """One range of a close: the loan numbers it spans, and what came of it once `done_at` is there."""

    first_number: str
    last_number: str
    loans: int
    rewritten: int
    set_aside: int
    interest: Amount
    done_at: datetime | None


class CloseRangeList(BaseModel):
    """Every range of a close, in order."""

    items: list[CloseRangeView]


class ClosePreviewView(BaseModel):
    """What a close would come to: `by_step` and `by_engine` would be rewritten, `refused` set aside.

    `due` is what falls due on the day and is unpaid: where it stays so, the next day finds it overdue.
    """

    business_date: date
    loans: int
    by_step: int
    by_engine: int
    refused: list[SetAsideView]
    interest: Amount
    penalties: Amount
    due_installments: int
    due: Amount


class SetAsideView(BaseModel):
    """A loan that a close could not bring to its day, and why."""

    loan_id: UUID
    loan_number: str
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
    """The open business date, the calendar's date where the institution is, and the last closes."""

    business_date: date
    calendar_date: date
    closes: list[DayCloseView]


def close_view(close: DayClose, interest: Amount, now: datetime) -> DayCloseView:
    """A close, seen at a moment."""
    pace = close.pace(now)
    return DayCloseView(
        id=close.business_date,
        business_date=close.business_date,
        until=close.until,
        status="closed" if close.finished_at else "running",
        phase=_phase(close),
        chunks=close.chunks,
        chunks_done=close.chunks_done,
        loans=close.loans,
        rewritten=close.rewritten,
        set_aside=close.set_aside,
        interest=interest,
        started_at=close.started_at,
        finished_at=close.finished_at,
        seconds=((close.finished_at or now) - close.started_at).total_seconds(),
        loans_per_second=pace and pace.loans_per_second,
        seconds_left=pace and pace.seconds_left,
    )


def _phase(close: DayClose) -> ClosePhase:
    if close.finished_at:
        return ClosePhase.CLOSED
    return ClosePhase.RANGES if close.chunks_done < close.chunks else ClosePhase.OPENING


def range_view(one: RangeProgress, currency: Currency) -> CloseRangeView:
    """One range of a close."""
    first = one.book_range * RANGE_SIZE
    return CloseRangeView(
        first_number=loan_number(first),
        last_number=loan_number(first + RANGE_SIZE - 1),
        loans=one.loans,
        rewritten=one.rewritten,
        set_aside=one.set_aside,
        interest=Money(one.interest_minor, currency),
        done_at=one.done_at,
    )


def set_aside_view(one: SetAside, number: int) -> SetAsideView:
    """A loan set aside."""
    return SetAsideView(
        loan_id=one.loan_id, loan_number=loan_number(number), business_date=one.business_date, reason=one.reason
    )


def preview_view(
    preview: ClosePreview, refused: list[SetAsideView], due: FallingDue, currency: Currency
) -> ClosePreviewView:
    """A close that was not done."""
    return ClosePreviewView(
        business_date=preview.business_date,
        loans=preview.loans,
        by_step=preview.by_step,
        by_engine=preview.by_engine,
        refused=refused,
        interest=Money(preview.interest, currency),
        penalties=Money(preview.penalties, currency),
        due_installments=due.installments,
        due=due.amount,
    )


def book_share_view(part: Part, share: Sums, currency: Currency) -> BookShareView:
    """One part of the book."""
    return BookShareView(
        product_code=part.product_code,
        risk_class=part.risk_class,
        stage=part.stage,
        loans=share.loans,
        principal=Money(share.principal, currency),
        interest_receivable=Money(share.interest_receivable, currency),
        overdue=Money(share.overdue, currency),
        provision=Money(share.provision, currency),
        interest_today=Money(share.interest_today, currency),
        penalties_today=Money(share.penalties_today, currency),
    )
