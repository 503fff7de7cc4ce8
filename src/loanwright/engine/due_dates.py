"""When a loan falls due, before any business-day rule: by rhythm, on a fixed day, by season, or on given dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from typing import NamedTuple

from loanwright.engine.conventions import Frequency, MonthEnd
from loanwright.engine.date_terms import DueDay, Season
from loanwright.engine.shifting import MONTHS, day_of_month, month_number, shifted
from loanwright.engine.terms import LoanTerms


class Rhythm(NamedTuple):
    """All that unadjusted due dates depend on; `pattern` takes the place of seed and frequency."""

    start_on: date
    first_due_on: date | None
    seed_on: date
    periods: int
    frequency: Frequency
    length: Frequency | None
    month_end: MonthEnd
    pattern: DueDay | Season | tuple[date, ...] | None


def rhythm_of(terms: LoanTerms) -> Rhythm:
    """What the terms say about due dates."""
    return Rhythm(
        terms.start_on,
        terms.first_due_on,
        terms.due_seed_on or terms.start_on,
        terms.periods,
        terms.frequency,
        terms.length,
        terms.month_end,
        terms.due_day or terms.season or terms.due_dates or None,
    )


def unadjusted(dates: Rhythm) -> list[date]:
    """Due dates in rising order."""
    match dates.pattern:
        case DueDay():
            return _on_fixed_day(dates, dates.pattern)
        case Season():
            return list(islice(_in_season(dates.start_on, dates.pattern), dates.periods))
        case tuple():
            return list(dates.pattern)
        case None:
            return _by_rhythm(dates)


def is_irregular(dates: Rhythm) -> bool:
    """Whether periods differ in length by intention, so that no regular one exists."""
    return isinstance(dates.pattern, Season | tuple)


def _by_rhythm(dates: Rhythm) -> list[date]:
    seed, first = (dates.seed_on, 1) if dates.first_due_on is None else (dates.first_due_on, 0)
    due_on = [shifted(seed, dates.frequency, first + k, dates.month_end) for k in range(dates.periods)]
    if dates.length is not None:
        due_on[-1] = shifted(dates.seed_on, dates.length, 1, dates.month_end)
    return due_on


def _on_fixed_day(dates: Rhythm, due_day: DueDay) -> list[date]:
    earliest = dates.start_on + timedelta(days=due_day.least_days)
    first = month_number(earliest)
    if day_of_month(first, due_day.day)[0] < earliest:
        first += 1
    step = MONTHS[dates.frequency.unit] * dates.frequency.every
    return [day_of_month(first + k * step, due_day.day)[0] for k in range(dates.periods)]


def _in_season(after: date, season: Season) -> Iterator[date]:
    for year in count(after.year):
        for month in season.months:
            due_on, _ = day_of_month(year * 12 + month - 1, season.day)
            if due_on > after:
                yield due_on
