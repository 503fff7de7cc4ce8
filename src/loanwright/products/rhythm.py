"""How often a loan is repaid, as people say it: every month, every two weeks, after each harvest."""

from __future__ import annotations

from enum import StrEnum

from loanwright.engine.api import MONTHLY, LoanTerms
from loanwright.products.parts import Part


class RhythmUnit(StrEnum):
    """What lies between two due dates; `season` and `dates` are no spans but days of their own."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    QUARTERS = "quarters"
    YEARS = "years"
    SEASON = "season"
    DATES = "dates"


class Rhythm(Part):
    """Due every so many units; a season falls due on `day` (31: the last) of each of these `months`."""

    unit: RhythmUnit
    every: int
    months: tuple[int, ...]
    day: int | None


def spans(unit: RhythmUnit, every: int) -> Rhythm:
    """A rhythm of so many units from one due date to the next."""
    return Rhythm(unit=unit, every=every, months=(), day=None)


def seasons(months: tuple[int, ...], day: int) -> Rhythm:
    """A rhythm of harvests or school terms."""
    return Rhythm(unit=RhythmUnit.SEASON, every=1, months=months, day=day)


def rhythm_of(terms: LoanTerms) -> Rhythm:
    """The rhythm that the terms of a loan agree."""
    if terms.season:
        return seasons(terms.season.months, terms.season.day)
    if terms.due_dates:
        return spans(RhythmUnit.DATES, 1)
    return spans(RhythmUnit(terms.frequency.unit.value), terms.frequency.every)


def is_monthly(terms: LoanTerms) -> bool:
    """Whether every month asks for an installment."""
    return terms.frequency == MONTHLY and not terms.season and not terms.due_dates
