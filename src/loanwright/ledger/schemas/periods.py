"""Months of the books."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from loanwright.ledger.api import ClosingCheck, Period
from loanwright.ledger.period import CheckState, PeriodAct, written
from loanwright.ledger.schemas.journals import SignatureView, signature_view


class ActView(BaseModel):
    """A month was closed or reopened."""

    act: PeriodAct
    signature: SignatureView
    reason: str


class PeriodView(BaseModel):
    """One month, written ``2026-03``, and what was done to it, oldest first."""

    month: str
    is_closed: bool
    is_over: bool
    ends_year: bool
    acts: list[ActView]


class PeriodList(BaseModel):
    """Months, newest first."""

    items: list[PeriodView]
    next_cursor: str | None = None


class ClosingCheckView(BaseModel):
    """One question asked before a month is closed; `found` is how many things speak against it."""

    name: str
    title_zh: str
    title_en: str
    state: CheckState
    found: int


class PeriodFileView(BaseModel):
    """One month with its closing checks as of now."""

    period: PeriodView
    checks: list[ClosingCheckView]


class ClosePeriod(BaseModel):
    """Close a month; a reason may be left."""

    reason: str = Field(default="", max_length=500)


class ReopenPeriod(BaseModel):
    """Reopen a month, and why."""

    reason: str = Field(max_length=500)


def period_view(period: Period, business_date: date) -> PeriodView:
    """One month."""
    return PeriodView(
        month=written(period.month),
        is_closed=period.is_closed,
        is_over=period.last_day < business_date,
        ends_year=period.ends_year,
        acts=[ActView(act=one.act, signature=signature_view(one.signature), reason=one.reason) for one in period.acts],
    )


def check_view(check: ClosingCheck) -> ClosingCheckView:
    """One closing check."""
    return ClosingCheckView(
        name=check.name, title_zh=check.title_zh, title_en=check.title_en, state=check.state, found=check.found
    )
