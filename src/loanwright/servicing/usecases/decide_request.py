"""A second person agrees to a service request, or not; whoever asked may take it back."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.commands import gate
from loanwright.servicing.commands.catalogue import command_of, describe
from loanwright.servicing.model import ServiceRequest, ServiceRequestState
from loanwright.servicing.repository import loans, requests
from loanwright.servicing.usecases.carry_out import carry_out
from loanwright.servicing.usecases.preview_command import weigh


def approve_request(uow: UnitOfWork, request_id: UUID, version: str, reason: str) -> ServiceRequest:
    """Agree, and do it: `version` is that of the preview the second person has seen, made from the loan as it is now.

    Raises:
        ServiceRequestNotFound, ServiceRequestNotWaiting, SecondPersonNeeded, PermissionMissing,
        LoanChangedSincePreview, and what the command itself or the engine refuses by now.
    """
    account = loans.lock(uow, _found(requests.find(uow, request_id)).loan_id)
    request = _found(requests.lock(uow, request_id))
    command = command_of(request)
    gate.check_may_decide(request, describe(command), uow.actor)
    weighed = weigh(uow, account, command)
    gate.check_version(version, weighed.version)
    outcome = carry_out(uow, account, weighed, request.id)
    done = _decided(uow, replace(request, done_on=uow.business_date), outcome.state, reason)
    uow.audit(
        f"servicing.{command.kind}",
        "loan",
        request.loan_id,
        request_id=str(request.id),
        reason=request.reason,
        asked_by=request.asked_by,
        approved_by=uow.actor.label,
    )
    return done


def reject_request(uow: UnitOfWork, request_id: UUID, reason: str) -> ServiceRequest:
    """Do not agree; nothing happens to the loan.

    Raises:
        ServiceRequestNotFound, ServiceRequestNotWaiting, SecondPersonNeeded, PermissionMissing
    """
    request = _found(requests.lock(uow, request_id))
    gate.check_may_decide(request, describe(command_of(request)), uow.actor)
    return _refused(uow, request, ServiceRequestState.REJECTED, reason)


def withdraw_request(uow: UnitOfWork, request_id: UUID) -> ServiceRequest:
    """Take back what one has asked for.

    Raises:
        ServiceRequestNotFound, ServiceRequestNotWaiting, NotYourServiceRequest
    """
    request = _found(requests.lock(uow, request_id))
    gate.check_may_withdraw(request, uow.actor)
    return _refused(uow, request, ServiceRequestState.WITHDRAWN, "")


def _found(request: ServiceRequest | None) -> ServiceRequest:
    if request is None:
        raise gate.ServiceRequestNotFound()
    return request


def _refused(uow: UnitOfWork, request: ServiceRequest, state: ServiceRequestState, reason: str) -> ServiceRequest:
    closed = _decided(uow, request, state, reason)
    uow.audit(
        f"servicing.{state.value}.{request.kind}",
        "loan",
        request.loan_id,
        request_id=str(request.id),
        asked_by=request.asked_by,
        reason=reason,
    )
    return closed


def _decided(uow: UnitOfWork, request: ServiceRequest, state: ServiceRequestState, reason: str) -> ServiceRequest:
    decided = replace(
        request,
        state=state,
        decided_by=uow.actor.label,
        decided_at=uow.now,
        decision_reason=reason,
        command_id=uow.command_id,
    )
    requests.update_request(uow, decided)
    return decided
