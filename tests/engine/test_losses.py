"""Loans that are not repaid: what leaves the books, comes back, is recovered or sold; the borrower owes the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.engine.account import Account
from loanwright.engine.api import (
    AccountState,
    AccountStatus,
    AccrualResumed,
    ChargedOff,
    ChargeOffBehaviour,
    Component,
    ContractTerminated,
    Deferred,
    DeferredInterest,
    Disbursed,
    Event,
    FeeCharged,
    Frequency,
    GoodwillGranted,
    LoanTerms,
    Method,
    NonAccrual,
    NonAccrualBegun,
    NothingStillToCome,
    PenaltyTerms,
    Recovered,
    Repaid,
    Reversed,
    Sold,
    Unit,
    Waived,
    WrittenBack,
    WrittenOff,
    accrued,
    event_from_json,
    event_to_json,
    replay,
)
from loanwright.engine.replay import apply
from loanwright.engine.schedule import NO_HOLIDAYS
from loanwright.engine.statement import state_of
from loanwright.engine.timeline import effective
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from tests.engine import strategies
from tests.engine.test_schedule import contract

START = date(2026, 1, 1)
LATE = date(2026, 6, 1)

LOAN = contract(
    principal=Money.parse("1200"),
    rate=Rate.percent(12),
    method=Method.INTEREST_ONLY,
    periods=12,
    start_on=START,
    penalty=PenaltyTerms(rate=Rate.percent(Decimal("18.25"))),
)
"""12.00 of interest a month, and never a payment: on 1 June five of them are overdue, less the last day's."""

PAID_OUT = Disbursed(sequence=1, effective_on=START, amount=LOAN.principal)


def after(*events: Event, on: date = LATE, terms: LoanTerms = LOAN) -> AccountState:
    """The loan after some events, numbered in their order."""
    numbered = [replace(event, sequence=number) for number, event in enumerate(events, start=2)]
    state = replay(terms, [PAID_OUT, *numbered], on)
    assert not state.totals.imbalance
    return state


def figures(state: AccountState, *names: str) -> list[str]:
    """Some of the totals."""
    return [str(getattr(state.totals, name)) for name in names]


STOPPED = NonAccrualBegun(sequence=0, effective_on=LATE)
LOST = WrittenOff(sequence=0, effective_on=LATE)
LATER = LATE + timedelta(days=30)


def paid(amount: str, on: date = LATER) -> Repaid:
    """Money came."""
    return Repaid(sequence=0, effective_on=on, amount=Money.parse(amount))


def recovered(amount: str, on: date = LATER) -> Recovered:
    """Money came for a loan written off."""
    return Recovered(sequence=0, effective_on=on, amount=Money.parse(amount))


def test_non_accrual_takes_unpaid_interest_out_of_income_and_leaves_the_borrower_alone() -> None:
    before, now = after(), after(STOPPED)
    assert figures(before, "interest_receivable", "interest_income", "memo_interest") == ["60.00", "60.00", "0.00"]
    assert figures(now, "interest_receivable", "interest_income", "memo_interest") == ["0.00", "0.00", "60.00"]
    assert (now.due, now.payoff, now.installments) == (before.due, before.payoff, before.installments)
    assert now.non_accrual is NonAccrual.PAST_DUE


def test_what_a_non_accruing_loan_earns_is_income_when_it_is_paid() -> None:
    state = after(STOPPED, paid("20"), on=LATER)
    assert figures(state, "interest_income", "penalty_income", "memo_interest") == ["20.00", "0.00", "52.00"]


def test_a_fee_stays_an_asset_of_a_non_accruing_loan() -> None:
    fee = FeeCharged(sequence=0, effective_on=LATE, amount=Money.parse("5"), name="visit")
    assert figures(after(STOPPED, fee), "fees_receivable", "fee_income") == ["5.00", "5.00"]


def test_accrual_resumed_brings_income_back() -> None:
    cured = after(STOPPED, paid("60"), AccrualResumed(sequence=0, effective_on=LATER), on=LATER)
    assert figures(cured, "interest_receivable", "interest_income", "memo_interest") == ["12.00", "72.00", "0.00"]
    assert cured.non_accrual is None


