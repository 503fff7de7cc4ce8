"""What the bank says about a refund that was ordered: paid, refused, or paid and come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from loanwright.engine.api import Refunded, RefundExceedsCredit, Reversed
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, Entry, Posting, post
from loanwright.servicing import rules
from loanwright.servicing.model import Loan, Receipt, RepaymentKind, ServiceRequest, ServiceRequestState, SuspenseReason
from loanwright.servicing.repository import loans, requests, suspense
from loanwright.servicing.usecases.record_event import record


def confirm_refund(uow: UnitOfWork, request_id: UUID, order_id: UUID, amount: Money, settled_on: date) -> None:
    """The bank has paid: the credit is less from the day on which the refund was ordered.

    Hearing of it again changes nothing. Where the credit has gone in between (a repayment was reversed), the money
    waits in suspense as taken without a reason, for staff to settle.
    """
    request, account = _under_way(uow, request_id)
    if request.state is not ServiceRequestState.ORDERED:
        return
    on = rules.effective_day(account, request.done_on or settled_on, uow.business_date)
    refunded = Refunded(sequence=account.last_seq + 1, effective_on=on, amount=amount)
    try:
        record(uow, account, refunded, source_id=order_id)
    except RefundExceedsCredit:
        _move_suspense(uow, -amount, settled_on)
    _settle(uow, request, ServiceRequestState.DONE)


def fail_refund(uow: UnitOfWork, request_id: UUID) -> None:
    """The bank would not pay: the credit stays, and somebody may ask again. Hearing of it again changes nothing."""
    request, _ = _under_way(uow, request_id)
    if request.state is ServiceRequestState.ORDERED:
        _settle(uow, request, ServiceRequestState.FAILED)


def return_refund(uow: UnitOfWork, request_id: UUID, order_id: UUID, amount: Money, returned_on: date) -> None:
    """The bank paid and the money has come back: the credit is there again.

    Raises:
        SettlementNotHeardYet: the two messages have overtaken each other; this one is delivered again.
    """
    request, account = _under_way(uow, request_id)
    if request.state is ServiceRequestState.ORDERED:
        raise rules.SettlementNotHeardYet(order_id)
    if request.state is not ServiceRequestState.DONE:
        return
    refunded = loans.event_caused_by(uow, account.id, order_id)
    if refunded is None:
        _move_suspense(uow, amount, returned_on)
    else:
        on, seq = refunded.effective_on, refunded.sequence
        record(uow, account, Reversed(sequence=account.last_seq + 1, effective_on=on, reverses=seq))
    _settle(uow, request, ServiceRequestState.FAILED)


def _under_way(uow: UnitOfWork, request_id: UUID) -> tuple[ServiceRequest, Loan]:
    found = requests.find(uow, request_id)
    if found is None:
        raise LookupError(f"a refund of no service request: {request_id}")
    account = loans.lock(uow, found.loan_id)
    return requests.lock(uow, request_id) or found, account


def _move_suspense(uow: UnitOfWork, amount: Money, booked_on: date) -> None:
    """Money that left (negative) or came back without the loan knowing: two such items close each other."""
    if not suspense.offset(uow, SuspenseReason.REFUND_WITHOUT_CREDIT, -amount):
        item = Receipt(uow.new_id(), amount, booked_on, "", None, RepaymentKind.AMOUNT)
        suspense.keep(uow, item, SuspenseReason.REFUND_WITHOUT_CREDIT)
    moved = (
        Posting(Account.BANK, Account.SETTLEMENT_SUSPENSE, amount)
        if amount.minor > 0
        else Posting(Account.SETTLEMENT_SUSPENSE, Account.BANK, -amount)
    )
    post(uow, Entry("servicing.RefundWithoutCredit", uow.command_id, (moved,)))


def _settle(uow: UnitOfWork, request: ServiceRequest, state: ServiceRequestState) -> None:
    requests.update_request(uow, replace(request, state=state, command_id=uow.command_id))
    uow.audit(
        f"servicing.{request.kind}.{state.value}",
        "loan",
        request.loan_id,
        request_id=str(request.id),
        reason=request.reason,
        asked_by=request.asked_by,
        approved_by=request.decided_by,
    )
