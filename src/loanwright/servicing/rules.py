"""What may be done to a loan in which state, and why not."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from loanwright.engine.api import (
    AccountState,
    Disbursed,
    Drawn,
    Event,
    Excess,
    LineTerms,
    LoanTerms,
    PaidOff,
    Recovered,
    Refunded,
    Repaid,
    Reversed,
    TakenOver,
    Waterfall,
)
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.servicing.model import Loan, LoanStatus, RepaymentKind, SuspenseBooking, SuspenseItem, SuspenseReason


class LoanNotFound(Refusal):
    """No such loan, or not one the actor may see."""


class LoanAlreadyDisbursed(Refusal):
    """The money of this loan has been ordered or paid out already."""


class LoanNotLive(Refusal):
    """The loan is not paid out yet, or is closed: nothing can be paid on it."""


class PayoutAccountMissing(Refusal):
    """Nobody has said where to pay the money."""


class RepaymentNotPositive(Refusal):
    """Nothing, or less than nothing, is to be paid."""


class PayoffDateOutOfRange(Refusal):
    """A payoff can be quoted for today or a coming day before the loan ends."""


class LoanEventNotFound(Refusal):
    """The loan has no event of that number."""


class LoanEventNotReversible(Refusal):
    """A disbursement or a refund is undone by the bank, and a reversal by nobody."""


class LoanEventNotRepayment(Refusal):
    """Only a repayment can be moved to another day."""


class LoanEventReversedBefore(Refusal):
    """The event has been reversed already."""


class SuspenseItemNotFound(Refusal):
    """No such receipt in suspense."""


class ReceiptNotInSuspense(Refusal):
    """No receipt of this amount waits in suspense."""


class SuspenseItemNotOpen(Refusal):
    """Somebody has allocated this receipt already, or it is money taken and not received."""


class SuspenseBookingWaits(Refusal):
    """Somebody wants this receipt booked to an account; a second person must decide that first."""


class SuspenseBookingNotWaiting(Refusal):
    """Nobody wants this receipt booked to an account, or that was decided already."""


class DayCloseUnderWay(Refusal):
    """The day is being closed already."""


class CatchUpOutOfRange(Refusal):
    """Days can be closed up to a later day within a year."""


class DayAlreadyClosed(Refusal):
    """That business date has been closed; days are closed once."""


class DayNotOpenYet(Refusal):
    """That business date has not begun; only the open one can be closed."""


class DayCloseNotFound(Refusal):
    """That day has not been closed, and no close of it is under way."""


class BookDayNotKept(Refusal):
    """The loans of that day are not there one by one: it is not closed, or too long ago."""


class LoanNotSetAside(Refusal):
    """No close has set this loan aside, or it has been brought up to date since."""


class SettlementNotHeardYet(Exception):
    """A payment came back of which we have not heard that it was made. Nobody's refusal: news that came too early."""


class LineNotFound(Refusal):
    """This loan is repaid by a plan; there is no limit to draw from."""


UNDONE_BY_NOBODY = (Disbursed, Drawn, TakenOver, Refunded, Reversed)
"""Events that staff cannot reverse: what the bank has paid only the bank undoes."""

_LONGEST_CATCH_UP = timedelta(days=366)
_ORDERABLE = (LoanStatus.PENDING, LoanStatus.DISBURSEMENT_REJECTED)


def check_orderable(status: LoanStatus) -> None:
    """Raises LoanAlreadyDisbursed unless the disbursement may be ordered."""
    if status not in _ORDERABLE:
        raise LoanAlreadyDisbursed(status=status)


def line_of(account: Loan) -> LineTerms:
    """The line there must be.

    Raises:
        LineNotFound
    """
    if account.line is None:
        raise LineNotFound()
    return account.line


def check_live(status: LoanStatus) -> None:
    """Raises LoanNotLive unless money is out."""
    if not status.is_live:
        raise LoanNotLive(status=status)


def amount_to_ask(state: AccountState, kind: RepaymentKind, amount: Money | None) -> Money:
    """What a payment request is for: all that is due by the next due date, the payoff, or the borrower's own amount.

    Raises:
        RepaymentNotPositive: there is nothing to pay, or no amount was given.
    """
    asked = _asked(state, kind, amount)
    if asked.minor <= 0:
        raise RepaymentNotPositive()
    return asked


def _asked(state: AccountState, kind: RepaymentKind, amount: Money | None) -> Money:
    match kind:
        case RepaymentKind.INSTALLMENT:
            return _due_next(state)
        case RepaymentKind.PAYOFF:
            return state.payoff_amount
        case (
            RepaymentKind.AMOUNT
            | RepaymentKind.PREPAY_NEXT
            | RepaymentKind.PREPAY_LAST
            | RepaymentKind.PREPAY_LOWER
            | RepaymentKind.PREPAY_SHORTEN
        ):
            return amount or Money.zero(state.currency)