def test_interest_waived_off_the_books_is_neither_income_nor_loss() -> None:
    waived = Waived(sequence=0, effective_on=LATE, component=Component.INTEREST, amount=Money.parse("24"))
    state = after(STOPPED, waived, AccrualResumed(sequence=0, effective_on=LATE))
    assert figures(state, "interest_income", "waived", "interest_receivable") == ["36.00", "0.00", "36.00"]


@pytest.mark.parametrize(
    ("behaviour", "due", "earned_in_june"),
    [
        (ChargeOffBehaviour.REGULAR, "60.00", "12.00"),
        (ChargeOffBehaviour.INTEREST_STOPPED, "60.00", "0.00"),
        (ChargeOffBehaviour.ACCELERATED, "1260.00", "0.00"),
    ],
)
def test_a_charge_off_takes_everything_off_the_books(
    behaviour: ChargeOffBehaviour, due: str, earned_in_june: str
) -> None:
    terms = replace(LOAN, penalty=None)
    charged_off = ChargedOff(sequence=0, effective_on=LATE, behaviour=behaviour)
    state, later = after(charged_off, terms=terms), after(charged_off, on=LATER, terms=terms)
    lost = ["written_off", "principal", "interest_receivable", "memo_written_off", "memo_interest"]
    assert figures(state, *lost) == ["1200.00", "0.00", "0.00", "1200.00", "60.00"]
    assert str(state.due.total) == due
    assert str(later.totals.memo_interest - state.totals.memo_interest) == earned_in_june
    assert state.charged_off
    assert later.status is AccountStatus.OVERDUE


def test_a_loan_written_off_grows_no_more_and_its_claim_remains() -> None:
    state = after(LOST, on=date(2027, 1, 1))
    assert state.status is AccountStatus.WRITTEN_OFF
    assert str(state.payoff.total) == str(after().payoff.total) == "1260.00"
    assert figures(state, "written_off", "interest_income", "memo_written_off") == ["1200.00", "0.00", "1200.00"]
    assert state.growth.through is None
    assert not state.growth.penalties


def test_what_is_recovered_is_principal_written_off_or_interest_never_counted() -> None:
    state = after(LOST, recovered("100"), on=LATER)  # interest first, as the contract says
    assert figures(state, "recovered", "interest_income", "memo_written_off", "memo_interest") == [
        "40.00",
        "60.00",
        "1160.00",
        "0.00",
    ]


def test_a_claim_recovered_in_full_is_settled() -> None:
    state = after(LOST, recovered("1300"), on=LATER)
    assert state.status is AccountStatus.SETTLED
    assert str(state.credit_balance) == "40.00"
    assert figures(state, "recovered", "interest_income", "memo_written_off") == ["1200.00", "60.00", "0.00"]


def test_after_a_partial_write_off_money_first_reduces_what_is_on_the_books() -> None:
    terms = replace(LOAN, method=Method.BULLET, penalty=None, rate=Rate.percent(0))
    part = WrittenOff(sequence=0, effective_on=LATE, amount=Money.parse("1000"))
    over = date(2027, 1, 1)
    assert figures(after(part, terms=terms), "principal", "memo_written_off") == ["200.00", "1000.00"]
    assert figures(after(part, paid("150", over), on=over, terms=terms), "principal", "recovered") == ["50.00", "0.00"]
    more = after(part, paid("150", over), paid("250", over), on=over, terms=terms)
    assert figures(more, "principal", "recovered", "memo_written_off") == ["0.00", "200.00", "800.00"]
    assert more.status is AccountStatus.ACTIVE


def test_a_write_back_lets_the_loan_live_again_and_keeps_what_was_recovered() -> None:
    back = WrittenBack(sequence=0, effective_on=LATER)
    state = after(LOST, recovered("100"), back, on=LATER)
    assert (state.status, state.charged_off) == (AccountStatus.OVERDUE, False)
    assert state.non_accrual is NonAccrual.PAST_DUE
    assert figures(state, "principal", "written_off", "recovered", "memo_written_off") == [
        "1160.00",
        "40.00",
        "40.00",
        "0.00",
    ]
    tomorrow = after(LOST, recovered("100"), back, on=LATER + timedelta(days=1))
    assert str(tomorrow.totals.memo_interest) == "0.59"  # 1160 x 18.25 % / 360: lateness costs again


