"""Loans that are planned to be paid out in several tranches, and what is really paid out of them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.engine.api import (
    DayCount,
    Disbursed,
    DownPayment,
    Event,
    Fee,
    FeeTiming,
    Grace,
    LoanTerms,
    Method,
    Profile,
    RateChanged,
    Tranche,
    replay,
    schedule,
    terms_from_json,
    terms_to_json,
)
from loanwright.engine.contradictions import TranchesDoNotFit
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from tests.engine.test_schedule import contract

START = date(2026, 1, 15)


def yuan(text: str) -> Money:
    return Money.parse(text)


def construction(**changes: Any) -> LoanTerms:
    """6,000 at the start and 4,000 on 1 March, interest alone for two months, then four installments; 12 %."""
    terms: dict[str, Any] = {
        "start_on": START,
        "periods": 6,
        "grace": Grace(principal=2),
        "later_tranches": (Tranche(date(2026, 3, 1), yuan("4000")),),
    }
    return contract(**terms | changes)


def as_planned(terms: LoanTerms) -> list[Event]:
    """Every tranche on its day."""
    first = terms.principal.minor - sum(tranche.amount.minor for tranche in terms.later_tranches)
    paid_out = [Tranche(terms.start_on, Money(first)), *terms.later_tranches]
    return [
        Disbursed(sequence=sequence, effective_on=tranche.on, amount=tranche.amount)
        for sequence, tranche in enumerate(paid_out, start=1)
    ]


def columns(terms: LoanTerms, events: list[Event], on: date) -> list[tuple[date, int, int]]:
    state = replay(terms, events, on)
    return [(row.due_on, row.due[0], row.due[1]) for row in state.rows if row.number]


@st.composite
def plans(draw: st.DrawFn) -> LoanTerms:
    periods = draw(st.integers(3, 30))
    days = draw(st.lists(st.integers(1, 30 * (periods - 2)), max_size=4, unique=True).map(sorted))
    return contract(
        principal=Money(10_000_000),
        rate=Rate(Decimal(draw(st.integers(0, 3000))) / 10_000),
        method=draw(st.sampled_from([Method.EQUAL_INSTALLMENTS, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY])),
        start_on=START,
        periods=periods,
        grace=Grace(principal=draw(st.integers(0, 2))),
        day_count=draw(st.sampled_from([DayCount.THIRTY_360, DayCount.ACT_365, DayCount.PER_PERIOD])),
        later_tranches=tuple(
            Tranche(START + timedelta(days=day), Money(draw(st.integers(1, 2_000_000)))) for day in days
        ),
    )


@given(plans())
def test_paid_out_as_planned_the_account_asks_what_the_contract_says(terms: LoanTerms) -> None:
    plan = schedule(terms)
    agreed = list(zip(plan.periods.due_on, plan.principal, plan.interest, strict=True))
    last = terms.later_tranches[-1].on if terms.later_tranches else START
    assert columns(terms, as_planned(terms), last) == agreed
    assert sum(plan.principal) == terms.principal.minor
    assert plan.installments[-1].balance.minor == 0
    assert terms_from_json(terms_to_json(terms)) == terms


def test_until_a_tranche_is_paid_out_nobody_owes_it() -> None:
    before = columns(construction(), as_planned(construction()), date(2026, 2, 28))
    assert [principal for _, principal, _ in before] == [0, 0, 147769, 149247, 150739, 152245]


def test_a_tranche_that_comes_late_costs_interest_from_its_own_day() -> None:
    first, second = as_planned(construction())
    late = replace(second, effective_on=date(2026, 3, 8))
    rows = columns(construction(), [first, late], date(2026, 3, 8))
    assert rows[1] == (date(2026, 3, 15), 0, 6933)  # 60.00 on the first 6,000, and seven days of 4,000: 9.33
    assert rows[2:] == columns(construction(), [first, second], date(2026, 3, 1))[2:]


def test_the_rate_may_change_while_principal_waits() -> None:
    changed = RateChanged(sequence=3, effective_on=START, from_on=date(2026, 3, 15), rate=Rate.percent(6))
    rows = columns(construction(), [*as_planned(construction()), changed], date(2026, 3, 15))
    assert [interest for _, _, interest in rows[:3]] == [6000, 7867, 5000]
    assert [principal for _, principal, _ in rows[:2]] == [0, 0]
    assert sum(principal for _, principal, _ in rows) == 1_000_000


@pytest.mark.parametrize(
    "changes",
    [
        {"later_tranches": (Tranche(START, yuan("4000")),)},
        {"later_tranches": (Tranche(date(2026, 3, 1), yuan("10000")),)},
        {"later_tranches": (Tranche(date(2026, 3, 1), yuan("0")),)},
        {"later_tranches": (Tranche(date(2026, 4, 1), yuan("10")), Tranche(date(2026, 3, 1), yuan("10")))},
        {"method": Method.FLAT},
        {"profile": Profile.FINERACT_PROGRESSIVE},
        {"grace": Grace(principal=2, interest_payment=2)},
        {"down_payment": DownPayment(Decimal(20))},
        {"fees": (Fee("opening", FeeTiming.DEDUCTED, percent=Decimal(1)),)},
    ],
)
def test_what_does_not_go_with_tranches(changes: dict[str, Any]) -> None:
    with pytest.raises(TranchesDoNotFit):
        construction(**changes)


def test_a_tranche_after_the_end_is_refused() -> None:
    with pytest.raises(TranchesDoNotFit):
        schedule(construction(later_tranches=(Tranche(date(2026, 7, 15), yuan("4000")),)))
