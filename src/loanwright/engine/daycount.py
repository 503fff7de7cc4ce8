"""Day counts: how many years lie between two dates, as an exact fraction `weight / basis`.

Sources: ISDA 2006 Definitions section 4.16 for every convention here; ICMA rule 251 for the periodic one. Checked
against QuantLib's published test figures (`tests/engine/test_daycount.py`).
"""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from fractions import Fraction

from loanwright.engine.conventions import DayCount

BASIS: dict[DayCount, int] = {
    DayCount.THIRTY_360: 360,
    DayCount.THIRTY_E_360: 360,
    DayCount.THIRTY_E_360_ISDA: 360,
    DayCount.ACT_360: 360,
    DayCount.ACT_364: 364,
    DayCount.ACT_365: 365,
    DayCount.NL_365: 365,
    DayCount.ACT_ACT: 365 * 366,
    DayCount.ACT_ACT_31_DECEMBER: 365 * 366,
    DayCount.ACT_ACT_29_FEBRUARY: 365 * 366,
}

NOMINAL = (
    DayCount.PER_PERIOD,
    DayCount.NOMINAL_360,
    DayCount.NOMINAL_365,
    DayCount.ACT_ACT_ICMA,
)  # a regular period is a fixed part of a year


def weight(count: DayCount, start: date, end: date, maturity: date | None = None) -> int:
    """The numerator of the year fraction from `start` to `end`; its denominator is `BASIS[count]`.

    Where a period counts as a whole (`NOMINAL`) it measures parts of the period, and any whole has the denominator.
    `maturity` matters to 30E/360 ISDA alone: a February end that is the maturity stays as it is.
    """
    match count:
        case DayCount.ACT_360 | DayCount.ACT_364 | DayCount.ACT_365 | DayCount.ACT_ACT_ICMA:
            return (end - start).days
        case DayCount.THIRTY_360 | DayCount.PER_PERIOD | DayCount.NOMINAL_360 | DayCount.NOMINAL_365:
            return _thirty_360(start, end)
        case DayCount.THIRTY_E_360:
            return _months_of_30(start, end, min(start.day, 30), min(end.day, 30))
        case DayCount.THIRTY_E_360_ISDA:
            last = end.day if end == maturity and end.month == 2 else _isda_day(end)
            return _months_of_30(start, end, _isda_day(start), last)
        case DayCount.NL_365:
            return (end - start).days - _leap_days(start, end)
        case DayCount.ACT_ACT:
            return _actual_actual(start, end)
        case DayCount.ACT_ACT_31_DECEMBER:
            return _actual_actual(start + timedelta(days=1), end + timedelta(days=1))  # a night counts for its morning
        case DayCount.ACT_ACT_29_FEBRUARY:
            return (end - start).days * (365 if _has_leap_day(start, end) else 366)


def icma_fraction(start: date, end: date, reference: tuple[date, date], periods_per_year: int) -> Fraction:
    """ACT/ACT ICMA: actual days over the days of the `reference` period it lies in, times its share of a year."""
    return Fraction((end - start).days, (reference[1] - reference[0]).days * periods_per_year)


def _thirty_360(start: date, end: date) -> int:
    """30/360 bond basis, ISDA 4.16(f): the end's 31st becomes the 30th only if the start is the 30th or 31st."""
    first = min(start.day, 30)
    return _months_of_30(start, end, first, 30 if end.day == 31 and first == 30 else end.day)


def _months_of_30(start: date, end: date, first: int, last: int) -> int:
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first


def _isda_day(day: date) -> int:
    """30E/360 ISDA, 4.16(h): the last day of any month, February too, counts as the 30th."""
    return 30 if (day + timedelta(days=1)).day == 1 else day.day


def _actual_actual(start: date, end: date) -> int:
    """ACT/ACT ISDA, 4.16(b): days in a leap year over 366 plus the other days over 365."""
    if start.year == end.year:
        return (end - start).days * (365 if isleap(start.year) else 366)
    total = 0
    for year in range(start.year, end.year + 1):
        begin, finish = max(start, date(year, 1, 1)), min(end, date(year + 1, 1, 1))
        total += (finish - begin).days * (365 if isleap(year) else 366)
    return total


def _has_leap_day(start: date, end: date) -> bool:
    """Whether 29 February lies after `start` and not after `end`."""
    return _leap_days(start, end) > 0


def _leap_days(start: date, end: date) -> int:
    years = range(start.year, end.year + 1)
    return sum(isleap(year) and start < date(year, 2, 29) <= end for year in years)
