"""Agreeing the rest of a loan anew, and money that comes and goes in other ways than a borrower paying."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loanwright.engine.api import (
    AccountState,
    ChargebackExceedsPayment,
    ChargedBack,
    Component,
    Disbursed,
    DueDateShifted,
    Event,
    Excess,
    Frequency,
    GoodwillGranted,
    IncomeCapitalised,
    InterestBasis,
    InterestRefunded,
    InterestRunsOn,
    LoanTerms,
    MerchantRefunded,
    NoSuchRefund,
    OpenInterest,
    ReAged,
    ReAmortised,
    Repaid,
    Reversed,
    TermExtended,
    Unit,
    Waterfall,
    event_from_json,
    event_to_json,
    replay,
)
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from loanwright.kernel.refusals import Refusal
from tests.engine import strategies
from tests.engine.test_schedule import contract

START = date(2024, 1, 1)
MONTHLY = Frequency(1, Unit.MONTHS)


def loan(percent: int = 0, excess: Excess = Excess.HOLD) -> LoanTerms:
    """600 over six months."""
    return contract(
        principal=Money.parse("600"),
        rate=Rate.percent(percent),
        periods=6,
        start_on=START,
        allocation=Waterfall(excess=excess),
    )


def after(terms: LoanTerms, *events: Event, on: date) -> AccountState:
    """The loan disbursed, and then some events."""
    return replay(terms, [Disbursed(sequence=1, effective_on=START, amount=terms.principal), *events], on)


def rows(state: AccountState) -> list[tuple[str, str]]:
    """What asks anything, and when."""
    return [(row.due_on.isoformat(), str(row.due.total)) for row in state.installments if row.due]


def test_reaged_everything_outstanding_is_spread_anew() -> None:
    again = ReAged(
        sequence=2, effective_on=date(2024, 3, 10), first_due_on=date(2024, 4, 5), installments=3, frequency=MONTHLY
    )
    state = after(loan(), again, on=date(2024, 3, 10))
    assert rows(state) == [("2024-04-05", "200.00"), ("2024-05-05", "200.00"), ("2024-06-05", "200.00")]
    assert state.days_past_due == 0


def test_reaged_with_interest_recalculated_what_was_earned_comes_first() -> None:
    """Nothing is earned twice, and nothing is forgotten."""
    again = ReAged(
        sequence=2, effective_on=date(2024, 3, 11), first_due_on=date(2024, 4, 11), installments=3, frequency=MONTHLY
    )
    before = after(loan(12), on=date(2024, 3, 11))
    state = after(loan(12), again, on=date(2024, 3, 11))
    assert state.totals.interest_income == before.totals.interest_income
    assert state.principal_outstanding == before.principal_outstanding
    assert state.days_past_due == 0
    assert not state.totals.imbalance


def test_reaged_in_shares_no_more_interest_runs() -> None:
    shares = ReAged(
        sequence=2,
        effective_on=date(2024, 3, 11),
        first_due_on=date(2024, 4, 11),
        installments=4,
        frequency=MONTHLY,
        interest=OpenInterest.EARNED_IN_SHARES,
    )
    state = after(loan(12), shares, on=date(2024, 3, 11))
    assert len({total for _, total in rows(state)}) <= 2  # equal but for the last
    assert sum(row.due.interest.minor for row in state.installments) == 1237  # 6.00 + 5.02 + 4.05 x 10 / 30


def test_reamortised_what_is_overdue_joins_the_rest() -> None:
    state = after(loan(), ReAmortised(sequence=2, effective_on=date(2024, 3, 10)), on=date(2024, 3, 10))
    assert rows(state) == [(f"2024-0{month}-01", "150.00") for month in (4, 5, 6, 7)]


def test_running_interest_cannot_be_shared_out() -> None:
    shares = ReAmortised(sequence=2, effective_on=date(2024, 3, 10), interest=OpenInterest.EARNED_IN_SHARES)
    with pytest.raises(InterestRunsOn):
        after(loan(12), shares, on=date(2024, 3, 10))


def test_a_longer_term_lowers_what_is_still_to_come() -> None:
    longer = TermExtended(sequence=2, effective_on=date(2024, 3, 10), from_on=date(2024, 4, 1), installments=4)
    state = after(loan(), longer, on=date(2024, 3, 10))
    assert rows(state)[2:] == [(f"2024-{month:02}-01", "50.00") for month in range(4, 12)]


def test_a_shifted_due_date_takes_the_later_ones_along() -> None:
    later = DueDateShifted(
        sequence=2, effective_on=date(2024, 3, 10), due_on=date(2024, 4, 1), new_due_on=date(2024, 5, 15)
    )
    state = after(loan(), later, on=date(2024, 3, 10))
    assert [due_on for due_on, _ in rows(state)[2:]] == ["2024-05-15", "2024-06-15", "2024-07-15", "2024-08-15"]


def test_income_capitalised_is_owed_but_was_not_paid_out() -> None:
    state = after(loan(), IncomeCapitalised(sequence=2, effective_on=START, amount=Money.parse("60")), on=START)
    assert {total for _, total in rows(state)} == {"110.00"}
    assert str(state.totals.fee_income) == "60.00"
    assert str(state.totals.disbursed) == "600.00"


def test_goodwill_counts_as_paid_and_is_given_up() -> None:
    kind = GoodwillGranted(sequence=2, effective_on=date(2024, 2, 1), amount=Money.parse("100"))
    state = after(loan(), kind, on=date(2024, 2, 1))
    assert (str(state.principal_outstanding), str(state.totals.waived)) == ("500.00", "100.00")
    assert not state.totals.received


def test_a_merchant_s_refund_is_money_and_may_pay_all_installments_alike() -> None:
    refund = MerchantRefunded(
        sequence=2, effective_on=START, amount=Money.parse("300"), allocation=Waterfall(excess=Excess.EQUAL_SHARES)
    )
    state = after(loan(), refund, on=START)
    assert [str(row.paid.principal) for row in state.installments] == ["50.00"] * 6


def test_money_may_pay_the_running_installment_and_then_the_last() -> None:
    paid = Repaid(sequence=2, effective_on=date(2024, 2, 10), amount=Money.parse("250"))
    state = after(loan(excess=Excess.CURRENT_THEN_LAST), paid, on=date(2024, 2, 10))
    amounts = [str(row.paid.principal) for row in state.installments]
    assert amounts == ["100.00", "100.00", "0.00", "0.00", "0.00", "50.00"]


def test_a_payment_charged_back_is_owed_again_in_the_order_asked_for() -> None:
    paid = Repaid(sequence=2, effective_on=date(2024, 2, 1), amount=Money.parse("103.53"))
    back = ChargedBack(
        sequence=3,
        effective_on=date(2024, 2, 10),
        amount=Money.parse("50"),
        payment=2,
        components=(Component.INTEREST, Component.PRINCIPAL),
    )
    before = after(loan(12), paid, on=date(2024, 2, 10))
    state = after(loan(12), paid, back, on=date(2024, 2, 10))
    assert (state.payoff - before.payoff).minors == (4400, 600, 0, 0)
    assert str(state.totals.refunded) == "50.00"
    assert not state.totals.imbalance


def test_interest_is_given_back_for_what_was_returned() -> None:
    """300 of 600 returned after a month at 12 %: half of the month's 6.00."""
    refund = MerchantRefunded(sequence=2, effective_on=date(2024, 2, 1), amount=Money.parse("300"))
    back = InterestRefunded(sequence=3, effective_on=date(2024, 2, 1), refund=2)
    state = after(loan(12), refund, back, on=date(2024, 2, 1))
    assert str(state.totals.waived) == "3.00"
    assert not state.totals.imbalance


