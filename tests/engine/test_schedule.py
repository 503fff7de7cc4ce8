"""Schedules against published and textbook figures, and every convention of dates and rounding."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from loanwright.engine.api import (
    WEEKLY,
    DayCount,
    Fee,
    FeeBase,
    FeeTiming,
    Frequency,
    LoanTerms,
    Method,
    TermsNotConsistent,
    Unit,
    schedule,
)
from loanwright.kernel.calendar import BusinessCalendar, BusinessDayRule
from loanwright.kernel.money import Money, Rounding
from loanwright.kernel.rate import Rate

_FILE = Path(__file__).parents[1] / "golden" / "vectors" / "apr_examples.json"
_CASES: dict[str, dict[str, Any]] = {case["id"]: case for case in json.loads(_FILE.read_text())["cn_formula_cases"]}
_METHODS = {"等额本息": Method.EQUAL_INSTALLMENTS, "等额本金": Method.EQUAL_PRINCIPAL, "先息后本": Method.INTEREST_ONLY}


def contract(**changes: Any) -> LoanTerms:
    """A plain loan, changed where a test says so."""
    plain: dict[str, Any] = {
        "principal": Money.parse("10000"),
        "rate": Rate.percent(12),
        "method": Method.EQUAL_INSTALLMENTS,
        "periods": 12,
        "start_on": date(2026, 1, 10),
    }
    return LoanTerms(**(plain | changes))


@pytest.mark.parametrize("case", [case for case in _CASES.values() if case["method"] in _METHODS], ids=str)
def test_chinese_formula_cases(case: dict[str, Any]) -> None:
    plan = schedule(
        contract(
            principal=Money.parse(str(case["principal"])),
            rate=Rate(Decimal(str(case["annual_rate"]))),
            method=_METHODS[case["method"]],
            periods=case["n"],
        )
    )
    first, last = plan.installments[0], plan.installments[-1]
    match plan.terms.method:
        case Method.EQUAL_INSTALLMENTS:
            assert first.total.decimal == Decimal(str(case["instalment"]))
        case Method.EQUAL_PRINCIPAL:
            assert abs(first.total.decimal - Decimal(str(case["first_payment"]))) <= Decimal("0.01")
            of_rounding = Decimal("0.005") * case["n"]  # the last takes what rounding left of the others
            assert abs(last.total.decimal - Decimal(str(case["last_payment"]))) <= of_rounding
            assert abs(plan.total_interest.decimal - Decimal(str(case["total_interest"]))) <= of_rounding
        case _:
            assert first.interest.decimal == Decimal(str(case["monthly_interest"]))
            assert last.principal.decimal == case["principal"]


def test_interest_and_principal_together_at_the_end() -> None:
    """利随本清: 10,000 at 4.35 % for 90 days on ACT/360 is 108.75."""
    plan = schedule(
        contract(
            rate=Rate.percent("4.35"),
            method=Method.BULLET,
            periods=1,
            frequency=Frequency(90, Unit.DAYS),
            day_count=DayCount.ACT_360,
        )
    )
    assert [str(row.total) for row in plan.installments] == ["10108.75"]


@pytest.mark.parametrize(
    ("frequency", "due_on"),
    [
        (Frequency(1, Unit.MONTHS), ["2024-02-29", "2024-03-31", "2024-04-30"]),
        (Frequency(1, Unit.QUARTERS), ["2024-04-30", "2024-07-31", "2024-10-31"]),
        (Frequency(1, Unit.YEARS), ["2025-01-31", "2026-01-31", "2027-01-31"]),
        (Frequency(2, Unit.WEEKS), ["2024-02-14", "2024-02-28", "2024-03-13"]),
        (Frequency(10, Unit.DAYS), ["2024-02-10", "2024-02-20", "2024-03-01"]),
    ],
)
def test_due_dates_count_from_the_seed_and_clamp_to_the_month(frequency: Frequency, due_on: list[str]) -> None:
    plan = schedule(contract(periods=3, start_on=date(2024, 1, 31), frequency=frequency))
    assert [row.due_on.isoformat() for row in plan.installments] == due_on


def test_a_given_first_due_date_sets_the_day_of_the_month() -> None:
    plan = schedule(contract(periods=3, first_due_on=date(2026, 2, 25)))
    assert [row.due_on.day for row in plan.installments] == [25, 25, 25]
    assert str(plan.installments[0].interest) == "150.00"  # 45 days of 30/360, not a month


@pytest.mark.parametrize(
    ("rule", "due_on"),
    [
        (BusinessDayRule.NONE, "2026-05-31"),
        (BusinessDayRule.FOLLOWING, "2026-06-01"),
        (BusinessDayRule.MODIFIED_FOLLOWING, "2026-05-29"),
        (BusinessDayRule.PRECEDING, "2026-05-29"),
    ],
)
def test_business_days(rule: BusinessDayRule, due_on: str) -> None:
    """31 May 2026 is a Sunday; the date after next is not affected by the move."""
    terms = contract(periods=2, start_on=date(2026, 4, 30), first_due_on=date(2026, 5, 31), business_day_rule=rule)
    rows = schedule(terms, BusinessCalendar()).installments
    assert rows[0].due_on.isoformat() == due_on
    assert rows[1].due_on.isoformat() == "2026-06-30"


def test_make_up_workday_is_a_business_day() -> None:
    calendar = BusinessCalendar(workdays=frozenset({date(2026, 5, 31)}))
    terms = contract(first_due_on=date(2026, 5, 31), business_day_rule=BusinessDayRule.FOLLOWING)
    assert schedule(terms, calendar).installments[0].due_on == date(2026, 5, 31)


@pytest.mark.parametrize(
    ("rounding", "multiple", "installment"),
    [
        (Rounding.HALF_UP, 1, "888.49"),  # exactly 888.4878...
        (Rounding.DOWN, 1, "888.48"),
        (Rounding.UP, 1, "888.49"),
        (Rounding.UP, 100, "889.00"),
        (Rounding.HALF_EVEN, 1000, "890.00"),
    ],
)
def test_installment_rounding(rounding: Rounding, multiple: int, installment: str) -> None:
    plan = schedule(contract(installment_rounding=rounding, installment_multiple=multiple))
    assert str(plan.installments[0].total) == installment
    assert plan.installments[-1].balance == Money(0)


def test_weekly_installments_by_the_period() -> None:
    plan = schedule(contract(rate=Rate.percent(52), periods=4, frequency=WEEKLY, day_count=DayCount.PER_PERIOD))
    assert str(plan.installments[0].interest) == "100.00"  # 52 % / 52


def test_fees() -> None:
    fees = (
        Fee("opening", FeeTiming.DEDUCTED, percent=Decimal(1)),
        Fee("notary", FeeTiming.AT_DISBURSEMENT, amount=Money.parse("30")),
        Fee("service", FeeTiming.PER_INSTALLMENT, amount=Money.parse("2.50")),
        Fee("guarantee", FeeTiming.PER_INSTALLMENT, percent=Decimal(10), base=FeeBase.INSTALLMENT_INTEREST),
    )
    plan = schedule(contract(fees=fees))
    assert (str(plan.net_disbursed), plan.upfront) == ("9900.00", 3000)
    assert str(plan.installments[0].fees) == "12.50"  # 2.50 + 10 % of 100.00
    assert plan.total_cost == plan.total_interest + plan.total_fees


@pytest.mark.parametrize(
    "changes",
    [
        {"principal": Money(0)},
        {"periods": 0},
        {"first_due_on": date(2026, 1, 10)},
        {"installment_multiple": 0},
    ],
)
def test_terms_that_contradict_themselves(changes: dict[str, Any]) -> None:
    with pytest.raises(TermsNotConsistent):
        contract(**changes)
