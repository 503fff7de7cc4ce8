"""Reading applications: a borrower's own, and the queues of staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, assert_never
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from loanwright.decisioning import api as decisioning
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import repository
from loanwright.origination.answers import Answers
from loanwright.origination.model import Application, Move, Offer
from loanwright.origination.stages import Stage, Standing
from loanwright.origination.tables import application
from loanwright.parties import api as parties
from loanwright.products import api as products

PAGE = 50
TIME_LIMIT = "time-limit"  # the trouble of an application that nothing but the clock complains about
_WAITING_FOR_BORROWER = (Stage.INTAKE, Stage.OFFER, Stage.SIGNING)


class Queue(StrEnum):
    """Which pile of applications a member of staff looks at."""

    ALL = "all"  # newest first
    REVIEW = "review"  # waiting for a person, longest waiting first
    MINE = "mine"  # claimed by whoever asks
    STUCK = "stuck"  # an automatic stage failed, or something takes too long


@dataclass(frozen=True, slots=True)
class Filter:
    """What a member of staff wants to see; `text` is a whole name, ID number, phone or application id."""

    queue: Queue = Queue.ALL
    stage: Stage | None = None
    standing: Standing | None = None
    text: str = ""
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class OpenOffer:
    """An offer with what it would cost, computed from its own terms."""

    offer: Offer
    quote: products.Quote


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """A step on the way to the money, and how many applications have come that far."""

    name: str
    applications: int


def offer_of(uow: UnitOfWork, application_id: UUID) -> OpenOffer | None:
    """The application's offer, if one was made."""
    offer = repository.offer_of(uow, application_id)
    if offer is None:
        return None
    request = repository.get(uow, application_id).request
    product = products.product_version(uow, request.product_code, request.product_version)
    return OpenOffer(offer, products.quote_of(product, offer.terms, uow.calendar))


def applications_of(uow: UnitOfWork, party_id: UUID | None) -> list[Application]:
    """A borrower's applications, newest first."""
    own = select(application).where(application.c.party_id == party_id).order_by(application.c.id.desc())
    return [repository.application_from(uow, row) for row in uow.connection.execute(own.limit(PAGE)).mappings()]


def products_of(uow: UnitOfWork, applications: Iterable[Application]) -> dict[UUID, products.Product]:
    """What each application asks for."""
    versions = {one.id: (one.request.product_code, one.request.product_version) for one in applications}
    known = products.product_versions(uow, versions.values())
    return {application_id: known[version] for application_id, version in versions.items()}


def draft_of(uow: UnitOfWork, application_id: UUID) -> tuple[Answers, int]:
    """The answers and the version of the draft they are."""
    return repository.draft_of(uow, application_id)


def moves_of(uow: UnitOfWork, application_id: UUID) -> list[Move]:
    """The application's history, oldest first."""
    return repository.moves_of(uow, application_id)


def get_application(uow: UnitOfWork, application_id: UUID) -> Application:
    """One application.

    Raises:
        ApplicationUnknown
    """
    return repository.get(uow, application_id)


def decline_reasons(uow: UnitOfWork, declined: Application) -> tuple[decisioning.Reason, ...]:
    """Why an application was declined, in words its applicant may be shown; nothing for any other application."""
    if declined.standing is not Standing.DECLINED:
        return ()
    decision = decisioning.latest_decision(uow, declined.id)
    return decision.reasons if decision else ()


def find_applications(uow: UnitOfWork, wanted: Filter) -> list[Application]:
    """One page, and one more if there is a next page."""
    query = select(application).where(*_conditions(uow, wanted))
    rows = uow.connection.execute(_paged(query, wanted).limit(PAGE + 1)).mappings()
    return [repository.application_from(uow, row) for row in rows]


def funnel(uow: UnitOfWork) -> list[FunnelStep]:
    """How many applications, of all there ever were, came how far."""
    c = application.c
    reached = {
        "started": func.count(),
        "submitted": func.count(c.submitted_at),
        "scored": func.count(c.scored_at),
        "approved": func.count(c.approved_at),
        "offer_accepted": func.count(c.offer_accepted_at),
        "contract_signed": func.count(c.contract_signed_at),
        "disbursed": func.count().filter(c.standing == Standing.DISBURSED),
    }
    counts = uow.connection.execute(select(*reached.values()).select_from(application)).one()
    return [FunnelStep(name, count) for name, count in zip(reached, counts, strict=True)]


def late_applications(uow: UnitOfWork, limit: int) -> list[tuple[UUID, Stage]]:
    """Open applications whose stage has passed its time limit and that nothing was done about yet, with that stage."""
    late = and_(
        application.c.standing == Standing.OPEN,
        application.c.stage_due_at <= uow.now,
        application.c.trouble.is_distinct_from(TIME_LIMIT),
    )
    query = select(application.c.id, application.c.stage).where(late).order_by(application.c.id).limit(limit)
    return [(row.id, Stage(row.stage)) for row in uow.connection.execute(query)]


def _paged(query: Select[Any], wanted: Filter) -> Select[Any]:
    if wanted.queue is Queue.ALL:
        newest = query.order_by(application.c.id.desc())
        return newest.where(application.c.id < wanted.after) if wanted.after else newest
    oldest = query.order_by(application.c.id)
    return oldest.where(application.c.id > wanted.after) if wanted.after else oldest


def _conditions(uow: UnitOfWork, wanted: Filter) -> list[ColumnElement[bool]]:
    conditions = _of_queue(uow, wanted.queue)
    if wanted.stage:
        conditions.append(application.c.stage == wanted.stage)
    if wanted.standing:
        conditions.append(application.c.standing == wanted.standing)
    if wanted.text.strip():
        conditions.append(_matching(uow, wanted.text.strip()))
    return conditions


def _of_queue(uow: UnitOfWork, queue: Queue) -> list[ColumnElement[bool]]:
    open_ = application.c.standing == Standing.OPEN
    match queue:
        case Queue.ALL:
            return []
        case Queue.REVIEW:
            return [open_, application.c.stage == Stage.REVIEW]
        case Queue.MINE:
            return [open_, application.c.stage == Stage.REVIEW, application.c.claimed_by == uow.actor.id]
        case Queue.STUCK:
            late = and_(application.c.stage.not_in(_WAITING_FOR_BORROWER), application.c.stage_due_at <= uow.now)
            return [open_, or_(application.c.trouble.is_not(None), late)]
        case _:
            assert_never(queue)


def _matching(uow: UnitOfWork, text: str) -> ColumnElement[bool]:
    try:
        return application.c.id == UUID(text)
    except ValueError:
        people = parties.find_people(uow, text)
        return application.c.party_id.in_(people) if people else false()
