"""Rings for investigators."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, status

from loanwright.access.api import staff_edge
from loanwright.fraud import queries
from loanwright.fraud.schemas import (
    RingList,
    RingSettlement,
    RingSummary,
    RingView,
    SettlementView,
    ring_view,
    settlement_view,
    summary_of,
)
from loanwright.fraud.usecases.settle_ring import settle_ring as settle
from loanwright.infra.edge import Edge

router = APIRouter(prefix="/staff", tags=["fraud"])

Reader = Annotated[Edge, staff_edge("fraud.read")]
Investigator = Annotated[Edge, staff_edge("fraud.settle")]


@router.get("/rings")
def list_rings(edge: Reader, queue: queries.RingQueue = queries.RingQueue.OPEN, cursor: UUID | None = None) -> RingList:
    """Groups of linked people, the most suspicious first."""
    found = edge.query(lambda uow: queries.list_rings(uow, queue, cursor))
    page = found[: queries.PAGE]
    more = len(found) > queries.PAGE
    return RingList(items=[summary_of(*each) for each in page], next_cursor=page[-1][0].id if more else None)


@router.get("/rings/{ring_id}")
def read_ring(ring_id: UUID, edge: Reader) -> RingView:
    """One group: its people, what they share, why each link exists, and what was made of it."""
    return ring_view(edge.query(lambda uow: queries.ring_file(uow, ring_id)))


@router.post("/rings/{ring_id}/settlements", status_code=status.HTTP_201_CREATED)
def settle_ring(ring_id: UUID, body: RingSettlement, edge: Investigator) -> SettlementView:
    """Say what a ring is, with a reason. A cleared one is no finding any more, until it grows."""
    return edge.command(lambda uow: settlement_view(settle(uow, ring_id, body.verdict, body.reason)), SettlementView)


@router.get("/parties/{party_id}/group")
def read_group_of_party(party_id: UUID, edge: Reader) -> RingSummary | None:
    """The group an applicant is in; nothing for those linked with nobody."""
    found = edge.query(lambda uow: queries.group_of(uow, party_id))
    return summary_of(*found) if found else None
