"""Methods beside the common ones, and who bears what rounding leaves."""

from decimal import Decimal
from typing import Any

import pytest

from loanwright.engine.api import Grace, InterestBasis, Levelling, Method, PlannedPart, TermsNotConsistent, schedule
from loanwright.engine.contradictions import (
    BalloonDoesNotFit,
    GraceDoesNotFit,
    InstallmentDoesNotFit,
    InstallmentTooSmall,
    PlanDoesNotFit,
    RealBalanceDoesNotFit,
)
from loanwright.engine.plan_terms import PlannedPartNotClear
from loanwright.kernel.money import Money
from tests.engine.test_schedule import contract


def yuan(text: str) -> Money:
    return Money.parse(text)


def test_a_custom_plan_asks_what_was_planned_and_the_rest_with_the_last() -> None:
    """10,000 at 1 % a month: 30 % of it, then 1,000 with the interest in it, then 5,000, then all that is left."""
    parts = (
        PlannedPart(percent=Decimal(30)),
        PlannedPart(installment=yuan("1000")),
        PlannedPart(principal=yuan("5000")),
    )
    rows = schedule(contract(method=Method.CUSTOM, periods=4, plan=parts)).installments
    assert [(str(row.principal), str(row.interest)) for row in rows] == [
        ("3000.00", "100.00"),
        ("930.00", "70.00"),
        ("5000.00", "60.70"),
        ("1070.00", "10.70"),
    ]


def test_a_plan_beyond_the_loan_asks_no_more_than_is_left() -> None:
    parts = (PlannedPart(principal=yuan("9000")), PlannedPart(principal=yuan("9000")))
    plan = schedule(contract(method=Method.CUSTOM, periods=3, plan=parts))
    assert plan.principal == (900_000, 100_000, 0)


def test_a_fixed_installment_is_paid_as_often_as_it_takes() -> None:
    plan = schedule(contract(method=Method.FIXED_INSTALLMENT, installment=yuan("3000"), periods=12))
    assert [str(row.total) for row in plan.installments] == ["3000.00", "3000.00", "3000.00", "1224.84"]


@pytest.mark.parametrize("installment", ["100.00", "888.48"])  # interest alone, and a cent below the annuity
def test_a_fixed_installment_that_does_not_repay_in_time(installment: str) -> None:
    with pytest.raises(InstallmentTooSmall):
        schedule(contract(method=Method.FIXED_INSTALLMENT, installment=yuan(installment), periods=12))


@pytest.mark.parametrize(
    ("levelling", "totals"),
    [
        (Levelling.LAST, ["1486.28", "1486.28", "1486.31"]),
        (Levelling.FIRST, ["1486.31", "1486.28", "1486.28"]),
        (Levelling.SPREAD, ["1486.29", "1486.28", "1486.28"]),
    ],
)
def test_who_bears_the_remainder_of_level_installments(levelling: Levelling, totals: list[str]) -> None:
    rows = schedule(contract(periods=7, levelling=levelling)).installments
    assert [str(row.total) for row in (rows[0], rows[3], rows[-1])] == totals


@pytest.mark.parametrize(
    ("levelling", "multiple", "principal"),
    [
        (Levelling.LAST, 1, (333_333, 333_333, 333_334)),
        (Levelling.FIRST, 1, (333_334, 333_333, 333_333)),
        (Levelling.SPREAD, 1, (333_334, 333_333, 333_333)),
        (Levelling.SPREAD, 10_000, (340_000, 330_000, 330_000)),
        (Levelling.FIRST, 10_000, (340_000, 330_000, 330_000)),
    ],
)
def test_who_bears_the_remainder_of_equal_principal(
    levelling: Levelling, multiple: int, principal: tuple[int, ...]
) -> None:
    terms = contract(method=Method.EQUAL_PRINCIPAL, periods=3, levelling=levelling, installment_multiple=multiple)
    assert schedule(terms).principal == principal


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"method": Method.BALLOON}, BalloonDoesNotFit),
        ({"balloon_periods": 24}, BalloonDoesNotFit),
        ({"method": Method.BALLOON, "balloon_periods": 11}, BalloonDoesNotFit),
        ({"method": Method.CUSTOM}, PlanDoesNotFit),
        ({"plan": (PlannedPart(percent=Decimal(10)),)}, PlanDoesNotFit),
        ({"method": Method.FIXED_INSTALLMENT}, InstallmentDoesNotFit),
        ({"installment": yuan("900")}, InstallmentDoesNotFit),
        ({"grace": Grace(principal=12)}, GraceDoesNotFit),
        (
            {"method": Method.FIXED_INSTALLMENT, "installment": yuan("900"), "grace": Grace(principal=1)},
            GraceDoesNotFit,
        ),
        ({"interest_basis": InterestBasis.ON_BALANCE, "method": Method.FLAT}, RealBalanceDoesNotFit),
        ({"interest_basis": InterestBasis.ON_BALANCE, "levelling": Levelling.FIRST}, RealBalanceDoesNotFit),
    ],
)
def test_methods_that_contradict_other_terms(changes: dict[str, Any], refusal: type[TermsNotConsistent]) -> None:
    with pytest.raises(refusal):
        contract(**changes)


@pytest.mark.parametrize(
    "part",
    [{}, {"principal": yuan("1"), "percent": Decimal(1)}, {"percent": Decimal(-1)}, {"installment": yuan("-1")}],
)
def test_parts_of_a_plan_that_are_not_clear(part: dict[str, Any]) -> None:
    with pytest.raises(PlannedPartNotClear):
        PlannedPart(**part)
