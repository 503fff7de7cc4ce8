"""A revolving line: drawn and repaid on any day, interest by the day, limit changes and freezes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.engine.api import (
    AccountState,
    AccountStatus,
    Component,
    DrawExceedsLimit,
    Drawn,
    Event,
    EventOfAnotherAccount,
    Frozen,
    InterestDue,
    InterestStopped,
    LimitChanged,
    LineClosedToDraws,
    LineTerms,
    PenaltyTerms,
    Refunded,
    Repaid,
    Reversed,
    Unfrozen,
    Waived,
    accrued,
    check_draw,
    event_from_json,
    event_to_json,
    line_from_json,
    line_to_json,
    replay_line,
)
from loanwright.engine.line_terms import LineNotClear
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate

START = date(2026, 1, 10)


def yuan(text: str) -> Money:
    return Money.parse(text)


def line(**changes: Any) -> LineTerms:
    """10,000 at 18 % a year, half a percent of 10,000 in ten days; interest due on the 20th, all of it on 10 July."""
    plain: dict[str, Any] = {
        "limit": yuan("10000"),
        "rate": Rate.percent(18),
        "start_on": START,
        "until_on": date(2026, 7, 10),
        "due_day": 20,
        "penalty": PenaltyTerms(Rate.percent(27)),
    }
    return LineTerms(**(plain | changes))


def account(terms: LineTerms, events: list[Event], as_of: date) -> AccountState:
    return replay_line(terms, events, as_of).account


def drawn(sequence: int, day: date, amount: str) -> Drawn:
    return Drawn(sequence=sequence, effective_on=day, amount=yuan(amount))


def paid(sequence: int, day: date, amount: str) -> Repaid:
    return Repaid(sequence=sequence, effective_on=day, amount=yuan(amount))


def test_interest_runs_by_the_day_on_what_is_drawn() -> None:
    """4,000 for five days, 3,000 for three, 5,000 for two: 10.00 + 4.50 + 5.00 on the 20th."""
    events: list[Event] = [
        drawn(1, START, "4000"),
        paid(2, date(2026, 1, 15), "1000"),
        drawn(3, date(2026, 1, 18), "2000"),
    ]
    before = replay_line(line(), events, date(2026, 1, 19))
    assert (str(before.account.principal_outstanding), str(before.available)) == ("5000.00", "5000.00")
    assert str(before.account.interest_accrued) == "17.00"
    assert before.account.next_due is not None
    assert (str(before.account.next_due.amount), before.account.next_due.on) == ("19.50", date(2026, 1, 20))
    due = account(line(), events, date(2026, 1, 20))
    assert (str(due.due.interest), str(due.interest_accrued)) == ("19.50", "0.00")
    assert [(row.due_on, str(row.due.interest), str(row.balance)) for row in due.installments] == [
        (date(2026, 1, 20), "19.50", "5000.00"),
        (date(2026, 2, 20), "77.50", "5000.00"),
    ]


def test_with_each_repayment_its_interest_is_due() -> None:
    events: list[Event] = [drawn(1, START, "4000"), paid(2, date(2026, 1, 20), "1000")]
    state = account(line(interest_due=InterestDue.WITH_REPAYMENT), events, date(2026, 1, 20))
    outstanding = str(state.principal_outstanding)
    assert (outstanding, str(state.interest_accrued)) == ("3020.00", "0.00")  # 20.00 of the 1,000 was interest
    assert state.next_due is not None
    assert state.next_due.on == date(2026, 7, 10)


def test_what_was_repaid_may_be_drawn_again() -> None:
    events: list[Event] = [
        drawn(1, START, "10000"),
        paid(2, date(2026, 1, 20), "10050"),
        drawn(3, date(2026, 1, 21), "10000"),
    ]
    state = replay_line(line(), events, date(2026, 1, 21))
    assert (str(state.account.principal_outstanding), state.available.minor) == ("10000.00", 0)
    assert str(state.account.totals.disbursed) == "20000.00"


def test_at_the_end_everything_is_due_and_then_costs_penalty() -> None:
    """10,000 from 20 June to 10 July: 100.00; two days late cost 10,000 x 27 % x 2 / 360."""
    state = account(line(), [drawn(1, date(2026, 6, 20), "10000")], date(2026, 7, 12))
    assert [str(state.due.principal), str(state.due.interest), str(state.due.penalties)] == [
        "10000.00",
        "100.00",
        "15.00",
    ]
    assert (state.days_past_due, state.interest_accrued.minor, state.next_due) == (2, 0, None)
    assert state.status is AccountStatus.OVERDUE


@pytest.mark.parametrize(
    ("events", "available"),
    [
        ([], "10000.00"),
        ([Frozen(sequence=1, effective_on=START)], "0.00"),
        ([Frozen(sequence=1, effective_on=START), Unfrozen(sequence=2, effective_on=START)], "10000.00"),
        ([LimitChanged(sequence=1, effective_on=START, limit=yuan("3000"))], "3000.00"),
        ([drawn(1, START, "5000"), LimitChanged(sequence=2, effective_on=START, limit=yuan("3000"))], "0.00"),
    ],
)
def test_limit_and_freeze(events: list[Event], available: str) -> None:
    assert str(replay_line(line(), events, START).available) == available


@pytest.mark.parametrize(
    ("events", "day", "amount", "refusal"),
    [
        ([], START, "10000.01", DrawExceedsLimit),
        ([drawn(1, START, "9000")], START, "1000.01", DrawExceedsLimit),
        ([Frozen(sequence=1, effective_on=START)], START, "1", LineClosedToDraws),
        ([], date(2026, 7, 10), "1", LineClosedToDraws),
    ],
)
def test_draws_that_do_not_fit(events: list[Event], day: date, amount: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check_draw(replay_line(line(), events, day), yuan(amount))


def test_what_the_bank_has_paid_out_is_a_fact_though_it_fits_no_more() -> None:
    frozen = Frozen(sequence=1, effective_on=START)
    state = replay_line(line(), [frozen, drawn(2, START, "12000")], START)
    assert (str(state.account.principal_outstanding), state.available.minor) == ("12000.00", 0)
    late = account(line(), [drawn(1, date(2026, 7, 11), "500")], date(2026, 7, 12))
    assert (str(late.overdue.principal), late.days_past_due) == ("500.00", 1)


def test_a_draw_that_came_back_has_cost_nothing() -> None:
    events: list[Event] = [drawn(1, START, "4000"), Reversed(sequence=2, effective_on=START, reverses=1)]
    state = account(line(), events, date(2026, 2, 20))
    assert (state.principal_outstanding.minor, state.totals.interest_income.minor, state.rows) == (0, 0, ())


def test_what_is_too_much_is_paid_back_and_what_is_due_may_be_given_up() -> None:
    events: list[Event] = [
        drawn(1, START, "4000"),
        paid(2, date(2026, 1, 15), "4100"),
        Refunded(sequence=3, effective_on=date(2026, 1, 15), amount=yuan("90")),
        drawn(4, date(2026, 1, 15), "4000"),
        Waived(sequence=5, effective_on=date(2026, 1, 20), component=Component.INTEREST, amount=yuan("3")),
    ]
    state = account(line(), events, date(2026, 1, 20))
    assert (state.credit_balance.minor, str(state.due.interest)) == (0, "7.00")
    assert state.totals.imbalance.minor == 0


def test_settled_when_it_has_ended_and_nothing_is_owed() -> None:
    assert account(line(), [drawn(1, START, "4000"), paid(2, START, "4000")], date(2026, 7, 9)).settled_on is None
    ended = account(line(), [drawn(1, START, "4000"), paid(2, START, "4000")], date(2026, 8, 1))
    assert (ended.status, ended.settled_on) == (AccountStatus.SETTLED, date(2026, 7, 10))


def test_the_events_of_a_plan_are_refused() -> None:
    with pytest.raises(EventOfAnotherAccount):
        replay_line(line(), [InterestStopped(sequence=1, effective_on=START)], START)


@pytest.mark.parametrize("changes", [{"limit": Money(0)}, {"until_on": START}, {"due_day": 32}])
def test_lines_that_are_not_clear(changes: dict[str, Any]) -> None:
    with pytest.raises(LineNotClear):
        line(**changes)


def test_a_line_survives_json() -> None:
    assert line_from_json(line_to_json(line())) == line()
    limit = LimitChanged(sequence=1, effective_on=START, limit=yuan("3000"))
    assert event_from_json(event_to_json(limit)) == limit


moves = st.lists(st.tuples(st.integers(0, 200), st.booleans(), st.integers(1, 1_200_000)), max_size=12)


def _lived(terms: LineTerms, chosen: list[tuple[int, bool, int]]) -> list[Event]:
    """Draws as far as they fit, and payments of any size, in the order of days."""
    events: list[Event] = []
    for days, draws, amount in sorted(chosen):
        day = START + timedelta(days=days)
        if not draws:
            events.append(Repaid(sequence=len(events) + 1, effective_on=day, amount=Money(amount)))
        elif (fits := min(amount, replay_line(terms, events, day).available.minor)) > 0:
            events.append(Drawn(sequence=len(events) + 1, effective_on=day, amount=Money(fits)))
    return events


@given(moves, st.sampled_from(InterestDue), st.integers(0, 300))
def test_no_cent_is_created_or_lost(chosen: list[tuple[int, bool, int]], due: InterestDue, days: int) -> None:
    terms = line(interest_due=due)
    state = replay_line(terms, _lived(terms, chosen), START + timedelta(days=days))
    assert state.account.totals.imbalance.minor == 0
    assert min(state.account.due.minors) >= 0
    assert (
        min(state.account.principal_outstanding.minor, state.account.credit_balance.minor, state.available.minor) >= 0
    )


@given(moves, st.sampled_from(InterestDue))
def test_paying_the_payoff_brings_the_line_to_zero(chosen: list[tuple[int, bool, int]], due: InterestDue) -> None:
    terms = line(interest_due=due)
    events, day = _lived(terms, chosen), START + timedelta(days=210)
    quoted = account(terms, events, day)
    if quoted.payoff_amount.minor:
        events.append(Repaid(sequence=99, effective_on=day, amount=quoted.payoff_amount))
    state = account(terms, events, day)
    assert (state.principal_outstanding.minor, state.due.total.minor, state.interest_accrued.minor) == (0, 0, 0)


@given(moves, st.sampled_from(InterestDue), st.integers(0, 230), st.integers(1, 40))
def test_it_grows_as_foretold(chosen: list[tuple[int, bool, int]], due: InterestDue, days: int, more: int) -> None:
    terms, day = line(interest_due=due), START + timedelta(days=days)
    events = _lived(terms, [move for move in chosen if move[0] <= days])
    today = account(terms, events, day)
    later = day + timedelta(days=more)
    if today.growth.through is not None:
        later = min(later, today.growth.through)
    then = account(terms, events, later)
    risen = accrued(today.growth.interest, later) - accrued(today.growth.interest, day)
    charged = sum(accrued(one, later) - accrued(one, day) for one in today.growth.penalties)
    assert then.totals.interest_income.minor - today.totals.interest_income.minor == risen
    assert then.totals.penalty_income.minor - today.totals.penalty_income.minor == charged
    assert (then.status, then.due.principal, then.due.interest) == (
        today.status,
        today.due.principal,
        today.due.interest,
    )


@given(st.integers(1, 5000), st.integers(2, 9))
def test_interest_does_not_depend_on_when_one_looks(basis_points: int, stops: int) -> None:
    terms = replace(line(), rate=Rate(Decimal(basis_points) / 10_000))
    events: list[Event] = [drawn(1, START, "7777.77")]
    looks = [Frozen(sequence=k + 2, effective_on=START + timedelta(days=k)) for k in range(stops)]
    day = START + timedelta(days=9)
    looked = account(terms, [*events, *looks], day)
    assert looked.interest_accrued == account(terms, events, day).interest_accrued