def test_interest_is_given_back_only_with_a_refund() -> None:
    with pytest.raises(NoSuchRefund):
        after(loan(12), InterestRefunded(sequence=2, effective_on=START, refund=1), on=START)


def test_no_more_can_be_charged_back_than_was_paid() -> None:
    paid = Repaid(sequence=2, effective_on=date(2024, 2, 1), amount=Money.parse("100"))
    back = [ChargedBack(sequence=k, effective_on=date(2024, 2, 2), amount=Money.parse("60"), payment=2) for k in (3, 4)]
    with pytest.raises(ChargebackExceedsPayment):
        after(loan(), paid, *back, on=date(2024, 2, 2))


@st.composite
def changes(draw: st.DrawFn, terms: LoanTerms, sequence: int) -> Any:
    """Any event of this page."""
    on = terms.start_on + timedelta(days=draw(st.integers(0, 500)))
    common: dict[str, Any] = {"sequence": sequence, "effective_on": on}
    amount = Money(draw(st.integers(1, terms.principal.minor)))
    frequency = Frequency(draw(st.integers(1, 2)), draw(st.sampled_from([Unit.WEEKS, Unit.MONTHS])))
    later = on + timedelta(days=draw(st.integers(1, 60)))
    count, interest = draw(st.integers(1, 8)), draw(st.sampled_from(OpenInterest))
    return draw(
        st.sampled_from(
            [
                ReAged(**common, first_due_on=later, installments=count, frequency=frequency, interest=interest),
                ReAmortised(**common),
                TermExtended(**common, from_on=on, installments=count),
                IncomeCapitalised(**common, amount=amount),
                GoodwillGranted(**common, amount=amount),
                MerchantRefunded(**common, amount=amount),
                ChargedBack(**common, amount=amount, payment=2),
            ]
        )
    )


