"""What may happen to a loan on a day: payments on time, late, short or too large, charges, changes, reversals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from loanwright.engine.api import (
    AccountState,
    Component,
    ContractTerminated,
    Disbursed,
    Event,
    FeeCharged,
    InterestPaused,
    InterestStopped,
    LoanTerms,
    PaidOff,
    RateChanged,
    Refunded,
    Repaid,
    Reversed,
    Waived,
)
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate


class Today(NamedTuple):
    """All that a happening depends on."""

    terms: LoanTerms
    events: Sequence[Event]
    state: AccountState
    day: date
    dice: Random

    @property
    def sequence(self) -> int:
        """Of the next fact."""
        return len(self.events) + 1

    def earlier(self) -> date:
        """Some day of the loan's life up to today."""
        return self.day - timedelta(days=self.dice.randint(0, max((self.day - self.terms.start_on).days, 0)))

    def amount(self, most: int) -> Money:
        """More than nothing."""
        return Money(self.dice.randint(1, max(most, 1)))


def happenings(today: Today) -> list[Event]:
    """What is tried today; the engine may refuse some of it."""
    tried: list[Event] = []
    if today.state.due.total and today.dice.random() < _PAYS_TODAY:
        tried.append(_due_payment(today))
    if today.dice.random() < _SOMETHING_RARE:
        tried.append(today.dice.choice(_RARE)(today))
    return [replace(event, sequence=today.sequence + k) for k, event in enumerate(tried)]


def _due_payment(today: Today) -> Event:
    """Most pay all of it, some a part, some too much."""
    due = today.state.due.total
    share = today.dice.choice([1.0, 1.0, 1.0, 1.0, today.dice.random() * 2])
    return Repaid(
        sequence=0, effective_on=today.day, amount=due if share == 1.0 else Money(max(int(due.minor * share), 1))
    )


def _prepayment(today: Today) -> Event:
    return Repaid(sequence=0, effective_on=today.day, amount=today.amount(today.state.payoff_amount.minor))


def _backdated(today: Today) -> Event:
    most = today.state.principal_outstanding.minor // 2
    return Repaid(sequence=0, effective_on=today.earlier(), amount=today.amount(most))


def _payoff(today: Today) -> Event:
    amount = today.state.payoff_amount if today.dice.random() < 0.8 else today.amount(today.terms.principal.minor)
    return PaidOff(sequence=0, effective_on=today.day, amount=amount)


def _refund(today: Today) -> Event:
    return Refunded(sequence=0, effective_on=today.day, amount=today.amount(today.state.credit_balance.minor + 1))


def _charge(today: Today) -> Event:
    component = today.dice.choice([Component.FEE, Component.PENALTY])
    ahead = timedelta(days=today.dice.randint(0, 90))
    return FeeCharged(
        sequence=0,
        effective_on=today.day,
        amount=today.amount(5_000),
        name="visit",
        component=component,
        due_on=today.day + ahead,
    )


def _waiver(today: Today) -> Event:
    component = today.dice.choice([Component.FEE, Component.PENALTY, Component.INTEREST])
    return Waived(sequence=0, effective_on=today.day, component=component, amount=today.amount(2_000))


def _rate_change(today: Today) -> Event:
    rate = Rate(Decimal(today.dice.randint(0, 3600)) / 10_000)
    return RateChanged(sequence=0, effective_on=today.day, from_on=today.earlier(), rate=rate)


def _pause(today: Today) -> Event:
    from_on = today.day + timedelta(days=today.dice.randint(-20, 20))
    until_on = from_on + timedelta(days=today.dice.randint(0, 45))
    return InterestPaused(sequence=0, effective_on=today.day, from_on=from_on, until_on=until_on)


def _stop(today: Today) -> Event:
    return InterestStopped(sequence=0, effective_on=today.day)


def _call(today: Today) -> Event:
    return ContractTerminated(sequence=0, effective_on=today.day)


def _tranche(today: Today) -> Event:
    return Disbursed(sequence=0, effective_on=today.day, amount=today.amount(today.terms.principal.minor))


def _reversal(today: Today) -> Event:
    """Of any fact but the first, a reversal too."""
    return Reversed(sequence=0, effective_on=today.day, reverses=today.dice.randint(2, max(len(today.events), 2)))


_PAYS_TODAY = 0.6
_SOMETHING_RARE = 0.06
_RARE: list[Callable[[Today], Event]] = [
    *[_prepayment] * 4,
    *[_backdated] * 3,
    *[_reversal] * 4,
    *[_charge] * 3,
    *[_waiver] * 2,
    _refund,
    _payoff,
    _rate_change,
    _pause,
    _tranche,
    _stop,
    _call,
]
