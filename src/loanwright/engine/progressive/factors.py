"""Interest per unit of balance over some days of a period, to 19 digits as Fineract computes it."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from loanwright.engine.conventions import DayCount, Frequency, Unit
from loanwright.engine.progressive.period import DECIMAL
from loanwright.engine.shifting import shifted

_ONE, _NOTHING = Decimal(1), Decimal(0)
_SCALE = Decimal(1).scaleb(-19)
_FIXED_YEAR = {
    DayCount.NOMINAL_360: 360,
    DayCount.NOMINAL_365: 365,
    DayCount.ACT_360: 360,
    DayCount.ACT_364: 364,
    DayCount.ACT_365: 365,
    DayCount.THIRTY_360: 360,
    DayCount.THIRTY_E_360: 360,
    DayCount.THIRTY_E_360_ISDA: 360,
    DayCount.PER_PERIOD: 365,
}
_MONTHS_OF_30 = (
    DayCount.NOMINAL_360,
    DayCount.NOMINAL_365,
    DayCount.THIRTY_360,
    DayCount.THIRTY_E_360,
    DayCount.THIRTY_E_360_ISDA,
)
_PLAIN = {Unit.QUARTERS: (3, Unit.MONTHS), Unit.YEARS: (12, Unit.MONTHS)}
_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7, Unit.MONTHS: 30}
_A_YEAR_HAS = {Unit.MONTHS: 12, Unit.WEEKS: 52}


def plain(frequency: Frequency) -> Frequency:
    """Quarters and years as months."""
    times, unit = _PLAIN.get(frequency.unit, (1, frequency.unit))
    return Frequency(frequency.every * times, unit)


@lru_cache(maxsize=16384)
def level_factor(
    rate: Decimal, count: DayCount, frequency: Frequency, days: tuple[date, date], period: tuple[date, date]
) -> Decimal:
    """The factor a level amount is computed with: a regular period counts its nominal length."""
    return _factor(rate, count, frequency, days, period, Decimal(frequency.every))


@lru_cache(maxsize=16384)
def interest_factor(
    rate: Decimal,
    count: DayCount,
    frequency: Frequency,
    days: tuple[date, date],
    period: tuple[date, date],
    start_on: date,
) -> Decimal:
    """The factor interest is computed with: months of 30 days measure a period by the rhythm since `start_on`."""
    length = _periods_in(start_on, frequency, period) if count in _MONTHS_OF_30 else _NOTHING
    return _factor(rate, count, frequency, days, period, length)


def _factor(
    rate: Decimal,
    count: DayCount,
    frequency: Frequency,
    days: tuple[date, date],
    period: tuple[date, date],
    length: Decimal,
) -> Decimal:
    nights, period_nights = (Decimal((end - start).days) for start, end in (days, period))
    if not period_nights:
        return _NOTHING
    if count is DayCount.PER_PERIOD and frequency.unit in _A_YEAR_HAS:
        share = DECIMAL.divide(Decimal(frequency.every), Decimal(_A_YEAR_HAS[frequency.unit]))
        return _pro_rata(rate, share, nights, period_nights)
    if count in _FIXED_YEAR:
        year = Decimal(_FIXED_YEAR[count])
    elif days[0].year != days[1].year and (count is not DayCount.ACT_ACT_29_FEBRUARY or _has_leap_day(*period)):
        return _pro_rata(rate, _years(count, *days), _ONE, _ONE)
    else:
        leap = isleap(days[0].year) and (count is not DayCount.ACT_ACT_29_FEBRUARY or _has_leap_day(*period))
        year = Decimal(366 if leap else 365)
    if count in _MONTHS_OF_30:
        share = DECIMAL.divide(DECIMAL.multiply(Decimal(_DAYS[frequency.unit]), length), year)
        return _pro_rata(rate, share, nights, period_nights)
    return _pro_rata(rate, DECIMAL.divide(nights, year), _ONE, _ONE)


def _pro_rata(rate: Decimal, share: Decimal, nights: Decimal, of_nights: Decimal) -> Decimal:
    factor = DECIMAL.multiply(DECIMAL.multiply(rate, share), nights)
    return DECIMAL.divide(factor, of_nights).quantize(_SCALE, rounding=ROUND_HALF_EVEN)


def _years(count: DayCount, start: date, end: date) -> Decimal:
    """Each calendar year's days over its length; a year ends on 31 December, for plain ACT/ACT on the day after."""
    years, begin = _NOTHING, start
    for year in range(start.year, end.year + 1):
        last = date(year + 1, 1, 1) if count is DayCount.ACT_ACT else date(year, 12, 31)
        finish = end if year == end.year else last
        share = DECIMAL.divide(Decimal((finish - begin).days), Decimal(366 if isleap(year) else 365))
        years, begin = DECIMAL.add(years, share), finish
    return years


def _has_leap_day(start: date, end: date) -> bool:
    return any(isleap(year) and start < date(year, 2, 29) <= end for year in range(start.year, end.year + 1))


def _periods_in(start_on: date, frequency: Frequency, period: tuple[date, date]) -> Decimal:
    """Units of the rhythm in a period: whole ones from its first day, and days of one more."""
    from_on, due_on = period
    seed, passed = (start_on, 0) if _is_regular(start_on, frequency, period) else (from_on, 0)
    if seed != from_on:
        passed = _whole_units(seed, from_on, frequency.unit)
    whole = 0
    while (end := shifted(seed, Frequency(1, frequency.unit), passed + whole + 1)) <= due_on:
        whole += 1
    begin = shifted(seed, Frequency(1, frequency.unit), passed + whole)
    if begin >= due_on:
        return Decimal(whole)
    return DECIMAL.divide(Decimal((due_on - begin).days), Decimal((end - begin).days)) + whole


def _is_regular(start_on: date, frequency: Frequency, period: tuple[date, date]) -> bool:
    """Whether the period ends on a date of the rhythm and is as long as the rhythm says."""
    from_on, due_on = period
    units = _whole_units(start_on, due_on, frequency.unit)
    ends = shifted(start_on, Frequency(1, frequency.unit), units) == due_on
    return ends and shifted(due_on, frequency, -1) == from_on


def _whole_units(start: date, end: date, unit: Unit) -> int:
    """How many whole units lie between two days; a shorter month's last day completes it."""
    if unit is not Unit.MONTHS:
        return (end - start).days // _DAYS[unit]
    months = (end.year - start.year) * 12 + end.month - start.month
    reached = shifted(start, Frequency(1, Unit.MONTHS), months) <= end
    return months if reached else months - 1


def day_before(day: date) -> date:
    """The evening before."""
    return day - timedelta(days=1)
