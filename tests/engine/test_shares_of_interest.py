"""Interest that somebody else pays, that is paid later, or that is paid apart from the installments."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.engine.api import (
    AccountStatus,
    BrokenPeriod,
    Disbursed,
    DueDay,
    Event,
    Grace,
    LoanTerms,
    Method,
    PaidOff,
    PlanIsFixed,
    RateChanged,
    Repaid,
    Season,
    Subsidy,
    TermsNotConsistent,
    UnpaidInterest,
    annual_rates,
    payoff_quote,
    replay,
    schedule,
)
from loanwright.engine.contradictions import BrokenPeriodDoesNotFit, GraceDoesNotFit, RealBalanceDoesNotFit
from loanwright.engine.rate_terms import SubsidyNotClear
from loanwright.engine.terms import InterestBasis
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from tests.engine import strategies
from tests.engine.test_schedule import contract

subsidies = st.builds(
    Subsidy, percent=st.integers(0, 100).map(Decimal), periods=st.none() | st.integers(1, 20)
) | st.builds(Subsidy, points=strategies.rates)


def disbursed(terms: LoanTerms) -> Disbursed:
    return Disbursed(sequence=1, effective_on=terms.start_on, amount=terms.principal)


@given(strategies.terms(), subsidies)
def test_both_shares_sum_to_the_whole(terms: LoanTerms, subsidy: Subsidy) -> None:
    terms = replace(terms, interest_basis=InterestBasis.AS_AGREED)
    whole, shared = schedule(terms), schedule(replace(terms, subsidy=subsidy))
    assert shared.principal == whole.principal
    assert [sum(parts) for parts in zip(shared.interest, shared.subsidy, strict=True)] == list(whole.interest)
    assert min(shared.interest) >= 0
    assert min(shared.subsidy) >= 0
    opened = replay(shared.terms, [disbursed(shared.terms)], shared.terms.start_on)
    due = [(row.due.interest, row.due.principal) for row in opened.installments if row.number]
    assert due == [(row.interest, row.principal) for row in shared.installments if row.number]


@pytest.mark.parametrize(
    ("subsidy", "borrower", "third_party"),
    [
        (Subsidy(percent=Decimal(50)), ["50.00", "46.06"], ["50.00", "46.06"]),  # of 100.00 and 92.12
        (Subsidy(points=Rate.percent(3)), ["75.00", "69.09"], ["25.00", "23.03"]),  # 3 of 12 points
        (Subsidy(points=Rate.percent(30)), ["0.00", "0.00"], ["100.00", "92.12"]),
        (Subsidy(percent=Decimal(100), periods=1), ["0.00", "92.12"], ["100.00", "0.00"]),
    ],
)
def test_what_a_third_party_pays(subsidy: Subsidy, borrower: list[str], third_party: list[str]) -> None:
    plan = schedule(contract(subsidy=subsidy))
    assert [str(row.interest) for row in plan.installments[:2]] == borrower
    assert [str(row.subsidy) for row in plan.installments[:2]] == third_party


def test_the_annual_rate_is_the_borrowers() -> None:
    rates = annual_rates(schedule(contract(method=Method.INTEREST_ONLY, subsidy=Subsidy(points=Rate.percent(3)))))
    assert f"{rates.simple.as_percent:.2f}" == "9.00"


def test_a_subsidised_plan_is_not_computed_again() -> None:
    terms = contract(subsidy=Subsidy(percent=Decimal(50)))
    change = RateChanged(sequence=2, effective_on=date(2026, 3, 1), from_on=date(2026, 3, 1), rate=Rate.percent(6))
    with pytest.raises(PlanIsFixed):
        replay(terms, [disbursed(terms), change], date(2026, 3, 1))


@pytest.mark.parametrize(
    ("unpaid", "rows"),
    [
        (UnpaidInterest.CARRIED, [("0.00", "0.00"), ("0.00", "0.00"), ("2500.00", "300.00"), ("2500.00", "75.00")]),
        (UnpaidInterest.SPREAD, [("0.00", "0.00"), ("0.00", "0.00"), ("2500.00", "150.00"), ("2500.00", "125.00")]),
        (
            UnpaidInterest.CAPITALISED,  # 10,000.00, 10,100.00, 10,201.00 in four parts
            [("-100.00", "100.00"), ("-101.00", "101.00"), ("2550.25", "102.01"), ("2550.25", "76.51")],
        ),
    ],
)
def test_interest_that_need_not_be_paid_yet(unpaid: UnpaidInterest, rows: list[tuple[str, str]]) -> None:
    grace = Grace(principal=2, interest_payment=2, unpaid=unpaid)
    plan = schedule(contract(method=Method.EQUAL_PRINCIPAL, periods=6, grace=grace))
    assert [(str(row.principal), str(row.interest)) for row in plan.installments[:4]] == rows
    assert plan.installments[-1].balance.minor == 0


def test_capitalised_interest_owes_interest_from_the_day_it_joins() -> None:
    """Nothing is ever overdue, the balance grows by each month's interest, and the books balance on every day."""
    terms = contract(periods=6, grace=Grace(principal=2, interest_payment=2, unpaid=UnpaidInterest.CAPITALISED))
    events: list[Event] = [disbursed(terms)]
    balances = []
    for day in (date(2026, 1, 20), date(2026, 2, 10), date(2026, 3, 9), date(2026, 3, 10)):
        state = replay(terms, events, day)
        assert state.totals.imbalance.minor == 0
        assert (state.days_past_due, state.due.total.minor) == (0, 0)
        assert state.totals.principal == state.principal_outstanding
        balances.append(str(state.principal_outstanding))
    assert balances == ["10000.00", "10100.00", "10100.00", "10201.00"]
    for row in schedule(terms).installments[2:]:
        events.append(Repaid(sequence=len(events) + 1, effective_on=row.due_on, amount=row.total))
    last = replay(terms, events, events[-1].effective_on)
    assert (last.status, last.credit_balance.minor) == (AccountStatus.SETTLED, 0)


