"""The words and conventions that every part of the terms shares: rhythms, day counts, rounding, whose arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from loanwright.kernel.refusals import Refusal


class TermsNotConsistent(Refusal):
    """The terms contradict themselves; `reason` says which two do."""


class Unit(StrEnum):
    """The unit of a repayment rhythm."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    QUARTERS = "quarters"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Frequency:
    """A repayment rhythm: one installment `every` so many `unit`."""

    every: int = 1
    unit: Unit = Unit.MONTHS

    def __post_init__(self) -> None:
        if self.every < 1:
            raise TermsNotConsistent(reason="frequency")


MONTHLY = Frequency(1, Unit.MONTHS)
WEEKLY = Frequency(1, Unit.WEEKS)


class DayCount(StrEnum):
    """How many years lie between two dates; formulas and sources stand in `engine.daycount`."""

    PER_PERIOD = "per_period"
    NOMINAL_360 = "nominal/360"
    NOMINAL_365 = "nominal/365"
    THIRTY_360 = "30/360"
    THIRTY_E_360 = "30E/360"
    THIRTY_E_360_ISDA = "30E/360 ISDA"
    ACT_360 = "ACT/360"
    ACT_364 = "ACT/364"
    ACT_365 = "ACT/365"
    NL_365 = "NL/365"
    ACT_ACT = "ACT/ACT"
    ACT_ACT_ICMA = "ACT/ACT ICMA"
    ACT_ACT_31_DECEMBER = "ACT/ACT 31 December"
    ACT_ACT_29_FEBRUARY = "ACT/ACT 29 February"


class MonthEnd(StrEnum):
    """Where a due date goes whose day the month does not have."""

    CLAMP = "clamp"  # to the month's last day
    ROLL = "roll"  # to the first day of the next month
    LAST_DAY = "last_day"  # as clamp, and from the last day of a month always to the last day of a month


class Levelling(StrEnum):
    """Who bears what rounding leaves of level installments."""

    LAST = "last"  # the last installment, all of it
    FIRST = "first"  # the first installment, as far as whole units allow
    SPREAD = "spread"  # the first few installments, one unit each
    SMOOTHED = "smoothed"  # all installments first, in whole units, as long as that makes the last one more like them


class Profile(StrEnum):
    """Whose arithmetic the loan follows; the lender migrating from another system keeps that system's."""

    EXACT = "exact"  # exact fractions, one rounding
    FINERACT_PROGRESSIVE = "fineract_progressive"  # conventions in `engine.fineract`
    FINERACT_CUMULATIVE = "fineract_cumulative"
