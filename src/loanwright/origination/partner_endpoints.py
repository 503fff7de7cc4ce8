"""Applications from partners over HTTP, and staff's view of them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, status

from loanwright.access.api import PartnerEdge, bearing_partner, staff_edge
from loanwright.infra.edge import Edge, RequestFacts, request_facts, runtime_of
from loanwright.infra.idempotency import IdempotencyKeyMissing
from loanwright.infra.problems import catalogue_of
from loanwright.infra.refusal_catalogue import Catalogue
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.ids import uuid7
from loanwright.origination import api, intake_repository
from loanwright.origination.intake import Intake, IntakeStanding, Sent
from loanwright.origination.intake_desk import IntakeDesk, desk_of
from loanwright.origination.partner_schemas import (
    Accepted,
    IntakeCountList,
    IntakeCounts,
    PartnerApplication,
    PartnerApplicationPage,
    PartnerApplicationView,
    partner_view,
)
from loanwright.origination.schemas import reason_view

router = APIRouter(tags=["partners"])

Bearer = Annotated[UUID, Depends(bearing_partner)]
Desk = Annotated[IntakeDesk, Depends(desk_of)]
Facts = Annotated[RequestFacts, Depends(request_facts)]
Words = Annotated[Catalogue, Depends(catalogue_of)]
ReadEdge = Annotated[Edge, staff_edge("partner.read")]


@router.post("/partner/applications", status_code=status.HTTP_202_ACCEPTED)
async def send_application(
    body: PartnerApplication, partner_id: Bearer, desk: Desk, facts: Facts, request: Request
) -> Accepted:
    """Hand in a whole application for somebody. 202 is a promise: it is kept, and taken in within moments."""
    if not facts.idempotency_key:
        raise IdempotencyKeyMissing
    await desk.check(partner_id, body.told())
    new_id = uuid7(runtime_of(request).clock())
    told = body.model_dump_json(exclude_unset=True)
    sent = Sent(new_id, partner_id, facts.idempotency_key, facts.fingerprint, body.reference, told)
    return Accepted(id=await desk.keep(sent))


@router.get("/partner/applications/{application_id}")
def read_partner_application(application_id: UUID, edge: PartnerEdge, words: Words) -> PartnerApplicationView:
    """What became of an application this partner sent."""
    partner_id = edge.actor.id
    assert partner_id is not None, "the edge has admitted a partner"
    return edge.query(lambda uow: _view(uow, intake_repository.of_partner(uow, partner_id, application_id), words))


@router.get("/staff/partners/{partner_id}/applications")
def list_partner_applications(
    partner_id: UUID,
    edge: ReadEdge,
    words: Words,
    cursor: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> PartnerApplicationPage:
    """What a partner sent, newest first."""

    def page(uow: UnitOfWork) -> PartnerApplicationPage:
        found = intake_repository.newest(uow, partner_id, cursor, limit)
        next_cursor = str(found[-1].id) if len(found) == limit else None
        return PartnerApplicationPage(items=[_view(uow, sent, words) for sent in found], next_cursor=next_cursor)

    return edge.query(page)


@router.get("/staff/partner-intakes")
def count_partner_intakes(edge: ReadEdge) -> IntakeCountList:
    """How many each partner has sent, by what became of them."""
    counted = edge.query(intake_repository.counts)
    items = [
        IntakeCounts(partner_id=partner_id, **{standing.value: number.get(standing, 0) for standing in IntakeStanding})
        for partner_id, number in counted.items()
    ]
    return IntakeCountList(items=items)


def _view(uow: UnitOfWork, sent: Intake, words: Catalogue) -> PartnerApplicationView:
    if sent.standing is not IntakeStanding.TAKEN_IN:
        return partner_view(sent, None, [], words)
    application = api.get_application(uow, sent.id)
    reasons = [reason_view(reason) for reason in api.decline_reasons(uow, application)]
    return partner_view(sent, application, reasons, words)
