"""How people repay. Who ended badly in the file stops paying; the others are mostly punctual. Pure, and seeded."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from loanwright.apps.demo.people import DemoApplicant

_LATE_DAYS = (5, 12, 20)


class Habit(StrEnum):
    """A way of repaying."""

    PUNCTUAL = "punctual"
    SLOW = "slow"  # some installments come days late
    EARLY = "early"  # pays everything off after some installments
    GENEROUS = "generous"  # once pays more than is due
    STOPPING = "stopping"  # pays some installments, then no more
    RECOVERING = "recovering"  # misses installments, then pays all that is due


class PaymentKind(StrEnum):
    """What is paid."""

    INSTALLMENT = "installment"
    PAYOFF = "payoff"
    EXTRA = "extra"  # an installment and something more


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment somebody will make."""

    on: date
    kind: PaymentKind


def habit_of(applicant: DemoApplicant, dice: random.Random) -> Habit:
    """Who ended badly in the file stops or barely recovers; shares among the others are made up."""
    if applicant.figures.good:
        return dice.choices((Habit.PUNCTUAL, Habit.SLOW, Habit.EARLY, Habit.GENEROUS), (70, 15, 10, 5))[0]
    return dice.choices((Habit.STOPPING, Habit.RECOVERING), (70, 30))[0]


def payments_of(habit: Habit, due_dates: Sequence[date], dice: random.Random) -> tuple[Payment, ...]:
    """Everything somebody of this habit will pay on a loan with these due dates, in order."""
    on_time = [Payment(day, PaymentKind.INSTALLMENT) for day in due_dates]
    turn = dice.randrange(len(due_dates))
    match habit:
        case Habit.PUNCTUAL:
            return tuple(on_time)
        case Habit.SLOW:
            return tuple(_late(payment, dice) if dice.random() < 0.3 else payment for payment in on_time)
        case Habit.EARLY:
            return (*on_time[:turn], Payment(due_dates[turn], PaymentKind.PAYOFF))
        case Habit.GENEROUS:
            return (*on_time[:turn], Payment(due_dates[turn], PaymentKind.EXTRA), *on_time[turn + 1 :])
        case Habit.STOPPING:
            return tuple(on_time[: min(turn, 8)])
        case Habit.RECOVERING:
            missed = slice(turn, turn + dice.choice((1, 2)))
            return tuple(payment for payment in on_time if payment not in on_time[missed])


def _late(payment: Payment, dice: random.Random) -> Payment:
    return Payment(payment.on + timedelta(days=dice.choice(_LATE_DAYS)), payment.kind)
