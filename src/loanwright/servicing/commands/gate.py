"""Who may give a command, who may agree to it, and whether what is confirmed is what was previewed."""

from __future__ import annotations

import hashlib

from loanwright.access.api import Permission, PermissionMissing, require_second_person
from loanwright.infra.unit_of_work import Actor, ActorKind
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.servicing.commands.catalogue import describe
from loanwright.servicing.commands.command import Command, Description, Means, SecondPerson, Shape, WithAmount
from loanwright.servicing.commands.effect import Effect
from loanwright.servicing.model import Loan, ServiceRequest, ServiceRequestState


class LoanNotOpenForCommand(Refusal):
    """This cannot be done to a loan in this state."""


class LoanChangedSincePreview(Refusal):
    """Something has happened to the loan, or another day has begun, since the preview was made."""


class CreditPromised(Refusal):
    """A refund is on its way already, and the credit does not suffice for both."""


class NotYourServiceRequest(Refusal):
    """Only whoever asked may take it back."""


class ServiceRequestNotFound(Refusal):
    """No such request, or not one the actor may see."""


class ServiceRequestNotWaiting(Refusal):
    """It has been decided or taken back already."""


def may_ask(one: Description, actor: Actor) -> bool:
    """Whether this actor may give commands of this kind; staff need its permission."""
    return actor.kind in one.asked_by and (actor.kind is not ActorKind.STAFF or one.permission in actor.permissions)


def check_may_ask(one: Description, actor: Actor) -> None:
    """Raises PermissionMissing."""
    if not may_ask(one, actor):
        raise PermissionMissing(permission=one.permission)


def may_decide(request: ServiceRequest, one: Description, actor: Actor) -> bool:
    """Whether `check_may_decide` would let this actor."""
    try:
        check_may_decide(request, one, actor)
    except Refusal:
        return False
    return True


def check_may_decide(request: ServiceRequest, one: Description, actor: Actor) -> None:
    """Whether this member of staff may agree to or reject what somebody else asked for.

    Raises:
        ServiceRequestNotWaiting, SecondPersonNeeded
        PermissionMissing: it takes the right to do it oneself, and the right to approve what colleagues do.
    """
    check_waiting(request)
    require_second_person(request.asker_id, actor.id)
    colleague = request.asked_by.startswith(ActorKind.STAFF)
    needed = {one.permission, Permission.LOAN_APPROVE} if colleague else {one.permission}
    if missing := needed - actor.permissions:
        raise PermissionMissing(permission=min(missing))


def may_withdraw(request: ServiceRequest, actor: Actor) -> bool:
    """Whether `check_may_withdraw` would let this actor."""
    return request.state is ServiceRequestState.WAITING and request.asked_by == actor.label


def check_may_withdraw(request: ServiceRequest, actor: Actor) -> None:
    """Raises ServiceRequestNotWaiting or NotYourServiceRequest."""
    check_waiting(request)
    if request.asked_by != actor.label:
        raise NotYourServiceRequest()


def check_waiting(request: ServiceRequest) -> None:
    """Raises ServiceRequestNotWaiting once it is decided."""
    if request.state is not ServiceRequestState.WAITING:
        raise ServiceRequestNotWaiting()


def fits(one: Description, account: Loan) -> bool:
    """Whether such a command is about accounts of this shape and state."""
    shape = Shape.LINE if account.line else Shape.PLAN
    return shape in one.shapes and account.status in one.open_in


def check_fits(one: Description, account: Loan) -> None:
    """Raises LoanNotOpenForCommand unless such a command fits the loan."""
    if not fits(one, account):
        raise LoanNotOpenForCommand(status=account.status)


def needs_second_person(command: Command, effect: Effect, actor: Actor, limit: Money | None) -> bool:
    """Whether somebody else must agree; what a borrower asks us to record always waits for staff.

    A command without an amount weighs as much as it makes the loan cheaper. Without a limit of the institution
    everything is above it.
    """
    one = describe(command)
    match one.second_person:
        case SecondPerson.ALWAYS:
            return True
        case SecondPerson.ABOVE_LIMIT if isinstance(command, WithAmount):
            return limit is None or command.amount > limit
        case SecondPerson.ABOVE_LIMIT if actor.kind is ActorKind.STAFF:
            return effect.given_up.minor > (limit.minor if limit else 0)
        case _:
            return actor.kind is ActorKind.BORROWER and one.means is Means.RECORDED


def check_credit(left: Money, under_way: Money) -> None:
    """Raises CreditPromised where what a refund leaves is less than what the bank has been told to pay already."""
    if under_way > left:
        raise CreditPromised(amount=under_way)


def version_of(account: Loan, command: Command, requests: int, day: str) -> str:
    """A hash over all that a preview stands on: the loan and the requests for it so far, the day, the command."""
    told = f"{account.id} {account.status} {account.last_seq} {requests} {day} {command.model_dump_json()}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def check_version(previewed: str, now: str) -> None:
    """Raises LoanChangedSincePreview."""
    if previewed != now:
        raise LoanChangedSincePreview()
