"""The periods of a loan: when each begins and falls due, and which exact part of a year it is.

Tables are cached by what they depend on (dates, rhythm, day count, calendar), since thousands of loans share them.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from math import gcd
from typing import NamedTuple

from loanwright.engine.daycount import BASIS, weight
from loanwright.engine.terms import DayCount, Frequency, LoanTerms, Method, Unit
from loanwright.kernel.calendar import BusinessCalendar, BusinessDayRule

_MONTHS = {Unit.MONTHS: 1, Unit.QUARTERS: 3, Unit.YEARS: 12}
_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_PER_PERIOD_BASIS = {Unit.DAYS: 365, Unit.WEEKS: 364}


class Periods(NamedTuple):
    """Period k runs from `from_on[k]` to `due_on[k]` and is `weights[k] / basis` of a year."""

    from_on: tuple[date, ...]
    due_on: tuple[date, ...]
    weights: tuple[int, ...]
    basis: int


def periods_of(terms: LoanTerms, calendar: BusinessCalendar) -> Periods:
    """The periods the terms describe; a bullet loan has one."""
    table = _table(
        terms.start_on,
        terms.first_due_on,
        terms.periods,
        terms.frequency,
        terms.day_count,
        terms.business_day_rule,
        None if terms.business_day_rule is BusinessDayRule.NONE else calendar,
    )
    return _merged(table, terms.day_count) if terms.method is Method.BULLET else table


def shifted(day: date, frequency: Frequency, times: int) -> date:
    """`day` moved by `times` x the frequency (backwards if negative), clamped to the end of the month it lands in."""
    if days := _DAYS.get(frequency.unit):
        return day + timedelta(days=days * frequency.every * times)
    months = day.year * 12 + day.month - 1 + _MONTHS[frequency.unit] * frequency.every * times
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=8192)
def _table(
    start_on: date,
    first_due_on: date | None,
    count: int,
    frequency: Frequency,
    day_count: DayCount,
    rule: BusinessDayRule,
    calendar: BusinessCalendar | None,
) -> Periods:
    seed, first = (start_on, 1) if first_due_on is None else (first_due_on, 0)
    unadjusted = [shifted(seed, frequency, first + k) for k in range(count)]
    due_on = [calendar.adjusted(day, rule) if calendar else day for day in unadjusted]
    from_on = [start_on, *due_on[:-1]]
    if day_count is DayCount.PER_PERIOD:
        weights, basis = _regular_weights(start_on, unadjusted[0], count, frequency)
    else:
        weights = [weight(day_count, a, b, due_on[-1]) for a, b in zip(from_on, due_on, strict=True)]
        basis = BASIS[day_count]
    return _reduced(from_on, due_on, weights, basis)


def _regular_weights(start_on: date, first_due_on: date, count: int, frequency: Frequency) -> tuple[list[int], int]:
    """Every regular period is the same part of a year; an irregular first one counts its 30/360 or actual days."""
    days = _DAYS.get(frequency.unit)
    regular = frequency.every * (days or 30 * _MONTHS[frequency.unit])
    weights = [regular] * count
    if start_on != shifted(first_due_on, frequency, -1) and first_due_on != shifted(start_on, frequency, 1):
        weights[0] = (first_due_on - start_on).days if days else weight(DayCount.THIRTY_360, start_on, first_due_on)
    return weights, _PER_PERIOD_BASIS.get(frequency.unit, 360)


def _reduced(from_on: list[date], due_on: list[date], weights: list[int], basis: int) -> Periods:
    """Smaller numbers make the exact arithmetic faster."""
    shared = gcd(basis, *weights)
    return Periods(tuple(from_on), tuple(due_on), tuple(w // shared for w in weights), basis // shared)


def _merged(table: Periods, day_count: DayCount) -> Periods:
    """One period from first to last date."""
    start, end = table.from_on[0], table.due_on[-1]
    if day_count is DayCount.PER_PERIOD:
        return Periods((start,), (end,), (sum(table.weights),), table.basis)
    return Periods((start,), (end,), (weight(day_count, start, end, end),), BASIS[day_count])
