"""The borrower's applications over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response, status

from loanwright.access.api import BorrowerEdge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import api
from loanwright.origination.schemas import (
    ApplicationList,
    ApplicationStart,
    ApplicationView,
    DraftForm,
    DraftView,
    ReviewRequest,
    Submission,
    Timeline,
    draft_view,
    step_view,
    summary_of,
    view_of,
)

router = APIRouter(prefix="/applications", tags=["origination"])


@router.post("", status_code=status.HTTP_201_CREATED)
def start_application(body: ApplicationStart, edge: BorrowerEdge) -> ApplicationView:
    """Begin to apply; the product, amount and term are checked at once."""

    def work(uow: UnitOfWork) -> ApplicationView:
        return _view(uow, api.start_application(uow, body.to_command()).id)

    return edge.command(work, ApplicationView)


@router.get("")
def list_applications(edge: BorrowerEdge) -> ApplicationList:
    """The borrower's own applications, newest first."""

    def mine(uow: UnitOfWork) -> ApplicationList:
        found = api.applications_of(uow, edge.actor.party_id)
        asked_for = api.products_of(uow, found)
        return ApplicationList(items=[summary_of(application, asked_for[application.id]) for application in found])

    return edge.query(mine)


@router.get("/{application_id}")
def read_application(application_id: UUID, edge: BorrowerEdge, response: Response) -> ApplicationView:
    """One application with its draft or its offer. The ETag is the draft's version."""
    view = edge.query(lambda uow: _view(uow, application_id))
    if view.draft:
        response.headers["ETag"] = f'"{view.draft.version}"'
    return view


@router.put("/{application_id}/draft")
def save_draft(
    application_id: UUID,
    body: DraftForm,
    edge: BorrowerEdge,
    response: Response,
    if_match: Annotated[str | None, Header()] = None,
) -> DraftView:
    """Save answers as they are typed. If-Match carries the version that was read; a newer one on file refuses."""
    expected = api.draft_version(if_match)

    def work(uow: UnitOfWork) -> DraftView:
        api.save_draft(uow, application_id, body.to_answers(), expected)
        return draft_view(*api.draft_of(uow, application_id))

    saved = edge.command(work, DraftView)
    response.headers["ETag"] = f'"{saved.version}"'
    return saved


@router.post("/{application_id}/submit")
def submit_application(application_id: UUID, body: Submission, edge: BorrowerEdge) -> ApplicationView:
    """Hand the application in, with its consents. Submitted twice, it is submitted once."""

    def work(uow: UnitOfWork) -> ApplicationView:
        return _view(uow, api.submit_application(uow, application_id, body.to_agreements()).id)

    return edge.command(work, ApplicationView)


@router.get("/{application_id}/timeline")
def read_timeline(application_id: UUID, edge: BorrowerEdge) -> Timeline:
    """What has happened, what is happening, what comes next."""
    steps = edge.query(
        lambda uow: api.timeline(api.get_application(uow, application_id), api.moves_of(uow, application_id))
    )
    return Timeline(items=[step_view(step) for step in steps])


@router.post("/{application_id}/offer/accept")
def accept_offer(application_id: UUID, edge: BorrowerEdge) -> ApplicationView:
    """Take the offer; the contract is drawn up next."""
    return edge.command(lambda uow: _view(uow, api.accept_offer(uow, application_id).id), ApplicationView)


@router.post("/{application_id}/withdraw")
def withdraw_application(application_id: UUID, edge: BorrowerEdge) -> ApplicationView:
    """Step back; possible until the contract is signed."""
    return edge.command(lambda uow: _view(uow, api.withdraw_application(uow, application_id).id), ApplicationView)


@router.post("/{application_id}/review-request")
def request_review(application_id: UUID, body: ReviewRequest, edge: BorrowerEdge) -> ApplicationView:
    """Ask for a person to look at a declined application, once."""

    def work(uow: UnitOfWork) -> ApplicationView:
        return _view(uow, api.request_review(uow, application_id, body.reason).id)

    return edge.command(work, ApplicationView)


def _view(uow: UnitOfWork, application_id: UUID) -> ApplicationView:
    application = api.get_application(uow, application_id)
    draft = api.draft_of(uow, application_id) if api.is_draft(application) else None
    reasons = api.decline_reasons(uow, application)
    product = api.products_of(uow, [application])[application_id]
    return view_of(application, product, draft, api.offer_of(uow, application_id), reasons)
