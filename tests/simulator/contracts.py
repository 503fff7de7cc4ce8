"""Contracts as varied as the engine allows, drawn from a seeded dice."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from loanwright.engine.api import (
    AllocationOrder,
    Component,
    DayCount,
    Excess,
    Fee,
    FeeTiming,
    Frequency,
    Grace,
    InterestBasis,
    Levelling,
    LoanTerms,
    Method,
    MonthEnd,
    PenaltyTerms,
    Profile,
    TermsNotConsistent,
    Unit,
    Waterfall,
)
from loanwright.kernel.calendar import BusinessDayRule
from loanwright.kernel.money import Money, Rounding
from loanwright.kernel.rate import Rate

_METHODS = [
    Method.EQUAL_INSTALLMENTS,
    Method.EQUAL_PRINCIPAL,
    Method.INTEREST_ONLY,
    Method.BULLET,
    Method.FLAT,
    Method.BALLOON,
]
_RHYTHMS = [Frequency(1, Unit.MONTHS)] * 6 + [
    Frequency(1, Unit.WEEKS),
    Frequency(2, Unit.WEEKS),
    Frequency(10, Unit.DAYS),
    Frequency(1, Unit.QUARTERS),
]


def contract(dice: Random, start_on: date) -> LoanTerms:
    """A contract that begins on a day; terms that contradict themselves are drawn again."""
    while True:
        try:
            return LoanTerms(**_drawn(dice, start_on))
        except TermsNotConsistent:
            continue


def _drawn(dice: Random, start_on: date) -> dict[str, Any]:
    method, periods = dice.choice(_METHODS), dice.randint(1, 24)
    first_in = dice.choice([0, 0, 0, dice.randint(5, 60)])
    waits = [dice.choice([0, 0, 0, 0, dice.randint(1, 3)]) for _ in range(3)]
    return {
        "principal": Money(dice.choice([dice.randint(100, 10_000), dice.randint(10_000, 10**8)])),
        "rate": Rate(Decimal(dice.randint(0, 3600)) / 10_000),
        "method": method,
        "periods": periods,
        "balloon_periods": periods + dice.randint(0, 36) if method is Method.BALLOON else None,
        "start_on": start_on,
        "first_due_on": start_on + timedelta(days=first_in) if first_in else None,
        "frequency": dice.choice(_RHYTHMS),
        "month_end": dice.choice(list(MonthEnd)),
        "day_count": dice.choice(list(DayCount)),
        "installment_rounding": dice.choice(list(Rounding)),
        "installment_multiple": dice.choice([1, 1, 1, 10, 100]),
        "interest_rounding": dice.choice(list(Rounding)),
        "levelling": dice.choice([Levelling.LAST, Levelling.LAST, Levelling.SMOOTHED]),
        "interest_basis": dice.choice([InterestBasis.AS_AGREED] * 4 + list(InterestBasis)),
        "profile": dice.choice([Profile.EXACT] * 9 + [Profile.FINERACT_PROGRESSIVE]),
        "grace": Grace(principal=waits[0], interest_payment=waits[1], interest_charged=waits[2]),
        "fees": _fees(dice),
        "penalty": dice.choice([None, _penalty(dice)]),
        "allocation": _waterfall(dice),
        "business_day_rule": dice.choice([BusinessDayRule.NONE] * 3 + list(BusinessDayRule)),
    }


def _fees(dice: Random) -> tuple[Fee, ...]:
    service = Fee("service", FeeTiming.PER_INSTALLMENT, amount=Money(dice.randint(1, 5_000)))
    opening = Fee("opening", dice.choice([FeeTiming.DEDUCTED, FeeTiming.AT_DISBURSEMENT]), percent=Decimal(1))
    return dice.choice([(), (), (), (service,), (opening,), (service, opening)])


def _penalty(dice: Random) -> PenaltyTerms:
    return PenaltyTerms(
        rate=Rate(Decimal(dice.randint(100, 5000)) / 10_000),
        grace_days=dice.choice([0, 0, 3, 10]),
        day_count=dice.choice([DayCount.ACT_360, DayCount.ACT_365]),
    )


def _waterfall(dice: Random) -> Waterfall:
    components = list(Component)
    dice.shuffle(components)
    return Waterfall(tuple(components), dice.choice(list(AllocationOrder)), dice.choice(list(Excess)))
