"""Moving a date by a rhythm, and what becomes of a day that a month does not have."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from loanwright.engine.conventions import Frequency, MonthEnd, Unit

MONTHS = {Unit.MONTHS: 1, Unit.QUARTERS: 3, Unit.YEARS: 12}
DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}


def shifted(day: date, frequency: Frequency, times: int, month_end: MonthEnd = MonthEnd.CLAMP) -> date:
    """`day` moved by `times` x the frequency, backwards if negative; `month_end` places a day the month lacks."""
    if days := DAYS.get(frequency.unit):
        return day + timedelta(days=days * frequency.every * times)
    wanted = 31 if month_end is MonthEnd.LAST_DAY and _is_last_day(day) else day.day
    moved, lacking = day_of_month(month_number(day) + MONTHS[frequency.unit] * frequency.every * times, wanted)
    return moved + timedelta(days=1) if lacking and month_end is MonthEnd.ROLL else moved


def month_number(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def day_of_month(months: int, day: int) -> tuple[date, bool]:
    """That day of the month number `months`, or its last day; and whether the month lacks it."""
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day, last)), day > last


def _is_last_day(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
