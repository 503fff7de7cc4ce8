"""Applications for staff over HTTP."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status

from loanwright.access.api import staff_edge
from loanwright.decisioning import api as decisioning
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import api
from loanwright.origination.schemas import offer_view, step_view
from loanwright.origination.staff_schemas import (
    ApplicationFile,
    ApplicationQueue,
    QueuedApplication,
    Reveal,
    RevealedPerson,
    ReviewVerdict,
    StageList,
    consent_view,
    masked_answers,
    move_view,
    queued,
    revealed,
    stage_list,
)
from loanwright.parties import api as parties
from loanwright.privacy import api as privacy

router = APIRouter(prefix="/staff", tags=["origination"])

Reader = Annotated[Edge, staff_edge("application.read")]
Decider = Annotated[Edge, staff_edge("application.decide")]
Revealer = Annotated[Edge, staff_edge("party.reveal")]


@router.get("/stages", dependencies=[staff_edge("application.read")])
def list_stages() -> StageList:
    """The twelve stages as data: entry rule, actor, time limit, exits, what is checked and what is not."""
    return stage_list()


@router.get("/applications")
def list_staff_applications(
    edge: Reader,
    queue: api.Queue = api.Queue.ALL,
    stage: api.Stage | None = None,
    standing: api.Standing | None = None,
    q: Annotated[str, Query(max_length=80, description="a whole name, ID number, phone or application id")] = "",
    cursor: UUID | None = None,
) -> ApplicationQueue:
    """One page of a queue."""
    return edge.query(lambda uow: _page(uow, api.Filter(queue, stage, standing, q, cursor)))


@router.post("/applications/{application_id}/claim")
def claim_application(application_id: UUID, edge: Decider) -> QueuedApplication:
    """Take a referred application to work on."""

    def work(uow: UnitOfWork) -> QueuedApplication:
        return _queued(uow, [api.claim_application(uow, application_id)])[0]

    return edge.command(work, QueuedApplication)


@router.get("/applications/{application_id}")
def read_staff_application(application_id: UUID, edge: Reader) -> ApplicationFile:
    """Everything about one application: masked answers, the decisions explained, history, timeline, consents."""
    return edge.query(lambda uow: _file(uow, api.get_application(uow, application_id)))


@router.post("/applications/{application_id}/decisions", status_code=status.HTTP_201_CREATED)
def decide_application(application_id: UUID, body: ReviewVerdict, edge: Decider) -> QueuedApplication:
    """Decide a claimed application, with a reason."""

    def work(uow: UnitOfWork) -> QueuedApplication:
        return _queued(uow, [api.decide_review(uow, application_id, body.to_command())])[0]

    return edge.command(work, QueuedApplication)


@router.post("/parties/{party_id}/reveals")
def reveal_person(party_id: UUID, body: Reveal, edge: Revealer) -> RevealedPerson:
    """Show a person in plain text; the reason is recorded. Never stored for replay: ask again to see again."""
    return edge.transact(lambda uow: revealed(*parties.reveal_person(uow, party_id, body.reason)))


def _page(uow: UnitOfWork, wanted: api.Filter) -> ApplicationQueue:
    found = api.find_applications(uow, wanted)
    page = found[: api.PAGE]
    return ApplicationQueue(items=_queued(uow, page), next_cursor=page[-1].id if len(found) > api.PAGE else None)


def _file(uow: UnitOfWork, application: api.Application) -> ApplicationFile:
    moves = api.moves_of(uow, application.id)
    offer = api.offer_of(uow, application.id)
    return ApplicationFile(
        application=_queued(uow, [application])[0],
        answers=masked_answers(api.draft_of(uow, application.id)[0]),
        decisions=decisioning.explain_decisions(uow, application.id),
        offer=offer_view(offer) if offer else None,
        history=[move_view(move) for move in moves],
        timeline=[step_view(step) for step in api.timeline(application, moves)],
        consents=[consent_view(consent) for consent in privacy.consents_of(uow, application.party_id)],
        review_words=application.review_words,
    )


def _queued(uow: UnitOfWork, applications: list[api.Application]) -> list[QueuedApplication]:
    people = parties.masked_people(uow, {application.party_id for application in applications})
    asked_for = api.products_of(uow, applications)
    return [queued(one, asked_for[one.id], people.get(one.party_id), uow.now) for one in applications]
