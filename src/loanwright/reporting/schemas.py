"""The overview over HTTP."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from loanwright.infra.wire import Amount
from loanwright.kernel.money import Money, total
from loanwright.reporting.model import Overview
from loanwright.servicing.api import Share


class ShareView(BaseModel):
    """A part of the book: `name` is a product code, a loan status, or a range of days past due."""

    name: str
    loans: int
    principal: Amount
    overdue: Amount


class MonthView(BaseModel):
    """One calendar month, by its first day."""

    month: date
    disbursed: Amount
    collected: Amount


class FunnelStepView(BaseModel):
    """How many applications came this far."""

    step: str
    applications: int


class FiguresView(BaseModel):
    """The few figures that matter most. Shares are percent of principal, one decimal: ``"1.7"``."""

    loans_live: int
    principal_outstanding: Amount
    interest_receivable: Amount
    loans_overdue: int
    overdue: Amount
    principal_overdue_share: str
    principal_overdue_30_share: str
    suspense_items: int
    suspense: Amount
    disbursed_this_month: Amount
    collected_this_month: Amount


class OverviewView(BaseModel):
    """The book on the business date."""

    as_of: date
    figures: FiguresView
    by_product: list[ShareView]
    by_status: list[ShareView]
    arrears: list[ShareView]
    months: list[MonthView]
    funnel: list[FunnelStepView]


def overview_view(overview: Overview) -> OverviewView:
    """The overview as screens show it."""
    return OverviewView(
        as_of=overview.as_of,
        figures=_figures(overview),
        by_product=[_share(one) for one in overview.products],
        by_status=[_share(one) for one in overview.statuses],
        arrears=[_share(one) for one in overview.arrears],
        months=[
            MonthView(month=one.month, disbursed=one.disbursed, collected=one.collected) for one in overview.months
        ],
        funnel=[FunnelStepView(step=one.name, applications=one.applications) for one in overview.funnel],
    )


def _figures(overview: Overview) -> FiguresView:
    currency = overview.interest_receivable.currency
    late, very_late, now = overview.arrears[1:], overview.arrears[2:], overview.months[-1]
    outstanding = total((one.principal for one in overview.arrears), currency)
    return FiguresView(
        loans_live=sum(one.loans for one in overview.arrears),
        principal_outstanding=outstanding,
        interest_receivable=overview.interest_receivable,
        loans_overdue=sum(one.loans for one in late),
        overdue=total((one.overdue for one in late), currency),
        principal_overdue_share=_percent(total((one.principal for one in late), currency), outstanding),
        principal_overdue_30_share=_percent(total((one.principal for one in very_late), currency), outstanding),
        suspense_items=overview.suspense.items,
        suspense=overview.suspense.amount,
        disbursed_this_month=now.disbursed,
        collected_this_month=now.collected,
    )


def _share(one: Share) -> ShareView:
    return ShareView(name=one.name, loans=one.loans, principal=one.principal, overdue=one.overdue)


def _percent(part: Money, whole: Money) -> str:
    return f"{Decimal(part.minor * 100) / whole.minor:.1f}" if whole else "0.0"
