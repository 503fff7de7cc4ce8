"""Columns equal the engine to the cent: for any terms, any amount, and where a figure would not fit into a column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loanwright.engine.api import Levelling, Method, TermsNotConsistent, schedule
from loanwright.engine.bulk import ColumnsNotReadable, Portfolio, Schedules, schedules
from loanwright.engine.bulk.methods import METHODS
from loanwright.engine.bulk.whole import DIVISIONS, LIMIT
from loanwright.engine.rounding import divide
from loanwright.kernel.money import Money, Rounding
from tests.engine import strategies
from tests.engine.test_schedule import contract

SOME = 4


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """Some loans of one kind: small, large, and too large for any column."""
    kind = draw(strategies.terms().filter(lambda terms: terms.installment is None))
    by_rhythm = not (kind.due_day or kind.season or kind.due_dates)
    waits = [draw(st.just(0) | st.integers(1, 75)) if by_rhythm else 0 for _ in range(SOME)]
    starts = [kind.start_on - timedelta(days=draw(st.integers(0, 60))) for _ in waits]
    amounts = st.integers(1, 10**4) | st.integers(1, 10**10) | st.integers(10**10, 10**17)
    return Portfolio.of(
        kind,
        principal=draw(st.lists(amounts, min_size=SOME, max_size=SOME)),
        rate=draw(st.lists(st.integers(0, 600_000), min_size=SOME, max_size=SOME)),
        start_on=starts,
        first_due_on=[
            start + timedelta(days=wait) if wait else None for start, wait in zip(starts, waits, strict=True)
        ],
    )


def alike(count: int, **changes: Any) -> Portfolio:
    """So many loans that differ by a cent."""
    kind = contract(**changes)
    return Portfolio.of(
        kind,
        principal=kind.principal.minor + np.arange(count),
        rate=[int(kind.rate.annual * 10**6)] * count,
        start_on=[kind.start_on] * count,
    )


def assert_equal_to_the_engine(plans: Schedules) -> None:
    portfolio = plans.portfolio
    for place in range(len(portfolio)):
        plan = schedule(portfolio.terms_of(place), portfolio.business_days)
        assert tuple(plans.due_on[:, place].tolist()) == plan.periods.due_on
        columns = (plans.principal, plans.interest, plans.fees)
        assert [tuple(column[:, place]) for column in columns] == [plan.principal, plan.interest, plan.fees]
        starts = (plans.down[place], plans.deducted[place], plans.upfront[place])
        assert starts == (plan.down, plan.deducted, plan.upfront)


@given(portfolios())
def test_columns_equal_the_engine_to_the_cent(portfolio: Portfolio) -> None:
    assert_equal_to_the_engine(schedules(portfolio))


@given(portfolios())
def test_blocks_equal_the_whole(portfolio: Portfolio) -> None:
    whole = schedules(portfolio)
    parts = [schedules(part) for part in portfolio.blocks(size=3)]
    assert np.array_equal(np.concatenate([part.interest for part in parts], axis=1), whole.interest)


@pytest.mark.parametrize("method", sorted(METHODS.keys() - {Method.BALLOON}))
@pytest.mark.parametrize("rounding", Rounding)
def test_ordinary_loans_need_no_help(method: Method, rounding: Rounding) -> None:
    plans = schedules(alike(50, method=method, installment_rounding=rounding, interest_rounding=rounding))
    assert_equal_to_the_engine(plans)
    assert not plans.by_scalar


def test_interest_free_loans_need_no_help_though_all_their_installments_are_ties() -> None:
    free = alike(50, periods=4, installment_rounding=Rounding.HALF_EVEN)
    plans = schedules(replace(free, rate=np.zeros_like(free.rate)))
    assert_equal_to_the_engine(plans)
    assert not plans.by_scalar


def test_what_does_not_fit_is_named() -> None:
    """10^15 minor units are beyond what a column may hold once multiplied by a rate; its neighbour is not."""
    portfolio = replace(alike(2), principal=np.array([10**15, 10**9]))
    plans = schedules(portfolio)
    assert_equal_to_the_engine(plans)
    assert list(plans.by_scalar) == [0]


def test_a_kind_that_columns_do_not_know_is_computed_by_the_engine() -> None:
    plans = schedules(alike(3, levelling=Levelling.SMOOTHED))
    assert_equal_to_the_engine(plans)
    assert list(plans.by_scalar) == [0, 1, 2]


def test_an_exact_tie_is_decided_by_the_engine() -> None:
    """50 at 1 % a month, once: the installment is 50.5, which no interval around a floating point number decides."""
    plans = schedules(alike(2, principal=Money(50), periods=1))
    assert_equal_to_the_engine(plans)
    assert list(plans.by_scalar) == [0]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"principal": [0]}, ColumnsNotReadable),
        ({"principal": [1, 2]}, ColumnsNotReadable),
        ({"rate": [-1]}, ColumnsNotReadable),
        ({"start_on": []}, ColumnsNotReadable),
        ({"first_due_on": [date(2026, 1, 10)]}, TermsNotConsistent),
        ({"first_due_on": [date(2026, 1, 9)]}, TermsNotConsistent),
    ],
)
def test_columns_that_are_no_loans(changes: dict[str, Any], refusal: type[Exception]) -> None:
    columns: dict[str, Any] = {"principal": [100], "rate": [1], "start_on": [date(2026, 1, 10)]} | changes
    with pytest.raises(refusal):
        Portfolio.of(contract(), **columns)


def test_loans_without_rows_in_common_are_refused() -> None:
    fixed = contract(method=Method.FIXED_INSTALLMENT, installment=Money.parse("1000"))
    with pytest.raises(ColumnsNotReadable):
        Portfolio.of(fixed, principal=[100], rate=[1], start_on=[date(2026, 1, 10)])


@given(
    st.integers(0, int(LIMIT)) | st.integers(int(LIMIT) - 1000, int(LIMIT)),
    st.integers(1, int(LIMIT)) | st.integers(1, 1000),
    st.sampled_from(Rounding),
)
@example(int(LIMIT), 1, Rounding.HALF_UP)
@example(int(LIMIT), int(LIMIT), Rounding.HALF_EVEN)
def test_division_up_to_the_limit_is_exact(numerator: int, denominator: int, rounding: Rounding) -> None:
    found = DIVISIONS[rounding](np.array([float(numerator)]), float(denominator))
    assert int(found[0]) == divide(numerator, denominator, rounding)


@given(st.integers(1, 2**24), st.integers(1, 2**24), st.integers(-1, 1), st.sampled_from(Rounding))
def test_division_next_to_a_whole_number_is_exact(whole: int, denominator: int, off: int, rounding: Rounding) -> None:
    numerator = whole * denominator + off
    found = DIVISIONS[rounding](np.array([float(numerator)]), float(denominator))
    assert int(found[0]) == divide(numerator, denominator, rounding)
