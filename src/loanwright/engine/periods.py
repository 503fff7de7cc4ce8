"""The periods of a loan: when each begins and falls due, and which exact part of a year it is.

Tables are cached by what they depend on (dates, rhythm, day count, calendar), since thousands of loans share them.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from math import gcd
from typing import NamedTuple

from loanwright.engine.conventions import DayCount, Frequency, MonthEnd, Unit
from loanwright.engine.daycount import BASIS, NOMINAL, weight
from loanwright.engine.terms import LoanTerms, Method
from loanwright.kernel.calendar import BusinessCalendar, BusinessDayRule

_MONTHS = {Unit.MONTHS: 1, Unit.QUARTERS: 3, Unit.YEARS: 12}
_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_PER_PERIOD_BASIS = {Unit.DAYS: 365, Unit.WEEKS: 364}
_NOMINAL_BASIS = {DayCount.NOMINAL_360: 360, DayCount.NOMINAL_365: 365}


class Calendar(NamedTuple):
    """All that the dates of a loan depend on."""

    start_on: date
    first_due_on: date | None
    seed_on: date
    periods: int
    frequency: Frequency
    length: Frequency | None
    month_end: MonthEnd
    day_count: DayCount
    rule: BusinessDayRule
    business_days: BusinessCalendar | None


class Periods(NamedTuple):
    """Period k runs from `from_on[k]` to `due_on[k]` and is `weights[k] / basis` of a year."""

    from_on: tuple[date, ...]
    due_on: tuple[date, ...]
    weights: tuple[int, ...]
    basis: int


def periods_of(terms: LoanTerms, calendar: BusinessCalendar) -> Periods:
    """The periods the terms describe; a bullet loan has one."""
    rule = terms.business_day_rule
    table = _table(
        Calendar(
            terms.start_on,
            terms.first_due_on,
            terms.due_seed_on or terms.start_on,
            terms.periods,
            terms.frequency,
            terms.length,
            terms.month_end,
            terms.day_count,
            rule,
            None if rule is BusinessDayRule.NONE else calendar,
        )
    )
    return _merged(table, terms.day_count) if terms.method is Method.BULLET else table


def shifted(day: date, frequency: Frequency, times: int, month_end: MonthEnd = MonthEnd.CLAMP) -> date:
    """`day` moved by `times` x the frequency, backwards if negative; `month_end` places a day the month lacks."""
    if days := _DAYS.get(frequency.unit):
        return day + timedelta(days=days * frequency.every * times)
    months = day.year * 12 + day.month - 1 + _MONTHS[frequency.unit] * frequency.every * times
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    moved = date(year, month + 1, min(day.day, last))
    return moved + timedelta(days=1) if day.day > last and month_end is MonthEnd.ROLL else moved


@lru_cache(maxsize=8192)
def _table(dates: Calendar) -> Periods:
    unadjusted = _unadjusted(dates)
    business_days = dates.business_days
    due_on = [business_days.adjusted(day, dates.rule) if business_days else day for day in unadjusted]
    from_on = [dates.start_on, *due_on[:-1]]
    if dates.day_count in NOMINAL:
        weights, basis = _nominal_weights(dates, unadjusted)
    else:
        weights = [weight(dates.day_count, a, b, due_on[-1]) for a, b in zip(from_on, due_on, strict=True)]
        basis = BASIS[dates.day_count]
    return _reduced(from_on, due_on, weights, basis)


def _unadjusted(dates: Calendar) -> list[date]:
    """Due dates before any business-day rule."""
    seed, first = (dates.seed_on, 1) if dates.first_due_on is None else (dates.first_due_on, 0)
    due_on = [shifted(seed, dates.frequency, first + k, dates.month_end) for k in range(dates.periods)]
    if dates.length is not None:
        due_on[-1] = shifted(dates.seed_on, dates.length, 1, dates.month_end)
    return due_on


def _nominal_weights(dates: Calendar, due_on: list[date]) -> tuple[list[int], int]:
    """Every regular period is the same part of a year; an irregular one counts its 30/360 or actual days."""
    frequency = dates.frequency
    days = _DAYS.get(frequency.unit)
    regular = frequency.every * (days or 30 * _MONTHS[frequency.unit])
    weights = [regular] * dates.periods
    if _is_broken(dates, due_on[0]):
        start_on = dates.start_on
        weights[0] = (due_on[0] - start_on).days if days else weight(DayCount.THIRTY_360, start_on, due_on[0])
    return weights, _NOMINAL_BASIS.get(dates.day_count) or _PER_PERIOD_BASIS.get(frequency.unit, 360)


def _is_broken(dates: Calendar, first_due_on: date) -> bool:
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