def test_a_claim_sold_is_nothing_to_us_any_more() -> None:
    state = after(Sold(sequence=0, effective_on=LATE, amount=Money.parse("300")))
    assert state.status is AccountStatus.SOLD
    assert not (state.payoff.total or state.due.total or state.principal_outstanding)
    assert figures(state, "sale_proceeds", "sale_loss", "interest_income") == ["300.00", "960.00", "60.00"]


def test_what_was_written_off_before_a_sale_is_no_loss_again() -> None:
    state = after(LOST, Sold(sequence=0, effective_on=LATER, amount=Money.parse("300")), on=LATER)
    assert figures(state, "written_off", "recovered", "sale_proceeds", "sale_loss") == [
        "1200.00",
        "0.00",
        "300.00",
        "-300.00",
    ]


def test_a_repayment_found_later_lessens_what_was_written_off() -> None:
    early = paid("100", LATE - timedelta(days=1))
    assert figures(after(LOST, early), "written_off", "memo_written_off") == ["1160.00", "1160.00"]


def test_a_contract_terminated_is_due_at_once() -> None:
    state = after(ContractTerminated(sequence=0, effective_on=LATE))
    assert str(state.due.total) == "1260.00"
    assert figures(state, "principal", "memo_written_off") == ["1200.00", "0.00"]


@pytest.mark.parametrize(("interest", "first"), [(DeferredInterest.CHARGED, "36.00"), (DeferredInterest.FREE, "12.00")])
def test_a_payment_holiday_moves_installments_and_may_cost_interest(interest: DeferredInterest, first: str) -> None:
    holiday = Deferred(sequence=0, effective_on=START, due_on=date(2026, 2, 1), periods=2, interest=interest)
    rows = after(holiday, on=START).installments
    assert [row.due_on for row in rows[:2]] == [date(2026, 4, 1), date(2026, 5, 1)]
    assert [str(row.due.interest) for row in rows[:2]] == [first, "12.00"]
    assert rows[-1].due_on == date(2027, 3, 1)


def test_what_is_overdue_cannot_be_deferred() -> None:
    with pytest.raises(NothingStillToCome):
        after(Deferred(sequence=0, effective_on=LATE, due_on=date(2026, 2, 1), periods=1))


@st.composite
def losing_lives(draw: st.DrawFn) -> tuple[LoanTerms, list[Event]]:
    """A life with losses in it, on any day and in any order."""
    terms, events = draw(strategies.lives())
    for _ in range(draw(st.integers(1, 5))):
        on = terms.start_on + timedelta(days=draw(st.integers(0, 900)))
        events.append(draw(losses(len(events) + 1, on, terms.principal.minor)))
    return terms, events


def losses(sequence: int, on: date, most: int) -> st.SearchStrategy[Event]:
    """One event."""
    amount = st.integers(1, most).map(Money)
    at = {"sequence": st.just(sequence), "effective_on": st.just(on)}
    return st.one_of(
        st.builds(NonAccrualBegun, **at, reason=st.sampled_from(NonAccrual)),
        st.builds(AccrualResumed, **at),
        st.builds(
            ChargedOff, **at, behaviour=st.sampled_from([ChargeOffBehaviour.REGULAR, ChargeOffBehaviour.ACCELERATED])
        ),
        st.builds(WrittenOff, **at, amount=st.none() | amount),
        st.builds(Recovered, **at, amount=amount),
        st.builds(WrittenBack, **at, amount=st.none() | amount),
        st.builds(GoodwillGranted, **at, amount=amount),
        st.builds(Sold, **at, amount=amount),
        st.builds(ContractTerminated, **at),
    )


Life = tuple[LoanTerms, Sequence[Event]]


