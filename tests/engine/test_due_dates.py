"""Due dates by fixed day, season and given dates, and what goes together with them."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from loanwright.engine.api import (
    WEEKLY,
    DayCount,
    Disbursed,
    DueDay,
    Frequency,
    Method,
    MonthEnd,
    PlannedPart,
    Season,
    TermsNotConsistent,
    Unit,
    replay,
    schedule,
)
from loanwright.engine.contradictions import (
    DatesGivenTwice,
    DayCountNeedsRegularPeriods,
    DueDatesDoNotFit,
    DueDayNeedsMonths,
)
from loanwright.engine.date_terms import NoSuchDueDay
from loanwright.kernel.money import Money
from tests.engine.test_schedule import contract

QUARTERLY = Frequency(1, Unit.QUARTERS)


@pytest.mark.parametrize(
    ("changes", "due_on"),
    [
        ({"due_day": DueDay(20)}, ["2026-01-20", "2026-02-20", "2026-03-20"]),
        ({"due_day": DueDay(20, least_days=15)}, ["2026-02-20", "2026-03-20", "2026-04-20"]),
        ({"due_day": DueDay(31)}, ["2026-01-31", "2026-02-28", "2026-03-31"]),
        ({"due_day": DueDay(10)}, ["2026-02-10", "2026-03-10", "2026-04-10"]),
        ({"due_day": DueDay(21, 60), "frequency": QUARTERLY}, ["2026-03-21", "2026-06-21", "2026-09-21"]),
        ({"season": Season((6, 10), 15)}, ["2026-06-15", "2026-10-15", "2027-06-15"]),
        ({"season": Season((1, 9), 10)}, ["2026-09-10", "2027-01-10", "2027-09-10"]),
        ({"season": Season((2,), 31)}, ["2026-02-28", "2027-02-28", "2028-02-29"]),
        (
            {"start_on": date(2026, 2, 28), "month_end": MonthEnd.LAST_DAY},
            ["2026-03-31", "2026-04-30", "2026-05-31"],
        ),
        (
            {"start_on": date(2026, 4, 29), "month_end": MonthEnd.LAST_DAY},
            ["2026-05-29", "2026-06-29", "2026-07-29"],
        ),
    ],
)
def test_due_dates(changes: dict[str, Any], due_on: list[str]) -> None:
    plan = schedule(contract(periods=3, **changes))
    assert [row.due_on.isoformat() for row in plan.installments] == due_on


def test_given_dates_count_each_period_by_its_own_length() -> None:
    """31 days to 10 February, 242 to 10 October: ACT/365 of 10,000 at 12 %, half of it after the first."""
    dates = (date(2026, 2, 10), date(2026, 10, 10))
    terms = contract(method=Method.EQUAL_PRINCIPAL, periods=2, due_dates=dates, day_count=DayCount.ACT_365)
    assert [str(row.interest) for row in schedule(terms).installments] == ["101.92", "397.81"]


def test_dates_that_have_passed_at_disbursement_are_left_out_with_their_parts() -> None:
    dates = tuple(date(2026, month, 10) for month in (2, 3, 4))
    parts = (PlannedPart(principal=Money.parse("1000")), PlannedPart(principal=Money.parse("2000")))
    terms = contract(method=Method.CUSTOM, periods=3, due_dates=dates, plan=parts)
    late = Disbursed(sequence=1, effective_on=date(2026, 2, 20), amount=terms.principal)
    rows = replay(terms, [late], late.effective_on).installments
    assert [(row.due_on.month, str(row.due.principal)) for row in rows] == [(3, "2000.00"), (4, "8000.00")]


@pytest.mark.parametrize(
    ("changes", "fractions"),
    [
        ({}, [Fraction(1, 12)] * 3),
        ({"frequency": QUARTERLY}, [Fraction(1, 4)] * 3),
        # 10 January to 20 March: two months back to 20 January, and 10 of the 31 days from 20 December
        ({"first_due_on": date(2026, 3, 20)}, [Fraction(10, 31 * 12) + Fraction(2, 12), *[Fraction(1, 12)] * 2]),
        ({"first_due_on": date(2026, 1, 20)}, [Fraction(10, 31 * 12), *[Fraction(1, 12)] * 2]),
    ],
)
def test_actual_actual_by_the_period(changes: dict[str, Any], fractions: list[Fraction]) -> None:
    """ICMA rule 251: actual days over the days of the regular period they lie in."""
    periods = schedule(contract(periods=3, day_count=DayCount.ACT_ACT_ICMA, **changes)).periods
    assert [periods.year_fraction(k) for k in range(3)] == fractions


def test_the_leap_day_that_is_never_counted() -> None:
    """NL/365: 28 February to 1 March 2024 is one day."""
    terms = contract(periods=1, start_on=date(2024, 2, 28), due_dates=(date(2024, 3, 1),), day_count=DayCount.NL_365)
    assert schedule(terms).periods.year_fraction(0) == Fraction(1, 365)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"due_day": DueDay(5), "season": Season((6,), 1)}, DatesGivenTwice),
        ({"first_due_on": date(2026, 2, 1), "due_day": DueDay(5)}, DatesGivenTwice),
        ({"due_dates": (date(2026, 2, 1),)}, DueDatesDoNotFit),  # of twelve
        ({"periods": 2, "due_dates": (date(2026, 3, 1), date(2026, 2, 1))}, DueDatesDoNotFit),
        ({"periods": 2, "due_dates": (date(2026, 1, 10), date(2026, 2, 1))}, DueDatesDoNotFit),
        ({"due_day": DueDay(5), "frequency": WEEKLY}, DueDayNeedsMonths),
        ({"frequency": WEEKLY, "day_count": DayCount.ACT_ACT_ICMA}, DayCountNeedsRegularPeriods),
        ({"frequency": Frequency(5), "day_count": DayCount.ACT_ACT_ICMA}, DayCountNeedsRegularPeriods),
        ({"season": Season((6,), 1), "day_count": DayCount.ACT_ACT_ICMA}, DayCountNeedsRegularPeriods),
    ],
)
def test_dates_that_contradict_each_other(changes: dict[str, Any], refusal: type[TermsNotConsistent]) -> None:
    with pytest.raises(refusal):
        contract(**changes)


@pytest.mark.parametrize("season", [((), 1), ((0,), 1), ((13,), 1), ((6, 3), 1), ((6, 6), 1), ((6,), 0), ((6,), 32)])
def test_seasons_that_do_not_exist(season: tuple[tuple[int, ...], int]) -> None:
    with pytest.raises(NoSuchDueDay):
        Season(*season)


def test_due_days_that_do_not_exist() -> None:
    with pytest.raises(NoSuchDueDay):
        DueDay(32)