def _due_next(state: AccountState) -> Money:
    """Everything that is due, or the next installment if nothing is; less the credit there is."""
    if state.due:
        return state.due.total - state.credit_balance
    coming = state.next_due.amount if state.next_due else Money.zero(state.currency)
    return coming - state.credit_balance


def effective_day(loan: Loan, booked_on: date, business_date: date) -> date:
    """The day from which a repayment counts: when the bank booked it, but within the life of the loan and the books.

    The bank may be a day ahead of books that are not closed yet; the borrower never pays for that: money counts from
    the earlier of the two days.
    """
    begun = loan.disbursed_on or loan.opened_on
    return max(begun, min(booked_on, business_date))


def reversible(events: Sequence[Event], seq: int) -> Event:
    """The event of that number, if it may be undone: the bank undoes what it has paid, and nobody a reversal.

    Raises:
        LoanEventNotFound, LoanEventNotReversible, LoanEventReversedBefore.
    """
    if any(isinstance(event, Reversed) and event.reverses == seq for event in events):
        raise LoanEventReversedBefore()
    match next((event for event in events if event.sequence == seq), None):
        case None:
            raise LoanEventNotFound()
        case event if isinstance(event, UNDONE_BY_NOBODY):
            raise LoanEventNotReversible()
        case event:
            return event


def repayment(events: Sequence[Event], seq: int) -> Repaid | PaidOff | Recovered:
    """The repayment of that number.

    Raises:
        LoanEventNotFound, LoanEventNotRepayment, LoanEventReversedBefore.
    """
    match reversible(events, seq):
        case Repaid() | PaidOff() | Recovered() as event:
            return event
        case _:
            raise LoanEventNotRepayment()


def allocation_of(kind: RepaymentKind, terms: LoanTerms) -> Waterfall | None:
    """How money of this kind is allocated; None: as the terms say."""
    match kind:
        case RepaymentKind.PREPAY_NEXT:
            return replace(terms.allocation, excess=Excess.NEXT_INSTALLMENT)
        case RepaymentKind.PREPAY_LAST:
            return replace(terms.allocation, excess=Excess.LAST_INSTALLMENT)
        case RepaymentKind.PREPAY_LOWER:
            return replace(terms.allocation, excess=Excess.LOWER_INSTALLMENT)
        case RepaymentKind.PREPAY_SHORTEN:
            return replace(terms.allocation, excess=Excess.SHORTEN_TERM)
        case RepaymentKind.INSTALLMENT | RepaymentKind.PAYOFF | RepaymentKind.AMOUNT:
            return None


def check_payoff_date(on: date, business_date: date, matures_on: date) -> None:
    """Raises PayoffDateOutOfRange."""
    if not business_date <= on <= max(matures_on, business_date):
        raise PayoffDateOutOfRange(on=on, earliest=business_date, latest=matures_on)


def check_open(item: SuspenseItem) -> None:
    """Raises SuspenseItemNotOpen or SuspenseBookingWaits."""
    if item.allocated_at is not None or item.amount.minor < 0:
        raise SuspenseItemNotOpen()
    if item.booking:
        raise SuspenseBookingWaits(name=item.booking.asked_by_name)


def waiting_booking(item: SuspenseItem) -> SuspenseBooking:
    """What a second person is to decide.

    Raises:
        SuspenseBookingNotWaiting
    """
    if item.booking is None:
        raise SuspenseBookingNotWaiting()
    return item.booking


def suspense_reason(loan: Loan | None) -> SuspenseReason | None:
    """Why a receipt for `loan` cannot be allocated by itself; None if it can."""
    if loan is None:
        return SuspenseReason.UNKNOWN_REFERENCE
    return None if is_owed(loan) else SuspenseReason.LOAN_NOT_LIVE


def is_owed(loan: Loan) -> bool:
    """Whether money can be allocated to the loan: it is live, or a claim remains of it that was written off."""
    claim = loan.posted.memo_written_off + loan.posted.memo_interest
    return loan.status.is_live or (loan.status is LoanStatus.WRITTEN_OFF and claim > 0)


def check_owed(loan: Loan) -> None:
    """Raises LoanNotLive unless money can be allocated to the loan."""
    if not is_owed(loan):
        raise LoanNotLive(status=loan.status)


def check_closable(business_date: date, open_date: date) -> None:
    """Raises DayAlreadyClosed or DayNotOpenYet unless `business_date` is the open one."""
    if business_date < open_date:
        raise DayAlreadyClosed(business_date=business_date)
    if business_date > open_date:
        raise DayNotOpenYet(business_date=business_date, open_date=open_date)


def check_set_aside(loan_id: UUID, waiting: Container[UUID]) -> None:
    """Raises LoanNotSetAside unless the loan is among those that wait."""
    if loan_id not in waiting:
        raise LoanNotSetAside()


def check_catch_up(business_date: date, until: date) -> None:
    """Raises CatchUpOutOfRange unless `until` lies one to 366 days ahead."""
    if not timedelta(days=1) <= until - business_date <= _LONGEST_CATCH_UP:
        raise CatchUpOutOfRange(until=until)
