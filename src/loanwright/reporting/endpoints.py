"""The overview of the book for staff."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.reporting.queries import overview
from loanwright.reporting.schemas import OverviewView, overview_view

router = APIRouter(prefix="/staff", tags=["reporting"])

ReportReader = Annotated[Edge, staff_edge("report.read")]


@router.get("/overview")
def get_overview(edge: ReportReader) -> OverviewView:
    """Figures and series of the whole book, all of one moment."""
    return edge.query(lambda uow: overview_view(overview(uow)))
