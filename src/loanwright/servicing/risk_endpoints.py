"""The book's classes and stages over HTTP."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing import api
from loanwright.servicing.schemas.risk import (
    ClassifiedDayList,
    LoanRiskDayList,
    MigrationView,
    classified_day_view,
    loan_risk_day_view,
    migration_view,
)

router = APIRouter(prefix="/staff", tags=["risk"])

ReportReader = Annotated[Edge, staff_edge("report.read")]
LoanReader = Annotated[Edge, staff_edge("loan.read")]

_DAYS = 90


@router.get("/classification/days")
def list_classified_days(edge: ReportReader, from_: date | None = None, until: date | None = None) -> ClassifiedDayList:
    """The book by class and stage at the end of every closed day from `from_` to `until`; the last 90 if not given."""

    def listed(uow: UnitOfWork) -> ClassifiedDayList:
        last = until or api.last_closed_day(uow) or uow.business_date
        days = api.classified_days(uow, from_ or last - timedelta(days=_DAYS - 1), last)
        return ClassifiedDayList(items=[classified_day_view(one, uow.currency) for one in days])

    return edge.query(listed)


@router.get("/classification/migration")
def get_class_migration(edge: ReportReader, from_: date, until: date) -> MigrationView:
    """From which class to which loans have gone between the ends of two closed days."""
    return edge.query(lambda uow: migration_view(from_, until, api.migration(uow, from_, until), uow.currency))


@router.get("/loans/{loan_id}/risk-days")
def list_loan_risk_days(loan_id: UUID, edge: LoanReader) -> LoanRiskDayList:
    """The days on which the loan's class or stage changed, newest first."""

    def listed(uow: UnitOfWork) -> LoanRiskDayList:
        return LoanRiskDayList(items=[loan_risk_day_view(one, uow.currency) for one in api.risk_days(uow, loan_id)])

    return edge.query(listed)
