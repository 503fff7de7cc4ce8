"""What may happen to a loan on a day: payments on time, late, short or too large, charges, changes, reversals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from loanwright.engine.api import (
    Component,
    ContractTerminated,
    Deferred,
    DeferredInterest,
    Disbursed,
    Event,
    FeeCharged,
    InterestPaused,
    InterestStopped,
    PaidOff,
    RateChanged,
    Refunded,
    Repaid,
    Reversed,
    Waived,
)
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from tests.simulator.losses import losses
from tests.simulator.today import Today


def happenings(today: Today) -> list[Event]:
    """What is tried today; the engine may refuse some of it."""
    tried: list[Event] = []
    pays = _PAYS_LATE if today.terms.principal.minor % 3 == 0 else _PAYS_TODAY
    if today.state.due.total and today.dice.random() < pays:
        tried.append(_due_payment(today))
    if today.dice.random() < _SOMETHING_RARE:
        tried.append(today.dice.choice(_RARE)(today))
    tried.extend(losses(today))
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


def _holiday(today: Today) -> Event:
    coming = [row.due_on for row in today.state.installments if row.number and row.due_on > today.day]
    due_on = today.dice.choice(coming or [today.day])
    interest, periods = today.dice.choice(list(DeferredInterest)), today.dice.randint(1, 3)
    return Deferred(sequence=0, effective_on=today.day, due_on=due_on, periods=periods, interest=interest)


def _tranche(today: Today) -> Event:
    return Disbursed(sequence=0, effective_on=today.day, amount=today.amount(today.terms.principal.minor))


def _reversal(today: Today) -> Event:
    """Of any fact but the first, a reversal too."""
    return Reversed(sequence=0, effective_on=today.day, reverses=today.dice.randint(2, max(len(today.events), 2)))


_PAYS_TODAY = 0.6
_PAYS_LATE = 0.005  # every third borrower
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
    _holiday,
]
