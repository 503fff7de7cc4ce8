"""What the bank says about a draw that was ordered: paid, refused, or paid and come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from loanwright.engine.api import Drawn, Reversed
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.servicing import notices, rules
from loanwright.servicing.model import Loan, ServiceRequest, ServiceRequestState
from loanwright.servicing.repository import loans, requests
from loanwright.servicing.usecases.record_event import record


def confirm_draw(uow: UnitOfWork, request_id: UUID, order_id: UUID, amount: Money, settled_on: date) -> None:
    """The bank has paid: interest runs from that day. Hearing of it again changes nothing.

    It is a fact even where the limit has been lowered or frozen since it was ordered.
    """
    request, account = _locked(uow, request_id)
    if request.state is not ServiceRequestState.ORDERED:
        return
    on = rules.effective_day(account, settled_on, uow.business_date)
    record(uow, account, Drawn(sequence=account.last_seq + 1, effective_on=on, amount=amount), source_id=order_id)
    notices.tell_drawn(uow, account.party_id, amount)
    _settle(uow, request, ServiceRequestState.DONE)


def fail_draw(uow: UnitOfWork, request_id: UUID) -> None:
    """The bank would not pay: nothing is drawn. Hearing of it again changes nothing."""
    request, _ = _locked(uow, request_id)
    if request.state is ServiceRequestState.ORDERED:
        notices.tell_draw_failed(uow, request.party_id)
        _settle(uow, request, ServiceRequestState.FAILED)


def return_draw(uow: UnitOfWork, request_id: UUID, order_id: UUID) -> None:
    """The bank paid and the money has come back: as if it had never been drawn, interest and all.

    Raises:
        SettlementNotHeardYet: the two messages have overtaken each other; this one is delivered again.
    """
    request, account = _locked(uow, request_id)
    if request.state is ServiceRequestState.ORDERED:
        raise rules.SettlementNotHeardYet(order_id)
    drawn = loans.event_caused_by(uow, account.id, order_id)
    if request.state is not ServiceRequestState.DONE or drawn is None:
        return
    undone = Reversed(sequence=account.last_seq + 1, effective_on=drawn.effective_on, reverses=drawn.sequence)
    record(uow, account, undone)
    notices.tell_draw_failed(uow, account.party_id)
    _settle(uow, request, ServiceRequestState.FAILED)


def _locked(uow: UnitOfWork, request_id: UUID) -> tuple[ServiceRequest, Loan]:
    """The request and its line, the line locked first as everybody does."""
    found = requests.find(uow, request_id)
    if found is None:
        raise LookupError(f"a draw of no service request: {request_id}")
    account = loans.lock(uow, found.loan_id)
    return requests.lock(uow, request_id) or found, account


def _settle(uow: UnitOfWork, request: ServiceRequest, state: ServiceRequestState) -> None:
    requests.update_request(uow, replace(request, state=state, command_id=uow.command_id))
    uow.audit(
        f"servicing.{request.kind}.{state.value}",
        "loan",
        request.loan_id,
        request_id=str(request.id),
        asked_by=request.asked_by,
    )
