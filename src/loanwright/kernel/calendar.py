"""The institution's calendar: which days are business days, and where a date falls if it is not one.

Holidays and make-up workdays (a Chinese Saturday worked in exchange for a holiday) are data of the institution, passed
in; nothing here knows a country.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

_SATURDAY = 5


class BusinessDayRule(StrEnum):
    """Where a due date goes when it falls on a day off (ISDA 2006 definitions, section 4.12)."""

    NONE = "none"
    FOLLOWING = "following"
    MODIFIED_FOLLOWING = "modified_following"
    PRECEDING = "preceding"


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """Weekends are off unless listed in `workdays`; `holidays` are off unless listed there too."""

    holidays: frozenset[date] = field(default_factory=frozenset)
    workdays: frozenset[date] = field(default_factory=frozenset)

    def is_business_day(self, day: date) -> bool:
        """Whether banks and the lender work on `day`."""
        return day in self.workdays or (day.weekday() < _SATURDAY and day not in self.holidays)

    def adjusted(self, day: date, rule: BusinessDayRule) -> date:
        """`day` itself, or the business day the rule moves it to."""
        match rule:
            case BusinessDayRule.NONE:
                return day
            case BusinessDayRule.FOLLOWING:
                return self._step(day, 1)
            case BusinessDayRule.PRECEDING:
                return self._step(day, -1)
            case BusinessDayRule.MODIFIED_FOLLOWING:
                later = self._step(day, 1)
                return later if later.month == day.month else self._step(day, -1)

    def _step(self, day: date, days: int) -> date:
        while not self.is_business_day(day):
            day += timedelta(days=days)
        return day
