"""Folds what happened to a loan into its state on a day: the one function behind account, accrual and ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never

from loanwright.engine.account import Account
from loanwright.engine.chargeback import charge_back, paid_by_component
from loanwright.engine.charges import charge, waive
from loanwright.engine.closing import pay_off
from loanwright.engine.earnings import interest_of
from loanwright.engine.events import (
    ChargedBack,
    ContractTerminated,
    Deferred,
    Disbursed,
    DueDateShifted,
    Event,
    FeeCharged,
    GoodwillGranted,
    IncomeCapitalised,
    InterestPaused,
    InterestRefunded,
    InterestStopped,
    MerchantRefunded,
    PaidOff,
    RateChanged,
    ReAged,
    ReAmortised,
    Refunded,
    Repaid,
    Reversed,
    TakenOver,
    TermExtended,
    Waived,
)
from loanwright.engine.interest_refund import interest_on
from loanwright.engine.line_events import Drawn, Frozen, LimitChanged, Unfrozen
from loanwright.engine.loss_events import (
    AccrualResumed,
    ChargedOff,
    NonAccrualBegun,
    Recovered,
    Sold,
    WrittenBack,
    WrittenOff,
)
from loanwright.engine.losses import lose, sparing
from loanwright.engine.opening import begin
from loanwright.engine.payments import grant, receive, refund
from loanwright.engine.replanning import capitalise, change
from loanwright.engine.restructuring import restructure
from loanwright.engine.schedule import NO_HOLIDAYS
from loanwright.engine.state import AccountState
from loanwright.engine.statement import state_of
from loanwright.engine.terms import LoanTerms, Payment
from loanwright.engine.timeline import EventOfAnotherAccount, effective
from loanwright.kernel.calendar import BusinessCalendar


def replay(
    terms: LoanTerms, events: Iterable[Event], as_of: date, calendar: BusinessCalendar = NO_HOLIDAYS
) -> AccountState:
    """The account at the end of `as_of`, from everything known: events may come in any order.

    Facts count from their `effective_on`, in order of `(effective_on, sequence)`; later ones don't show yet. A reversed
    fact is as if it had never happened, whenever that was found out; to see what the books showed on a past day, pass
    only the events recorded by then.

    Raises:
        SequenceRepeated, NothingToReverse, AmountNotPositive, CurrencyMismatch: the events are not a proper list.
        LoanAlreadyOpened, RefundExceedsCredit, WaiverExceedsDue: an event does not fit the account of its day.
    """
    return state_of(brought_to(terms, events, as_of, calendar))


def brought_to(terms: LoanTerms, events: Iterable[Event], as_of: date, calendar: BusinessCalendar) -> Account:
    """The account in motion at the end of `as_of`."""
    account = Account(terms, calendar)
    counting = effective(tuple(events), terms)
    account.watched = {event.payment: [0, 0, 0, 0] for _, event in counting if isinstance(event, ChargedBack)}
    for day, event in counting:
        if day > as_of:
            break
        account.advance(day)
        apply(account, event)
    account.advance(as_of)
    return account


def apply(account: Account, event: Event) -> None:
    """Let one fact happen to an account that has been brought to its day."""
    account.look()
    if event.sequence in account.watched:
        before = paid_by_component(account)
        _let_happen(account, event)
        after = paid_by_component(account)
        account.watched[event.sequence] = [now - then for now, then in zip(after, before, strict=True)]
    else:
        _let_happen(account, event)
    account.past.append(event)


def _let_happen(account: Account, event: Event) -> None:
    match event:
        case Repaid():
            receive(account, event.amount.minor, event.allocation or account.terms.allocation)
        case MerchantRefunded() | GoodwillGranted() | InterestRefunded() | PaidOff() | Refunded() | ChargedBack():
            _move(account, event)
        case Disbursed() | TakenOver():
            begin(account, event)
        case FeeCharged():
            charge(account, event.amount.minor, event.component, event.due_on or event.effective_on)
        case Waived():
            with sparing(account):
                waive(account, event.component, event.amount.minor)
        case IncomeCapitalised():
            capitalise(account, event.amount.minor)
        case RateChanged() | InterestPaused() | InterestStopped() | ContractTerminated():
            change(account, event)
        case ReAged() | ReAmortised() | TermExtended() | DueDateShifted() | Deferred():
            restructure(account, event)
        case Drawn() | LimitChanged() | Frozen() | Unfrozen():
            raise EventOfAnotherAccount(kind=type(event).__name__)
        case Reversed():
            pass  # `effective` has taken it out, with what it reverses
        case NonAccrualBegun() | AccrualResumed() | ChargedOff() | WrittenOff() | Recovered() | WrittenBack() | Sold():
            lose(account, event)
        case _:
            assert_never(event)


_Movement = MerchantRefunded | GoodwillGranted | InterestRefunded | PaidOff | Refunded | ChargedBack


def _move(account: Account, event: _Movement) -> None:
    """What counts as money comes in, money closes the loan or goes back."""
    terms = account.terms
    match event:
        case MerchantRefunded():
            receive(account, event.amount.minor, event.allocation or terms.allocation_of(Payment.MERCHANT_REFUND))
        case GoodwillGranted():
            with sparing(account):
                grant(account, event.amount.minor, event.allocation or terms.allocation_of(Payment.GOODWILL))
        case InterestRefunded():
            allocation = event.allocation or terms.allocation_of(Payment.INTEREST_REFUND)
            with sparing(account):
                grant(account, _interest_given_back(account, event), allocation)
        case PaidOff():
            pay_off(account, event.amount.minor)
        case Refunded():
            refund(account, event.amount.minor)
        case ChargedBack():
            charge_back(account, event)


def _interest_given_back(account: Account, event: InterestRefunded) -> int:
    def earned(events: Sequence[Event]) -> int:
        trial = brought_to(account.terms, events, event.effective_on, account.calendar)
        trial.look()
        return interest_of(trial).earned

    return interest_on(event, account.past, earned)
