"""What staff do to a live loan over HTTP: see what may be done, preview it, do it, and agree to what colleagues ask."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.api import chart
from loanwright.servicing import api
from loanwright.servicing.commands.catalogue import command_of
from loanwright.servicing.request_views import request_views
from loanwright.servicing.schemas.commands import (
    ApproveRequest,
    CommandOfferList,
    GiveCommand,
    GivenView,
    PreviewView,
    RejectRequest,
    ServiceRequestList,
    ServiceRequestView,
    StaffPreview,
    offer_view,
    preview_view,
)
from loanwright.servicing.schemas.payments import payment_request_view

router = APIRouter(prefix="/staff", tags=["loans"])

# What a command takes beyond reading loans stands in its description and is checked by its use case.
LoanReader = Annotated[Edge, staff_edge("loan.read")]

_PAGE = 50


@router.get("/loans/{loan_id}/commands")
def list_loan_commands(loan_id: UUID, edge: LoanReader) -> CommandOfferList:
    """What the signed-in person may do to this loan as it is, each with its form."""

    def offered(uow: UnitOfWork) -> CommandOfferList:
        return CommandOfferList(items=[offer_view(one, limit) for one, limit in api.command_offers(uow, loan_id)])

    return edge.query(offered)


@router.post("/loans/{loan_id}/previews")
def preview_loan_command(loan_id: UUID, body: StaffPreview, edge: LoanReader) -> PreviewView:
    """What a command would change: figures and schedule before and after, and the entry. Nothing is done."""
    return edge.query(lambda uow: preview_view(api.preview_command(uow, loan_id, body.command), chart(uow)))


@router.post("/loans/{loan_id}/commands", status_code=201)
def give_loan_command(loan_id: UUID, body: GiveCommand, edge: LoanReader) -> GivenView:
    """Do what was previewed, or leave it to a second person where one is needed."""

    def given(uow: UnitOfWork) -> GivenView:
        done = api.give_command(uow, loan_id, body.command, body.version, body.reason)
        payment = payment_request_view(done.payment) if done.payment else None
        return GivenView(request=_view(uow, done.request), payment=payment)

    return edge.command(given, GivenView)


@router.get("/loans/{loan_id}/service-requests")
def list_loan_service_requests(loan_id: UUID, edge: LoanReader) -> ServiceRequestList:
    """Everything anybody has wanted done to this loan, newest first."""
    return edge.query(lambda uow: ServiceRequestList(items=request_views(uow, api.requests_of_loan(uow, loan_id))))


@router.get("/service-requests")
def list_service_requests(edge: LoanReader, cursor: UUID | None = None) -> ServiceRequestList:
    """What waits for a second person, oldest first."""

    def listed(uow: UnitOfWork) -> ServiceRequestList:
        found = api.waiting_requests(uow, cursor, _PAGE + 1)
        last = found[_PAGE - 1].id if len(found) > _PAGE else None
        return ServiceRequestList(items=request_views(uow, found[:_PAGE]), next_cursor=last)

    return edge.query(listed)


@router.get("/service-requests/{request_id}")
def get_service_request(request_id: UUID, edge: LoanReader) -> ServiceRequestView:
    """One request."""
    return edge.query(lambda uow: _view(uow, api.service_request(uow, request_id)))


@router.get("/service-requests/{request_id}/preview")
def preview_service_request(request_id: UUID, edge: LoanReader) -> PreviewView:
    """What it would change if it were done now, or the refusal that stands in its way."""

    def previewed(uow: UnitOfWork) -> PreviewView:
        request = api.service_request(uow, request_id)
        return preview_view(api.preview_command(uow, request.loan_id, command_of(request)), chart(uow))

    return edge.query(previewed)


@router.post("/service-requests/{request_id}/approvals", status_code=201)
def approve_service_request(request_id: UUID, body: ApproveRequest, edge: LoanReader) -> ServiceRequestView:
    """Agree as the second person; it is done at once."""

    def approved(uow: UnitOfWork) -> ServiceRequestView:
        return _view(uow, api.approve_request(uow, request_id, body.version, body.reason))

    return edge.command(approved, ServiceRequestView)


@router.post("/service-requests/{request_id}/rejections", status_code=201)
def reject_service_request(request_id: UUID, body: RejectRequest, edge: LoanReader) -> ServiceRequestView:
    """Do not agree; nothing happens to the loan."""
    return edge.command(lambda uow: _view(uow, api.reject_request(uow, request_id, body.reason)), ServiceRequestView)


@router.post("/service-requests/{request_id}/withdrawals", status_code=201)
def withdraw_service_request(request_id: UUID, edge: LoanReader) -> ServiceRequestView:
    """Take back what one has asked for oneself."""
    return edge.command(lambda uow: _view(uow, api.withdraw_request(uow, request_id)), ServiceRequestView)


def _view(uow: UnitOfWork, request: api.ServiceRequest) -> ServiceRequestView:
    return request_views(uow, [request])[0]
