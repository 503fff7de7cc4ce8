"""Rates quoted for another time than a year: by the day, by the month, for the whole term."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from loanwright.engine.conventions import Frequency, Unit
from loanwright.kernel.rate import Rate

_A_YEAR_HAS = {Unit.DAYS: 360, Unit.WEEKS: 52, Unit.MONTHS: 12, Unit.QUARTERS: 4, Unit.YEARS: 1}


class Quoted(StrEnum):
    """What time a quoted rate is for."""

    PER_DAY = "per_day"
    PER_MONTH = "per_month"
    PER_YEAR = "per_year"
    WHOLE_TERM = "whole_term"


def annual(rate: Rate, quoted: Quoted, frequency: Frequency, periods: int) -> Rate:
    """The yearly rate behind a quoted one: a day is 1/360, a month 1/12 of a year (the bank rule of 日利率, 月利率).

    `frequency` and `periods` matter to a rate for the whole term.
    """
    match quoted:
        case Quoted.PER_DAY:
            return Rate(rate.annual * 360)
        case Quoted.PER_MONTH:
            return Rate(rate.annual * 12)
        case Quoted.PER_YEAR:
            return rate
        case Quoted.WHOLE_TERM:
            return Rate(rate.annual * _A_YEAR_HAS[frequency.unit] / Decimal(frequency.every * periods))
