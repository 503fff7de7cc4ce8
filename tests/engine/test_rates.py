"""Rates that step, float, or are paid in part by somebody else."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.engine.api import (
    DayCount,
    Disbursed,
    Event,
    Fixing,
    FloatingRate,
    Frequency,
    InterestBasis,
    LoanTerms,
    Method,
    RateChanged,
    RateStep,
    StepLevel,
    Unit,
    replay,
    schedule,
)
from loanwright.engine.rate_terms import FixingNotKnown, RateStepNotClear
from loanwright.kernel.rate import Rate
from tests.engine.test_schedule import contract

PROMOTION = (RateStep(Rate.percent(12), from_period=4),)


def lpr(percent: str, on: date) -> Fixing:
    return Fixing(on, Rate.percent(percent))


def test_a_promotional_rate_and_a_new_installment_after_it() -> None:
    """Three months at 6 %: the installment of twelve months at 6 %; then that of what is left over nine at 12 %."""
    rows = schedule(contract(rate=Rate.percent(6), rate_steps=PROMOTION)).installments
    assert [str(row.total) for row in (rows[0], rows[2], rows[3], rows[-2])] == ["860.66", "860.66", "882.07", "882.07"]
    assert (str(rows[2].balance), str(rows[3].interest)) == ("7555.84", "75.56")


def test_one_installment_over_all_known_rates() -> None:
    terms = contract(rate=Rate.percent(6), rate_steps=PROMOTION, step_level=StepLevel.ONE)
    rows = schedule(terms).installments
    assert len({row.total for row in rows[:-1]}) == 1
    assert abs(rows[-1].total.minor - rows[0].total.minor) <= 6
    assert [str(row.interest) for row in rows[:4]] == ["50.00", "45.87", "41.71", "75.08"]


def test_interest_free_months_cost_nothing() -> None:
    """前三期免息: equal principal, and from the fourth month 1 % of what is left."""
    terms = contract(rate=Rate.percent(0), rate_steps=PROMOTION, method=Method.EQUAL_PRINCIPAL)
    assert [str(row.interest) for row in schedule(terms).installments[:5]] == ["0.00", "0.00", "0.00", "75.00", "66.67"]


def test_a_step_inside_a_period_shares_its_interest_by_days() -> None:
    """10 to 31 January at 12 %, then 10 days at 6 %: 10,000 x (21 x 12 % + 10 x 6 %) / 365."""
    step = RateStep(Rate.percent(6), from_on=date(2026, 1, 31))
    rows = schedule(
        contract(day_count=DayCount.ACT_365, rate_steps=(step,), method=Method.EQUAL_PRINCIPAL)
    ).installments
    assert str(rows[0].interest) == "85.48"


def test_a_floating_rate_follows_its_index_between_floor_and_cap() -> None:
    floating = FloatingRate(
        index="LPR1Y",
        margin=Decimal("0.005"),
        first_reset_on=date(2027, 1, 1),
        fixings=(lpr("3.10", date(2025, 12, 20)), lpr("2.00", date(2026, 12, 20)), lpr("9.00", date(2027, 12, 20))),
        floor=Rate.percent(3),
        cap=Rate.percent(6),
    )
    assert [str(floating.rate_on(date(year, 1, 1))) for year in (2026, 2027, 2028)] == ["3.6%", "3%", "6%"]
    terms = contract(rate=Rate.percent("3.60"), periods=36, floating=floating, method=Method.INTEREST_ONLY)
    charged = [str(schedule(terms).installments[month].interest) for month in (0, 13, 25)]
    assert charged == ["30.00", "25.00", "50.00"]


def test_half_yearly_resets_repeat_the_newest_fixing() -> None:
    half_a_year = Frequency(6, Unit.MONTHS)
    floating = FloatingRate("LPR5Y", Decimal("-0.002"), date(2026, 6, 1), (lpr("3.5", date(2026, 5, 20)),), half_a_year)
    assert list(floating.resets(date(2027, 6, 1))) == [date(2026, 6, 1), date(2026, 12, 1)]
    assert str(floating.rate_on(date(2026, 12, 1))) == "3.3%"


@pytest.mark.parametrize("step", [{}, {"from_period": 0}, {"from_period": 2, "from_on": date(2026, 3, 1)}])
def test_steps_that_are_not_clear(step: dict[str, Any]) -> None:
    with pytest.raises(RateStepNotClear):
        RateStep(Rate.percent(5), **step)


@pytest.mark.parametrize(
    ("fixings", "band"),
    [
        ((), {}),
        ((lpr("3", date(2026, 2, 2)),), {}),  # published after the first reset
        ((lpr("3", date(2026, 1, 2)), lpr("3", date(2026, 1, 1))), {}),
        ((lpr("3", date(2026, 1, 2)),), {"floor": Rate.percent(4), "cap": Rate.percent(3)}),
    ],
)
def test_floating_rates_that_are_not_known(fixings: tuple[Fixing, ...], band: dict[str, Any]) -> None:
    with pytest.raises(FixingNotKnown):
        FloatingRate("LPR1Y", Decimal(0), date(2026, 2, 1), fixings, **band)


paths = st.dictionaries(
    st.integers(1, 400).map(lambda days: date(2026, 1, 10) + timedelta(days=days)),
    st.integers(0, 3000).map(lambda points: Rate(Decimal(points) / 10_000)),
    max_size=3,
)


@given(paths, st.sampled_from([DayCount.ACT_365, DayCount.ACT_360, DayCount.THIRTY_E_360, DayCount.ACT_ACT]))
def test_steps_known_beforehand_cost_what_changes_of_the_rate_cost(path: dict[date, Rate], day_count: DayCount) -> None:
    """A contract that knows its steps and an account that hears of each on its day ask for the same installments."""
    plain = contract(day_count=day_count)
    stepped = contract(day_count=day_count, rate_steps=tuple(RateStep(rate, from_on=on) for on, rate in path.items()))
    events: list[Event] = [Disbursed(sequence=1, effective_on=plain.start_on, amount=plain.principal)]
    for on, rate in sorted(path.items()):
        if on < schedule(plain).periods.due_on[-1]:
            events.append(RateChanged(sequence=len(events) + 1, effective_on=on, from_on=on, rate=rate))
    heard = replay(plain, events, schedule(plain).periods.due_on[-1])
    known = schedule(stepped)
    assert [row.due.principal.minor for row in heard.installments] == list(known.principal)
    assert [row.due.interest.minor for row in heard.installments] == list(known.interest)


@pytest.mark.parametrize("basis", [InterestBasis.ON_BALANCE, InterestBasis.ON_BALANCE_NOT_OVERDUE])
@pytest.mark.parametrize("level", list(StepLevel))
def test_interest_on_the_real_balance_starts_from_the_same_plan(basis: InterestBasis, level: StepLevel) -> None:
    steps = (RateStep(Rate.percent(9), from_period=3), RateStep(Rate.percent(3), from_period=8))
    terms: LoanTerms = contract(rate_steps=steps, step_level=level, interest_basis=basis)
    plan = schedule(terms)
    opened = replay(terms, [Disbursed(sequence=1, effective_on=terms.start_on, amount=terms.principal)], terms.start_on)
    assert [row.due.total for row in opened.installments] == [row.total for row in plan.installments]
