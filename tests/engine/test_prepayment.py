"""What money paid ahead is for: the next installments, the last ones, a shorter term, or lower installments."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.engine.api import (
    AccountState,
    ChargedBack,
    Component,
    Disbursed,
    Event,
    Excess,
    Fee,
    FeeTiming,
    InterestBasis,
    LoanTerms,
    Method,
    RateChanged,
    Repaid,
    Subsidy,
    Waterfall,
    replay,
    schedule,
)
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from tests.engine.test_schedule import contract

START = date(2026, 1, 15)
PAID_AHEAD = date(2026, 3, 1)


def six_months(**changes: Any) -> LoanTerms:
    """10,000 over six months at 12 %: level installments of 1,725.48."""
    return contract(**{"principal": Money.parse("10000"), "periods": 6, "start_on": START} | changes)


def life(terms: LoanTerms, excess: Excess, amount: str = "5000", *then: Event) -> list[Event]:
    """The first installment in time, and money ahead on 1 March."""
    first = schedule(terms).installments[0]
    return [
        Disbursed(sequence=1, effective_on=START, amount=terms.principal),
        Repaid(sequence=2, effective_on=first.due_on, amount=first.total),
        Repaid(sequence=3, effective_on=PAID_AHEAD, amount=Money.parse(amount), allocation=Waterfall(excess=excess)),
        *then,
    ]


def ahead(terms: LoanTerms, excess: Excess, amount: str = "5000") -> AccountState:
    return replay(terms, life(terms, excess, amount), PAID_AHEAD)


def still_asked(state: AccountState) -> list[tuple[str, str]]:
    """Due date and what is left of every installment that is not paid."""
    return [(str(row.due_on), str(row.remaining.total)) for row in state.installments if row.remaining]


LEVEL = "1725.48"
LEFT = {
    Excess.NEXT_INSTALLMENT: [("2026-05-15", "176.44"), ("2026-06-15", LEVEL), ("2026-07-15", "1725.51")],
    Excess.LAST_INSTALLMENT: [("2026-03-15", LEVEL), ("2026-04-15", LEVEL), ("2026-05-15", "176.47")],
    Excess.SHORTEN_TERM: [("2026-03-15", LEVEL), ("2026-04-15", LEVEL), ("2026-05-15", "1.07")],
    Excess.LOWER_INSTALLMENT: [
        *[(f"2026-0{month}-15", "700.73") for month in (3, 4, 5, 6)],
        ("2026-07-15", "700.71"),
    ],
}


@pytest.mark.parametrize("excess", LEFT)
def test_four_ways_to_pay_ahead(excess: Excess) -> None:
    state = ahead(six_months(), excess)
    assert still_asked(state) == LEFT[excess]
    assert not state.totals.imbalance


@pytest.mark.parametrize(
    "method", [Method.EQUAL_INSTALLMENTS, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.FLAT]
)
@pytest.mark.parametrize("excess", [Excess.SHORTEN_TERM, Excess.LOWER_INSTALLMENT])
def test_principal_repaid_ahead_saves_its_interest(method: Method, excess: Excess) -> None:
    terms = six_months(method=method)
    state = ahead(terms, excess)
    plan = schedule(terms)
    assert terms.principal - state.principal_outstanding == plan.installments[0].principal + Money.parse("5000")
    assert sum(row.due[1] for row in state.rows) < sum(plan.interest)


def test_fees_of_installments_that_a_shorter_term_leaves_out_are_not_owed() -> None:
    terms = six_months(fees=(Fee("service", FeeTiming.PER_INSTALLMENT, amount=Money.parse("1")),))
    state = ahead(terms, Excess.SHORTEN_TERM)
    assert [str(row.due.fees) for row in state.installments if row.number] == ["1.00"] * 4


def test_all_principal_repaid_ahead_leaves_the_interest_earned() -> None:
    state = ahead(six_months(), Excess.SHORTEN_TERM, "8500")
    assert still_asked(state) == [("2026-03-15", "44.66")]
    assert str(state.credit_balance) == "125.48"


@pytest.mark.parametrize(
    ("asked", "instead"),
    [(Excess.SHORTEN_TERM, Excess.LAST_INSTALLMENT), (Excess.LOWER_INSTALLMENT, Excess.EQUAL_SHARES)],
)
def test_where_the_plan_is_fixed_money_pays_installments_instead(asked: Excess, instead: Excess) -> None:
    terms = six_months(subsidy=Subsidy(points=Rate.percent(3)))
    assert still_asked(ahead(terms, asked)) == still_asked(ahead(terms, instead))


def test_money_repaid_ahead_may_be_charged_back() -> None:
    back = ChargedBack(
        sequence=4,
        effective_on=date(2026, 3, 5),
        amount=Money.parse("5000"),
        payment=3,
        components=(Component.PRINCIPAL,),
    )
    terms = six_months()
    state = replay(terms, life(terms, Excess.SHORTEN_TERM, "5000", back), date(2026, 3, 5))
    assert str(state.principal_outstanding) == "8374.52"
    assert not state.totals.imbalance


def test_the_rate_may_change_after_principal_was_repaid_ahead() -> None:
    changed = RateChanged(sequence=4, effective_on=PAID_AHEAD, from_on=date(2026, 3, 15), rate=Rate.percent(6))
    terms = six_months()
    state = replay(terms, life(terms, Excess.LOWER_INSTALLMENT, "5000", changed), date(2026, 3, 15))
    assert sum(row.due[0] for row in state.rows) == terms.principal.minor


@given(
    st.sampled_from(Excess),
    st.sampled_from(InterestBasis),
    st.sampled_from([Method.EQUAL_INSTALLMENTS, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.BULLET]),
    st.integers(1, 1_200_000),
)
def test_no_cent_is_created_or_lost_however_money_is_paid_ahead(
    excess: Excess, basis: InterestBasis, method: Method, amount: int
) -> None:
    terms = six_months(interest_basis=basis, method=method)
    opened = Disbursed(sequence=1, effective_on=START, amount=terms.principal)
    paid = Repaid(sequence=2, effective_on=PAID_AHEAD, amount=Money(amount), allocation=Waterfall(excess=excess))
    state = replay(terms, [opened, paid], PAID_AHEAD)
    assert state.paid.total.minor + state.credit_balance.minor == amount
    assert sum(row.due[0] for row in state.rows) == terms.principal.minor
    assert not state.totals.imbalance