@st.composite
def changed_lives(draw: st.DrawFn) -> tuple[LoanTerms, list[Event]]:
    """A contract, payments, and up to three changes."""
    terms = draw(strategies.terms())
    events: list[Event] = [Disbursed(sequence=1, effective_on=terms.start_on, amount=terms.principal)]
    for sequence in range(2, draw(st.integers(3, 5))):
        on = terms.start_on + timedelta(days=draw(st.integers(0, 500)))
        events.append(
            Repaid(sequence=sequence, effective_on=on, amount=Money(draw(st.integers(1, terms.principal.minor))))
        )
    for _ in range(draw(st.integers(1, 3))):
        events.append(draw(changes(terms, len(events) + 1)))
    return terms, events


@settings(max_examples=25)
@given(changed_lives(), st.integers(0, 900))
def test_totals_balance_after_every_change_and_a_reversal_restores_them(
    life: tuple[LoanTerms, list[Event]], days: int
) -> None:
    terms, events = life
    as_of = terms.start_on + timedelta(days=days)
    assert [event_from_json(event_to_json(event)) for event in events] == events
    try:
        state, before = replay(terms, events, as_of), replay(terms, events[:-1], as_of)
    except Refusal:
        return
    assert not state.totals.imbalance
    assert state.totals.principal == state.principal_outstanding
    assert all(min(row.remaining.minors) >= 0 for row in state.installments)
    reversal = Reversed(sequence=99, effective_on=as_of, reverses=events[-1].sequence)
    assert replay(terms, [*events, reversal], as_of) == before


def test_interest_on_the_real_balance_follows_what_was_agreed_anew() -> None:
    terms = contract(principal=Money.parse("600"), rate=Rate.percent(12), periods=6, start_on=START)
    terms = LoanTerms(**{**{f: getattr(terms, f) for f in terms.__slots__}, "interest_basis": InterestBasis.ON_BALANCE})
    again = ReAged(
        sequence=2, effective_on=date(2024, 2, 1), first_due_on=date(2024, 3, 1), installments=5, frequency=MONTHLY
    )
    state = after(terms, again, on=date(2024, 2, 1))
    assert str(state.installments[1].due.interest) == "12.00"  # January's 6.00 and February's on 600
