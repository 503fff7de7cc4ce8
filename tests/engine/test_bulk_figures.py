"""Annual rates and accruals of columns equal those of the engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.engine.api import (
    Disbursed,
    DueDay,
    Fee,
    FeeTiming,
    Frequency,
    InterestBasis,
    LoanTerms,
    Method,
    NoAnnualRate,
    PlannedPart,
    Unit,
    annual_rates,
    replay,
    schedule,
)
from loanwright.engine.bulk import Portfolio, Schedules, accruals_on, annual_rates_of, schedules
from loanwright.kernel.money import Money, Rounding
from loanwright.kernel.rate import Rate
from tests.engine.test_bulk import alike, portfolios


def assert_rates_equal_the_engine(plans: Schedules) -> None:
    found, portfolio = annual_rates_of(plans), plans.portfolio
    for place in range(len(portfolio)):
        try:
            expected = annual_rates(schedule(portfolio.terms_of(place)))
        except NoAnnualRate:
            assert not found.is_known[place]
            continue
        shown = [Decimal(int(column[place])).scaleb(-8) for column in (found.simple, found.compound)]
        assert (found.is_known[place], shown) == (True, [expected.simple.annual, expected.compound.annual])


@given(portfolios())
def test_annual_rates_equal_the_engine_in_every_decimal(portfolio: Portfolio) -> None:
    assert_rates_equal_the_engine(schedules(portfolio))


def test_ordinary_rates_need_no_help() -> None:
    plans = schedules(alike(500, principal=Money(1_000_000)))
    assert_rates_equal_the_engine(plans)
    assert len(annual_rates_of(plans).by_scalar) < 5


@pytest.mark.parametrize("start_on", [date(2024, 1, 31), date(2024, 2, 3)])
def test_rates_beyond_all_measure_are_left_to_the_engine(start_on: date) -> None:
    """A cent's interest of some days is rounded up to a cent, and a period lasts three years."""
    kind = LoanTerms(
        principal=Money(1),
        rate=Rate.percent(1),
        method=Method.CUSTOM,
        periods=2,
        start_on=start_on,
        frequency=Frequency(3, Unit.YEARS),
        due_day=DueDay(1),
        plan=(PlannedPart(principal=Money(1)),),
        interest_rounding=Rounding.UP,
    )
    plans = schedules(Portfolio.of(kind, principal=[1], rate=[1], start_on=[start_on]))
    assert_rates_equal_the_engine(plans)


def test_fees_that_eat_the_loan_leave_no_rate() -> None:
    plans = schedules(alike(2, fees=(Fee("opening", FeeTiming.DEDUCTED, percent=Decimal(100)),)))
    assert not annual_rates_of(plans).is_known.any()


def test_a_loan_that_costs_nothing_has_a_rate_of_nothing() -> None:
    free = alike(3, method=Method.INTEREST_ONLY)
    plans = schedules(
        Portfolio.of(free.kind, principal=free.principal, rate=[0] * 3, start_on=[free.kind.start_on] * 3)
    )
    assert not annual_rates_of(plans).compound.any()


@given(portfolios(), st.integers(-5, 1500))
def test_accruals_equal_the_account_of_a_loan_paid_as_agreed(portfolio: Portfolio, after: int) -> None:
    day = portfolio.kind.start_on + timedelta(days=after)
    found = accruals_on(schedules(portfolio), day)
    for place in range(len(portfolio)):
        principal, interest = _as_agreed(portfolio.terms_of(place), day)
        assert (found.principal[place], found.interest[place]) == (principal, interest)


def _as_agreed(terms: LoanTerms, day: date) -> tuple[int, int]:
    agreed = replace(terms, interest_basis=InterestBasis.AS_AGREED, penalty=None)
    opened = Disbursed(sequence=1, effective_on=terms.start_on, amount=terms.principal)
    state = replay(agreed, [opened], day)
    overdue = state.due.principal
    return (state.principal_outstanding - overdue).minor, state.interest_accrued.minor
