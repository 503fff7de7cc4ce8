"""The periods of a loan: when each begins and falls due, and which exact part of a year it is.

Tables are cached by what they depend on (dates, rhythm, day count, calendar), since thousands of loans share them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import gcd, lcm
from typing import NamedTuple

from loanwright.engine.conventions import DayCount, Frequency, Unit
from loanwright.engine.daycount import BASIS, NOMINAL, icma_fraction, weight
from loanwright.engine.due_dates import Rhythm, is_irregular, rhythm_of, unadjusted
from loanwright.engine.shifting import DAYS, MONTHS, shifted
from loanwright.engine.terms import LoanTerms, Method
from loanwright.kernel.calendar import BusinessCalendar, BusinessDayRule

_PER_PERIOD_BASIS = {Unit.DAYS: 365, Unit.WEEKS: 364}
_NOMINAL_BASIS = {DayCount.NOMINAL_360: 360, DayCount.NOMINAL_365: 365}


class Periods(NamedTuple):
    """Period k runs from `from_on[k]` to `due_on[k]` and is `weights[k] / basis` of a year."""

    from_on: tuple[date, ...]
    due_on: tuple[date, ...]
    weights: tuple[int, ...]
    basis: int

    def year_fraction(self, number: int) -> Fraction:
        """The part of a year that period `number`, counted from 0, is."""
        return Fraction(self.weights[number], self.basis)


def periods_of(terms: LoanTerms, calendar: BusinessCalendar) -> Periods:
    """The periods the terms describe; a bullet loan has one."""
    rule = terms.business_day_rule
    business_days = None if rule is BusinessDayRule.NONE else calendar
    table = _table(rhythm_of(terms), terms.day_count, rule, business_days)
    return _merged(table, terms.day_count) if terms.method is Method.BULLET else table


def dated(dates: Sequence[tuple[date, date]], terms: LoanTerms) -> Periods:
    """Periods with dates of their own; where a day count has regular periods, these count their 30/360 days."""
    nominal = terms.day_count in NOMINAL
    measured, last = DayCount.THIRTY_360 if nominal else terms.day_count, dates[-1][1]
    return Periods(
        tuple(from_on for from_on, _ in dates),
        tuple(due_on for _, due_on in dates),
        tuple(weight(measured, from_on, due_on, last) for from_on, due_on in dates),
        360 if nominal else BASIS[measured],
    )


def regular_first(terms: LoanTerms, periods: Periods) -> Fraction:
    """The part of a year that the first period would be if it were regular: one frequency back from its due date."""
    dates = rhythm_of(terms)
    due_on = unadjusted(dates)[0]
    if terms.day_count in NOMINAL:
        weights, basis = _regular_weight(terms.frequency), _nominal_basis(terms.day_count, terms.frequency)
        return Fraction(weights, basis)
    begin = shifted(due_on, terms.frequency, -1, dates.month_end)
    return Fraction(weight(terms.day_count, begin, due_on, periods.due_on[-1]), BASIS[terms.day_count])


@lru_cache(maxsize=8192)
def _table(dates: Rhythm, count: DayCount, rule: BusinessDayRule, business_days: BusinessCalendar | None) -> Periods:
    planned = unadjusted(dates)
    due_on = [business_days.adjusted(day, rule) if business_days else day for day in planned]
    from_on = [dates.start_on, *due_on[:-1]]
    if count is DayCount.ACT_ACT_ICMA:
        weights, basis = _icma_weights(dates, planned)
    elif count in NOMINAL:
        weights, basis = _nominal_weights(dates, planned, count)
    else:
        weights = [weight(count, a, b, due_on[-1]) for a, b in zip(from_on, due_on, strict=True)]
        basis = BASIS[count]
    return _reduced(from_on, due_on, weights, basis)


def _nominal_weights(dates: Rhythm, due_on: list[date], count: DayCount) -> tuple[list[int], int]:
    """Every regular period is the same part of a year; an irregular one counts its 30/360 or actual days."""
    basis = _nominal_basis(count, dates.frequency)
    if is_irregular(dates):
        return [weight(DayCount.THIRTY_360, a, b) for a, b in pairwise([dates.start_on, *due_on])], basis
    weights = [_regular_weight(dates.frequency)] * dates.periods
    if _is_broken(dates, due_on[0]):
        start_on, by_days = dates.start_on, dates.frequency.unit in DAYS
        weights[0] = (due_on[0] - start_on).days if by_days else weight(DayCount.THIRTY_360, start_on, due_on[0])
    return weights, basis


def _regular_weight(frequency: Frequency) -> int:
    return frequency.every * (DAYS.get(frequency.unit) or 30 * MONTHS[frequency.unit])


def _nominal_basis(count: DayCount, frequency: Frequency) -> int:
    return _NOMINAL_BASIS.get(count) or _PER_PERIOD_BASIS.get(frequency.unit, 360)


def _icma_weights(dates: Rhythm, due_on: list[date]) -> tuple[list[int], int]:
    """Every regular period is 1 / (periods a year); a broken first one is counted in regular ones back from its end."""
    per_year = 12 // (MONTHS[dates.frequency.unit] * dates.frequency.every)
    first, until = Fraction(0), due_on[0]
    while until > dates.start_on:
        begin = shifted(until, dates.frequency, -1, dates.month_end)
        first += icma_fraction(max(begin, dates.start_on), until, (begin, until), per_year)
        until = begin
    if not _is_broken(dates, due_on[0]):
        first = Fraction(1, per_year)
    basis = lcm(first.denominator, per_year)
    return [int(first * basis), *[basis // per_year] * (dates.periods - 1)], basis


def _is_broken(dates: Rhythm, first_due_on: date) -> bool:
    """Whether the first period is longer or shorter than a regular one, clamping at the month's end forgiven."""
    back = shifted(first_due_on, dates.frequency, -1, dates.month_end)
    ahead = shifted(dates.start_on, dates.frequency, 1, dates.month_end)
    return back != dates.start_on and ahead != first_due_on


def _reduced(from_on: list[date], due_on: list[date], weights: list[int], basis: int) -> Periods:
    """Smaller numbers make the exact arithmetic faster."""
    shared = gcd(basis, *weights)
    return Periods(tuple(from_on), tuple(due_on), tuple(w // shared for w in weights), basis // shared)


def _merged(table: Periods, day_count: DayCount) -> Periods:
    """One period from first to last date."""
    start, end = table.from_on[0], table.due_on[-1]
    if day_count in NOMINAL:
        return Periods((start,), (end,), (sum(table.weights),), table.basis)
    return Periods((start,), (end,), (weight(day_count, start, end, end),), BASIS[day_count])
