"""Service requests and their actors as staff read them: with names, and with what the reader may do about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from loanwright.access.api import staff_names
from loanwright.infra.unit_of_work import ActorKind, UnitOfWork
from loanwright.servicing import api
from loanwright.servicing.commands import gate
from loanwright.servicing.commands.catalogue import command_of, describe
from loanwright.servicing.schemas.actors import ActorView
from loanwright.servicing.schemas.commands import ServiceRequestView
from loanwright.servicing.schemas.files import LoanEventList, event_view
from loanwright.servicing.schemas.loans import loan_number


def loan_events(uow: UnitOfWork, loan_id: UUID) -> LoanEventList:
    """What happened to a loan, newest first, with who caused it."""
    events = api.events_of(uow, loan_id)
    actors = _actors(uow, [label for one in events for label in (one.cause.by, one.cause.approved_by)])
    items = [event_view(one, actors[one.cause.by], actors.get(one.cause.approved_by or "")) for one in events]
    return LoanEventList(items=items)


def request_views(uow: UnitOfWork, found: Sequence[api.ServiceRequest]) -> list[ServiceRequestView]:
    """Requests as the actor sees them."""
    actors = _actors(uow, [label for one in found for label in (one.asked_by, one.decided_by)])
    numbers = api.numbers_of(uow, {one.loan_id for one in found})
    return [_view(uow, one, actors, numbers[one.loan_id]) for one in found]


def _view(
    uow: UnitOfWork, request: api.ServiceRequest, actors: dict[str, ActorView], number: int
) -> ServiceRequestView:
    return ServiceRequestView(
        id=request.id,
        loan_id=request.loan_id,
        loan_number=loan_number(number),
        kind=request.kind,
        command=request.command,
        reason=request.reason,
        state=request.state,
        asked_by=actors[request.asked_by],
        asked_at=request.asked_at,
        decided_by=actors.get(request.decided_by or ""),
        decided_at=request.decided_at,
        decision_reason=request.decision_reason,
        may_decide=gate.may_decide(request, describe(command_of(request)), uow.actor),
        may_withdraw=gate.may_withdraw(request, uow.actor),
    )


def _actors(uow: UnitOfWork, labels: Iterable[str | None]) -> dict[str, ActorView]:
    """By label, such as ``staff:<id>``: staff by name, borrowers and the system only as what they are."""
    kinds = {label: label.partition(":") for label in labels if label}
    names = staff_names(uow, {UUID(key) for kind, _, key in kinds.values() if kind == ActorKind.STAFF and key})
    return {
        label: ActorView(kind=kind, name=names.get(UUID(key)) if key else None)
        for label, (kind, _, key) in kinds.items()
    }
