"""Versions of the chart: drafted by one person, approved by another, in force from a day on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger import api
from loanwright.ledger.schemas.charts import ChartList, ChartView, DraftChart, chart_line, chart_view
from loanwright.ledger.schemas.journals import Decision

router = APIRouter(prefix="/charts")

LedgerReader = Annotated[Edge, staff_edge("ledger.read")]
ChartDrafter = Annotated[Edge, staff_edge("chart.draft")]
ChartApprover = Annotated[Edge, staff_edge("chart.approve")]


@router.get("")
def list_charts(edge: LedgerReader) -> ChartList:
    """Every version, newest first."""

    def versions(uow: UnitOfWork) -> ChartList:
        in_force = api.chart(uow)
        return ChartList(items=[chart_line(one, in_force, edge.actor.id) for one in api.chart_versions(uow)])

    return edge.query(versions)


@router.get("/{version}")
def get_chart(version: int, edge: LedgerReader) -> ChartView:
    """One version with its document, accounts and rules."""
    return edge.query(lambda uow: _view(uow, version, edge))


@router.post("", status_code=201)
def draft_chart(body: DraftChart, edge: ChartDrafter) -> ChartView:
    """Write the next version; it waits for a second person."""
    return edge.command(
        lambda uow: _view(uow, api.draft_chart(uow, body.document, body.reason).version, edge), ChartView
    )


@router.post("/{version}/approvals", status_code=201)
def approve_chart(version: int, body: Decision, edge: ChartApprover) -> ChartView:
    """Put it in force from its date on, as somebody who has not drafted it."""

    def approved(uow: UnitOfWork) -> ChartView:
        api.approve_chart(uow, version, body.note)
        return _view(uow, version, edge)

    return edge.command(approved, ChartView)


@router.post("/{version}/rejections", status_code=201)
def reject_chart(version: int, body: Decision, edge: ChartDrafter) -> ChartView:
    """Lay it aside."""

    def rejected(uow: UnitOfWork) -> ChartView:
        api.reject_chart(uow, version, body.note)
        return _view(uow, version, edge)

    return edge.command(rejected, ChartView)


def _view(uow: UnitOfWork, version: int, edge: Edge) -> ChartView:
    return chart_view(api.chart_version(uow, version), api.chart(uow), edge.actor.id)
