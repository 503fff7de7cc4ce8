"""Months of the books: how they stand, closing and reopening them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger import api
from loanwright.ledger.period import month_named
from loanwright.ledger.schemas.periods import (
    ClosePeriod,
    PeriodFileView,
    PeriodList,
    PeriodView,
    ReopenPeriod,
    check_view,
    period_view,
)

router = APIRouter(prefix="/periods")

LedgerReader = Annotated[Edge, staff_edge("ledger.read")]
PeriodCloser = Annotated[Edge, staff_edge("period.close")]
PeriodReopener = Annotated[Edge, staff_edge("period.reopen")]


@router.get("")
def list_periods(edge: LedgerReader) -> PeriodList:
    """Every month of the books, newest first."""

    def periods(uow: UnitOfWork) -> PeriodList:
        return PeriodList(items=[period_view(one, uow.business_date) for one in api.all_periods(uow)])

    return edge.query(periods)


@router.get("/{month}")
def get_period(month: str, edge: LedgerReader) -> PeriodFileView:
    """One month, with what must hold before it is closed."""

    def file(uow: UnitOfWork) -> PeriodFileView:
        period = api.period(uow, month_named(month))
        checks = [check_view(one) for one in api.closing_checks(uow, period)]
        return PeriodFileView(period=period_view(period, uow.business_date), checks=checks)

    return edge.query(file)


@router.post("/{month}/closings", status_code=201)
def close_period(month: str, body: ClosePeriod, edge: PeriodCloser) -> PeriodView:
    """Close it: nothing is posted into it any more."""

    def closed(uow: UnitOfWork) -> PeriodView:
        api.close_period(uow, month_named(month), body.reason)
        return period_view(api.period(uow, month_named(month)), uow.business_date)

    return edge.command(closed, PeriodView)


@router.post("/{month}/reopenings", status_code=201)
def reopen_period(month: str, body: ReopenPeriod, edge: PeriodReopener) -> PeriodView:
    """Open it again, with a reason that is kept."""

    def reopened(uow: UnitOfWork) -> PeriodView:
        api.reopen_period(uow, month_named(month), body.reason)
        return period_view(api.period(uow, month_named(month)), uow.business_date)

    return edge.command(reopened, PeriodView)
