"""Give a command that was previewed: it is done at once, or waits for a second person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments.api import PaymentRequest
from loanwright.servicing.commands import gate
from loanwright.servicing.commands.command import Command
from loanwright.servicing.model import ServiceRequest, ServiceRequestState
from loanwright.servicing.repository import loans, requests
from loanwright.servicing.usecases.carry_out import carry_out
from loanwright.servicing.usecases.preview_command import weigh


@dataclass(frozen=True, slots=True)
class Given:
    """The request as it stands now; how the borrower pays, if they were asked to."""

    request: ServiceRequest
    payment: PaymentRequest | None = None


def give_command(uow: UnitOfWork, loan_id: UUID, command: Command, version: str, reason: str) -> Given:
    """Do what was previewed, or leave it for a second person; `version` is the preview's.

    Raises:
        LoanNotFound, PermissionMissing, LoanNotOpenForCommand, LoanChangedSincePreview, PayoutAccountMissing, and what
        the command itself or the engine refuses.
    """
    account = loans.lock(uow, loan_id)
    weighed = weigh(uow, account, command)
    gate.check_version(version, weighed.version)
    request = ServiceRequest(
        id=uow.new_id(),
        loan_id=loan_id,
        party_id=account.party_id,
        kind=command.kind,
        command=command.model_dump(mode="json"),
        reason=reason,
        state=ServiceRequestState.WAITING,
        asked_by=uow.actor.label,
        asked_at=uow.now,
    )
    if weighed.needs_second_person:
        requests.insert_request(uow, request)
        uow.audit(f"servicing.ask.{command.kind}", "loan", loan_id, request_id=str(request.id), reason=reason)
        return Given(request)
    outcome = carry_out(uow, account, weighed, request.id)
    done = replace(request, state=outcome.state, done_on=uow.business_date, command_id=uow.command_id)
    requests.insert_request(uow, done)
    uow.audit(f"servicing.{command.kind}", "loan", loan_id, request_id=str(request.id), reason=reason)
    return Given(done, outcome.payment)
