"""Business days: weekends, holidays, make-up workdays, and where a due date goes."""

from datetime import date

import pytest

from loanwright.kernel.calendar import BusinessCalendar, BusinessDayRule

# National Day 2026: 1 to 7 October off, Saturday 10 October worked.
CHINA = BusinessCalendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)), workdays=frozenset({date(2026, 10, 10)})
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
    ],
)
def test_business_days(day: date, works: bool) -> None:
    assert CHINA.is_business_day(day) is works


@pytest.mark.parametrize(
    ("rule", "day", "moved"),
    [
        (BusinessDayRule.NONE, date(2026, 10, 1), date(2026, 10, 1)),
        (BusinessDayRule.FOLLOWING, date(2026, 10, 1), date(2026, 10, 8)),
        (BusinessDayRule.PRECEDING, date(2026, 10, 5), date(2026, 9, 30)),
        (BusinessDayRule.MODIFIED_FOLLOWING, date(2026, 10, 4), date(2026, 10, 8)),
        (BusinessDayRule.MODIFIED_FOLLOWING, date(2026, 10, 31), date(2026, 10, 30)),
    ],
)
def test_days_off_move_by_rule(rule: BusinessDayRule, day: date, moved: date) -> None:
    assert CHINA.adjusted(day, rule) == moved
