"""The annual rate of a loan with every fee in it: the rate at which all money out and all money in weigh the same.

The root `i` per unit period solves  sum a_k / ((1 + f_k i) (1 + i)^t_k) = 0  with `t_k` whole unit periods and a
fraction `f_k` (US Regulation Z, Appendix J(b)(8)); the European form (Directive 98/7/EC) puts the fraction into the
exponent. Simple rate = i x unit periods a year; compound rate = (1 + i)^(unit periods a year) - 1. Rates are not money:
the search runs on floating point and its result is kept to eight decimals.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from loanwright.engine.conventions import MONTHLY, DayCount, Frequency, Unit
from loanwright.engine.daycount import weight
from loanwright.engine.due_dates import is_irregular, rhythm_of, unadjusted
from loanwright.engine.schedule import Schedule
from loanwright.engine.shifting import shifted
from loanwright.engine.terms import LoanTerms, Method
from loanwright.kernel.rate import Rate
from loanwright.kernel.refusals import Refusal

_PER_YEAR = {Unit.DAYS: 365, Unit.WEEKS: 52, Unit.MONTHS: 12, Unit.QUARTERS: 4, Unit.YEARS: 1}
_DAYS_PER_UNIT = {Unit.MONTHS: 30, Unit.QUARTERS: 90, Unit.YEARS: 360, Unit.WEEKS: 7, Unit.DAYS: 1}
PRECISION = 1e-13
LARGEST = 1e9
"""A rate beyond it says nothing about a loan."""


class NoAnnualRate(Refusal):
    """The flows have no rate: they don't go out first and come back later."""


class Broken(StrEnum):
    """How the broken part of a unit period discounts."""

    SIMPLE = "simple"  # 1 + f i: Regulation Z
    EXPONENTIAL = "exponential"  # (1 + i)^f: European directives


class Flow(NamedTuple):
    """`amount` minor units (out of the lender negative) after `whole` unit periods and a `fraction` of one."""

    amount: int
    whole: int
    fraction: float = 0.0


@dataclass(frozen=True, slots=True)
class AnnualRates:
    """`simple` (nominal) and `compound` (effective) annual rate of one loan, fees included."""

    simple: Rate
    compound: Rate


def annual_rates(plan: Schedule) -> AnnualRates:
    """Both annual rates of a schedule: disbursement net of fees, later tranches, and every installment with its fees.

    Installments count as evenly spaced by the terms' rhythm (the unit period); only a broken first period counts its
    own length. Where dates follow a season or are given, the unit period is a month. Business-day moves don't count.

    Raises:
        NoAnnualRate: nothing is left to pay back, or fees eat the whole disbursement.
    """
    times, per_year = spaced(plan.terms, len(plan.principal))
    later = _later_tranches(plan.terms)
    out = plan.net_disbursed.minor + sum(flow.amount for flow in later)
    flows = [Flow(plan.upfront + plan.down + plan.interest_upfront - out, 0), *later]
    rows = zip(plan.principal, plan.interest, plan.fees, strict=True)
    flows += [Flow(sum(row), *time) for row, time in zip(rows, times, strict=True)]
    return of_period_rate(period_rate(flows, Broken.EXPONENTIAL), per_year)


def _later_tranches(terms: LoanTerms) -> list[Flow]:
    unit = MONTHLY if is_irregular(rhythm_of(terms)) else terms.frequency
    return [Flow(-tranche.amount.minor, *_before(tranche.on, terms.start_on, unit)) for tranche in terms.later_tranches]


def of_period_rate(per_period: float, periods_per_year: float) -> AnnualRates:
    """Annual rates of a rate per unit period.

    Raises:
        NoAnnualRate: compounded, money would multiply beyond `LARGEST` within a year.
    """
    if math.log1p(per_period) * periods_per_year > math.log(LARGEST):
        raise NoAnnualRate()
    compound = math.pow(1 + per_period, periods_per_year) - 1
    return AnnualRates(_rate(per_period * periods_per_year), _rate(compound))


def period_rate(flows: Sequence[Flow], broken: Broken = Broken.SIMPLE) -> float:
    """The rate per unit period: bisection until Newton's step stays inside the bracket.

    Raises:
        NoAnnualRate: the first flow is not money out, or what comes back does not reach 1/1000 of it.
    """
    out = -sum(flow.amount for flow in flows if flow.amount < 0)
    back = sum(flow.amount for flow in flows if flow.amount > 0)
    if not flows or flows[0].amount >= 0 or back * 1000 < out:
        raise NoAnnualRate()
    low, high = -0.9, 1.0
    while _value(flows, high, broken) > 0:
        high *= 4
        if high > LARGEST:
            raise NoAnnualRate()
    return _root(flows, broken, low, high)


def _root(flows: Sequence[Flow], broken: Broken, low: float, high: float) -> float:
    guess = 0.0 if low < 0 < high else (low + high) / 2
    for _ in range(200):
        value = _value(flows, guess, broken)
        if value > 0:
            low = guess
        else:
            high = guess
        step = 1e-7 * (1 + abs(guess))
        slope = (_value(flows, guess + step, broken) - value) / step
        newton = guess - value / slope if slope else low
        better = newton if low < newton < high else (low + high) / 2
        if abs(better - guess) < PRECISION:
            return better
        guess = better
    return guess


def _value(flows: Sequence[Flow], rate: float, broken: Broken) -> float:
    """Present value of all flows at a rate per unit period."""
    growth = 1.0 + rate
    if broken is Broken.EXPONENTIAL:
        return math.fsum(flow.amount * math.pow(growth, -flow.whole - flow.fraction) for flow in flows)
    return math.fsum(flow.amount / ((1 + flow.fraction * rate) * math.pow(growth, flow.whole)) for flow in flows)


def spaced(terms: LoanTerms, count: int) -> tuple[list[tuple[int, float]], float]:
    """When each installment falls due, in whole unit periods and a fraction of one; and unit periods a year."""
    rhythm = rhythm_of(terms)
    due_on = unadjusted(rhythm)
    if is_irregular(rhythm):
        due_on = due_on[-1:] if terms.method is Method.BULLET else due_on[:count]
        return [_before(day, terms.start_on, MONTHLY) for day in due_on], 12.0
    broken = terms.first_due_on or terms.due_day
    whole, fraction = _before(due_on[0], terms.start_on, terms.frequency) if broken else (1, 0.0)
    if terms.method is Method.BULLET:
        whole += terms.periods - 1
    per_year = _PER_YEAR[terms.frequency.unit] / terms.frequency.every
    return [(whole + k, fraction) for k in range(count)], per_year


def _before(day: date, start_on: date, frequency: Frequency) -> tuple[int, float]:
    """The time from `start_on` to a day: whole unit periods back from it, and days of the rest."""
    whole = 0
    while shifted(day, frequency, -whole - 1) >= start_on:
        whole += 1
    rest_to = shifted(day, frequency, -whole)
    by_days = frequency.unit in (Unit.DAYS, Unit.WEEKS)
    days = (rest_to - start_on).days if by_days else weight(DayCount.THIRTY_360, start_on, rest_to)
    return whole, days / (_DAYS_PER_UNIT[frequency.unit] * frequency.every)


def _rate(value: float) -> Rate:
    return Rate(Decimal(f"{value:.8f}"))
