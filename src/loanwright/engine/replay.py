"""Folds what happened to a loan into its state on a day: the one function behind account, accrual and ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never

from loanwright.engine.account import Account
from loanwright.engine.chargeback import charge_back, paid_by_component
from loanwright.engine.charges import charge, waive
from loanwright.engine.closing import pay_off
from loanwright.engine.earnings import interest_earned
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
from loanwright.engine.opening import disburse, take_over
from loanwright.engine.payments import grant, receive, refund
from loanwright.engine.replanning import capitalise, change, counts_from
from loanwright.engine.restructuring import restructure
from loanwright.engine.schedule import NO_HOLIDAYS
from loanwright.engine.state import AccountState
from loanwright.engine.statement import state_of
from loanwright.engine.terms import LoanTerms
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.money import Currency, CurrencyMismatch, Money
from loanwright.kernel.refusals import Refusal

_KNOWN_BEFOREHAND = (RateChanged, InterestPaused)


class SequenceRepeated(Refusal):
    """Two events carry the same sequence number."""


class NothingToReverse(Refusal):
    """A reversal names no earlier event."""


class EventOfAnotherAccount(Refusal):
    """A loan repaid by a plan is not drawn from, and a revolving line has no plan to change."""


class AmountNotPositive(Refusal):
    """An event moves nothing, or a negative amount."""


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
    for at, (day, event) in enumerate(counting):
        if day > as_of:
            break
        account.advance(day)
        if isinstance(event, InterestRefunded):
            _give_interest_back(account, event, [other for _, other in counting[:at]])
        elif event.sequence in account.watched:
            before = paid_by_component(account)
            apply(account, event)
            account.watched[event.sequence] = [
                now - then for now, then in zip(paid_by_component(account), before, strict=True)
            ]
        else:
            apply(account, event)
    account.advance(as_of)
    return account


def _give_interest_back(account: Account, event: InterestRefunded, before: Sequence[Event]) -> None:
    def earned(events: Sequence[Event]) -> int:
        trial = brought_to(account.terms, events, event.effective_on, account.calendar)
        trial.look()
        return interest_earned(trial)

    account.look()
    with sparing(account):
        grant(account, interest_on(event, before, earned), event.allocation or account.terms.allocation)


def effective(events: Sequence[Event], terms: LoanTerms) -> list[tuple[date, Event]]:
    """The events that count and the day each enters the fold, in the order in which they do."""
    counting = not_reversed(events, terms.principal.currency)
    dated = sorted((counts_on(event, terms), event.sequence, event) for event in counting)
    return [(day, event) for day, _, event in dated]


def not_reversed(events: Sequence[Event], currency: Currency) -> list[Event]:
    """The events that count, in the order given.

    Raises:
        SequenceRepeated, NothingToReverse, AmountNotPositive, CurrencyMismatch: the events are not a proper list.
    """
    recorded = {event.sequence: event for event in events}
    if len(recorded) != len(events):
        raise SequenceRepeated()
    cancelled: set[int] = set()
    for sequence in sorted(recorded, reverse=True):
        event = recorded[sequence]
        if not isinstance(event, Reversed):
            _refuse_improper_amount(event, currency)
        elif event.reverses >= sequence or event.reverses not in recorded:
            raise NothingToReverse(sequence=event.reverses)
        elif sequence not in cancelled:
            cancelled.add(event.reverses)
    return [event for event in events if event.sequence not in cancelled and not isinstance(event, Reversed)]


def counts_on(event: Event, terms: LoanTerms) -> date:
    """The day on which a fact enters the fold: a change agreed ahead when it became known, otherwise when it counts."""
    if isinstance(event, _KNOWN_BEFOREHAND):
        return min(event.effective_on, counts_from(event, terms))
    return event.effective_on


def _refuse_improper_amount(event: Event, currency: Currency) -> None:
    amount: Money | None
    if isinstance(event, TakenOver):
        amount, least = event.principal_outstanding, 0
    else:
        amount, least = getattr(event, "amount", None), 1
    if amount is None:
        return
    if amount.currency is not currency:
        raise CurrencyMismatch(left=amount.currency, right=currency)
    if amount.minor < least:
        raise AmountNotPositive(sequence=event.sequence)


def apply(account: Account, event: Event) -> None:
    """Let one fact happen to an account that has been brought to its day."""
    account.look()
    match event:
        case Disbursed():
            disburse(account, event)
        case TakenOver():
            take_over(account, event)
        case Repaid() | MerchantRefunded() | GoodwillGranted() | PaidOff() | Refunded() | ChargedBack():
            _move(account, event)
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
        case Reversed() | InterestRefunded():
            pass  # the one has been taken out, the other needs all that happened before: `brought_to` sees to both
        case NonAccrualBegun() | AccrualResumed() | ChargedOff() | WrittenOff() | Recovered() | WrittenBack() | Sold():
            lose(account, event)
        case _:
            assert_never(event)


_Movement = Repaid | MerchantRefunded | GoodwillGranted | PaidOff | Refunded | ChargedBack


def _move(account: Account, event: _Movement) -> None:
    """Money, or what counts as money, comes in or goes back."""
    amount = event.amount.minor
    match event:
        case Repaid() | MerchantRefunded():
            receive(account, amount, event.allocation or account.terms.allocation)
        case GoodwillGranted():
            with sparing(account):
                grant(account, amount, event.allocation or account.terms.allocation)
        case PaidOff():
            pay_off(account, amount)
        case Refunded():
            refund(account, amount)
        case ChargedBack():
            charge_back(account, event)
