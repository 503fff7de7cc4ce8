"""Make a weighed command come true: by its events, by a payment order, or by asking for money."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from loanwright.engine.api import Event
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account
from loanwright.payments.api import PaymentRequest, order_payment, request_payment
from loanwright.servicing import notices, rules
from loanwright.servicing.commands.command import Command, Means
from loanwright.servicing.commands.corrections import ChargeBack, ReverseEvent
from loanwright.servicing.commands.line import Draw
from loanwright.servicing.commands.losses import SellClaim
from loanwright.servicing.commands.money import repayment_asked_for
from loanwright.servicing.model import (
    CLAIM_SALE,
    DRAW,
    REFUND,
    Loan,
    Receipt,
    RepaymentKind,
    ReversalKind,
    ServiceRequestState,
    SuspenseReason,
)
from loanwright.servicing.repository import suspense
from loanwright.servicing.usecases.order_disbursement import beneficiary_of
from loanwright.servicing.usecases.preview_command import Preview
from loanwright.servicing.usecases.record_event import record


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far the request has come; how the borrower pays, if they were asked to."""

    state: ServiceRequestState
    payment: PaymentRequest | None = None


def carry_out(uow: UnitOfWork, account: Loan, weighed: Preview, request_id: UUID) -> Outcome:
    """Do it to a locked loan; what staff do moves the bank account only by way of the bank.

    Raises:
        PayoutAccountMissing, PaymentAmountNotPositive, and what the engine refuses.
    """
    match weighed.description.means:
        case Means.RECORDED:
            return _record(uow, account, weighed)
        case Means.PAID_OUT:
            return _pay_out(uow, account, weighed, request_id)
        case Means.ASKED_FOR:
            return _ask_for(uow, account, weighed)


def _record(uow: UnitOfWork, account: Loan, weighed: Preview) -> Outcome:
    recorded = record(uow, account, *weighed.events, cash=Account.SETTLEMENT_SUSPENSE)
    before, after = account.posted, recorded.projection.posted
    freed = (before.money_in - before.refunded) - (after.money_in - after.refunded)
    if freed > 0:
        _return_to_suspense(uow, weighed.command, weighed.events[0], Money(freed, uow.currency))
    elif freed < 0:
        _take_from_suspense(uow, Money(-freed, uow.currency))
    notices.tell_changed(uow, account.party_id, weighed.command.kind)
    return Outcome(ServiceRequestState.DONE)


def _take_from_suspense(uow: UnitOfWork, needed: Money) -> None:
    """Money that counts for the loan from now on has come in before, and nobody knew for what."""
    if not suspense.offset(uow, SuspenseReason.UNKNOWN_REFERENCE, needed):
        raise rules.ReceiptNotInSuspense(amount=needed)


def _return_to_suspense(uow: UnitOfWork, command: Command, undone: Event, freed: Money) -> None:
    """Money that no longer counts for the loan waits for the bank to take it back, or for staff to place it."""
    receipt = Receipt(uow.new_id(), freed, undone.effective_on, "", None, RepaymentKind.AMOUNT)
    bounced = isinstance(command, ChargeBack) or (
        isinstance(command, ReverseEvent) and command.money is ReversalKind.BOUNCED
    )
    if not bounced:
        suspense.keep(uow, receipt, SuspenseReason.MISALLOCATED)
    elif not suspense.offset(uow, SuspenseReason.UNORDERED_DEBIT, -freed):
        suspense.keep(uow, receipt, SuspenseReason.BOUNCED)


def _pay_out(uow: UnitOfWork, account: Loan, weighed: Preview, request_id: UUID) -> Outcome:
    after, before = weighed.effect.state_after.totals, weighed.effect.state_before.totals
    amount = after.refunded + after.disbursed - before.refunded - before.disbursed
    purpose = DRAW if isinstance(weighed.command, Draw) else REFUND
    order_payment(uow, purpose, request_id, amount, beneficiary_of(uow, account), account.reference)
    return Outcome(ServiceRequestState.ORDERED)


def _ask_for(uow: UnitOfWork, account: Loan, weighed: Preview) -> Outcome:
    before, after = weighed.effect.state_before.totals, weighed.effect.state_after.totals
    if isinstance(weighed.command, SellClaim):
        price = after.sale_proceeds - before.sale_proceeds
        return Outcome(ServiceRequestState.DONE, request_payment(uow, CLAIM_SALE, account.id, None, price))
    purpose, amount = repayment_asked_for(weighed.command).value, after.received - before.received
    return Outcome(ServiceRequestState.DONE, request_payment(uow, purpose, account.id, account.party_id, amount))