@pytest.mark.parametrize("day", [date(2026, 1, 25), date(2026, 2, 10), date(2026, 2, 25), date(2026, 4, 1)])
def test_a_loan_that_capitalises_can_be_paid_off_on_any_day(day: date) -> None:
    terms = contract(periods=6, grace=Grace(principal=2, interest_payment=2, unpaid=UnpaidInterest.CAPITALISED))
    quote = payoff_quote(terms, [disbursed(terms)], day)
    paid = PaidOff(sequence=2, effective_on=day, amount=quote.amount)
    state = replay(terms, [disbursed(terms), paid], day)
    assert (state.status, state.credit_balance.minor) == (AccountStatus.SETTLED, 0)
    assert state.totals.imbalance.minor == 0


@pytest.mark.parametrize(
    ("where", "up_front", "first", "second"),
    [
        (BrokenPeriod.LEVELLED, 0, "892.89", "892.89"),  # 45 days: the annuity of it
        (BrokenPeriod.IN_FIRST, 0, "938.49", "888.49"),  # 50.00 for fifteen days more
        (BrokenPeriod.UP_FRONT, 5000, "888.49", "888.49"),
        (BrokenPeriod.SPREAD, 0, "892.66", "892.66"),  # 50.00 in twelve parts
    ],
)
def test_a_long_first_period(where: BrokenPeriod, up_front: int, first: str, second: str) -> None:
    """10,000 at 12 % from 10 January, first due on 25 February, 30/360."""
    plan = schedule(contract(first_due_on=date(2026, 2, 25), broken_period=where))
    rows = [row for row in plan.installments if row.number]
    assert (plan.interest_upfront, str(rows[0].total), str(rows[1].total)) == (up_front, first, second)


@pytest.mark.parametrize("where", [BrokenPeriod.IN_FIRST, BrokenPeriod.UP_FRONT, BrokenPeriod.SPREAD])
def test_a_short_first_period_lowers_the_first_installment(where: BrokenPeriod) -> None:
    """Fifteen days cost 50.00 instead of 100.00."""
    plan = schedule(contract(first_due_on=date(2026, 1, 25), broken_period=where))
    assert [str(row.total) for row in plan.installments[:2]] == ["838.49", "888.49"]


@given(st.integers(1, 80), st.sampled_from(BrokenPeriod), st.sampled_from([Method.EQUAL_PRINCIPAL, Method.FLAT]))
def test_broken_days_cost_the_same_wherever_they_are_charged(days: int, where: BrokenPeriod, method: Method) -> None:
    first = date.fromordinal(date(2026, 1, 10).toordinal() + days)
    terms = contract(first_due_on=first, method=method)
    apart = schedule(replace(terms, broken_period=where))
    assert apart.total_interest == schedule(terms).total_interest
    opened = replay(apart.terms, [disbursed(terms)], terms.start_on)
    assert sum(row.due.interest.minor for row in opened.installments) == apart.total_interest.minor
    assert opened.totals.imbalance == Money(0)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"broken_period": BrokenPeriod.SPREAD, "season": Season((6,), 1)}, BrokenPeriodDoesNotFit),
        ({"broken_period": BrokenPeriod.UP_FRONT, "method": Method.BULLET}, BrokenPeriodDoesNotFit),
        (
            {"broken_period": BrokenPeriod.SPREAD, "due_day": DueDay(5), "grace": Grace(principal=1)},
            BrokenPeriodDoesNotFit,
        ),
        (
            {"broken_period": BrokenPeriod.SPREAD, "interest_basis": InterestBasis.ON_BALANCE},
            RealBalanceDoesNotFit,
        ),
        (
            {"subsidy": Subsidy(percent=Decimal(5)), "interest_basis": InterestBasis.ON_BALANCE},
            RealBalanceDoesNotFit,
        ),
        (
            {"grace": Grace(principal=1, interest_payment=2, unpaid=UnpaidInterest.CAPITALISED)},
            GraceDoesNotFit,
        ),
    ],
)
def test_shares_that_contradict_other_terms(changes: dict[str, Any], refusal: type[TermsNotConsistent]) -> None:
    with pytest.raises(refusal):
        contract(**changes)


@pytest.mark.parametrize(
    "subsidy",
    [{}, {"percent": Decimal(101)}, {"percent": Decimal(-1)}, {"percent": Decimal(1), "points": Rate.percent(1)}],
)
def test_subsidies_that_are_not_clear(subsidy: dict[str, Any]) -> None:
    with pytest.raises(SubsidyNotClear):
        Subsidy(**subsidy)