@given(st.data())
def test_every_day_of_every_life_balances_and_claims_are_on_the_books_or_beside_them(data: st.DataObject) -> None:
    terms, events = data.draw(losing_lives())
    state = replay(terms, events, data.draw(strategies.days_of(terms)))
    totals = state.totals
    assert not totals.imbalance
    assert totals.principal + totals.memo_written_off == state.principal_outstanding
    assert (
        min(totals.principal.minor, totals.memo_written_off.minor, totals.recovered.minor, totals.written_off.minor)
        >= 0
    )
    settled = state.paid.total + state.credit_balance + totals.refunded
    assert settled >= totals.received
    if state.status is AccountStatus.SOLD:
        assert not (state.principal_outstanding or state.due or totals.memo_interest or totals.interest_receivable)


@given(st.data())
def test_write_off_recovery_and_write_back_conserve(data: st.DataObject) -> None:
    """What was written off is recovered, on the books again, still owed, or was forgiven; cash is what came in."""
    terms, events = data.draw(losing_lives())
    kept = [event for event in events if not isinstance(event, GoodwillGranted | Sold | Reversed)]
    totals = replay(terms, kept, data.draw(strategies.days_of(terms))).totals
    assert totals.written_off == totals.recovered + totals.memo_written_off


@given(losing_lives(), st.integers(0, 1000))
def test_reversing_a_loss_restores_the_state_without_it(life: Life, days: int) -> None:
    terms, events = life
    kept = [event for event in events if not isinstance(event, Reversed)]
    as_of = terms.start_on + timedelta(days=days)
    undone = Reversed(sequence=99, effective_on=as_of, reverses=kept[-1].sequence)
    assert replay(terms, [*kept, undone], as_of) == replay(terms, kept[:-1], as_of)


@given(losing_lives(), st.lists(st.integers(0, 1000), max_size=20))
def test_looking_in_between_changes_nothing(life: Life, stops: list[int]) -> None:
    terms, events = life
    as_of = terms.start_on + timedelta(days=1000)
    days = sorted(terms.start_on + timedelta(days=stop) for stop in stops)
    account = Account(terms, NO_HOLIDAYS)
    for day, event in effective(events, terms):
        for stop in days:
            if account.day < stop < day:
                account.advance(stop)
        account.advance(day)
        apply(account, event)
    for stop in [*(day for day in days if day > account.day), as_of]:
        account.advance(stop)
    assert state_of(account) == replay(terms, events, as_of)


@given(losing_lives(), st.integers(0, 1000), st.integers(1, 60))
def test_what_grows_is_foreseen_on_the_books_or_beside_them(life: Life, days: int, ahead: int) -> None:
    """Until `growth.through` lines rise, as income or as memo, and nothing else happens."""
    terms, events = life
    as_of = terms.start_on + timedelta(days=days)
    known = [event for _, event in effective(events, terms) if event.effective_on <= as_of]
    now = replay(terms, known, as_of)
    until = min(as_of + timedelta(days=ahead), now.growth.through or date.max)
    then = replay(terms, known, until)
    lines = [now.growth.interest, *now.growth.penalties]
    risen = sum(accrued(line, until) - accrued(line, as_of) for line in lines)
    on_books = then.totals.interest_income + then.totals.penalty_income
    on_books -= now.totals.interest_income + now.totals.penalty_income
    beside = then.totals.memo_interest - now.totals.memo_interest
    off = now.non_accrual is not None or now.charged_off
    assert (on_books.minor, beside.minor) == ((0, risen) if off else (risen, 0))


@given(losing_lives())
def test_losses_survive_json(life: Life) -> None:
    assert [event_from_json(event_to_json(event)) for event in life[1]] == life[1]


def test_a_rhythm_of_weeks_defers_by_weeks() -> None:
    weekly = replace(LOAN, frequency=Frequency(1, Unit.WEEKS))
    holiday = Deferred(sequence=0, effective_on=START, due_on=date(2026, 1, 8), periods=3)
    assert after(holiday, on=START, terms=weekly).installments[0].due_on == date(2026, 1, 29)
