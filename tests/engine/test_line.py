"""A revolving line: drawn and repaid on any day, interest by the day, limit changes and freezes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.engine.api import (
    DrawExceedsLimit,
    Drawn,
    Frozen,
    InterestDue,
    LimitChanged,
    LineClosedToDraws,
    LineEvent,
    LineState,
    LineTerms,
    PaidIn,
    PenaltyTerms,
    Unfrozen,
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


def drawn(sequence: int, day: date, amount: str) -> Drawn:
    return Drawn(sequence=sequence, effective_on=day, amount=yuan(amount))


def paid(sequence: int, day: date, amount: str) -> PaidIn:
    return PaidIn(sequence=sequence, effective_on=day, amount=yuan(amount))


def test_interest_runs_by_the_day_on_what_is_drawn() -> None:
    """4,000 for five days, 3,000 for three, 5,000 for two: 10.00 + 4.50 + 5.00 on the 20th."""
    events: list[LineEvent] = [
        drawn(1, START, "4000"),
        paid(2, date(2026, 1, 15), "1000"),
        drawn(3, date(2026, 1, 18), "2000"),
    ]
    before = replay_line(line(), events, date(2026, 1, 19))
    assert (str(before.drawn), str(before.available), str(before.interest_accrued)) == ("5000.00", "5000.00", "17.00")
    due = replay_line(line(), events, date(2026, 1, 20))
    assert (str(due.due.interest), str(due.interest_accrued), due.next_due_on) == ("19.50", "0.00", date(2026, 2, 20))


def test_with_each_repayment_its_interest_is_due() -> None:
    events: list[LineEvent] = [drawn(1, START, "4000"), paid(2, date(2026, 1, 20), "1000")]
    state = replay_line(line(interest_due=InterestDue.WITH_REPAYMENT), events, date(2026, 1, 20))
    assert (str(state.drawn), str(state.interest_accrued)) == ("3020.00", "0.00")  # 20.00 of the 1,000 was interest
    assert state.next_due_on == date(2026, 7, 10)


def test_what_was_repaid_may_be_drawn_again() -> None:
    events: list[LineEvent] = [
        drawn(1, START, "10000"),
        paid(2, date(2026, 1, 20), "10050"),
        drawn(3, date(2026, 1, 21), "10000"),
    ]
    state = replay_line(line(), events, date(2026, 1, 21))
    assert (str(state.drawn), state.available.minor, str(state.drawn_ever)) == ("10000.00", 0, "20000.00")


def test_at_the_end_everything_is_due_and_then_costs_penalty() -> None:
    """10,000 from 20 June to 10 July: 100.00; two days late cost 10,000 x 27 % x 2 / 360."""
    state = replay_line(line(), [drawn(1, date(2026, 6, 20), "10000")], date(2026, 7, 12))
    assert [str(state.due.principal), str(state.due.interest), str(state.due.penalties)] == [
        "10000.00",
        "100.00",
        "15.00",
    ]
    assert (state.days_past_due, state.interest_accrued.minor, state.next_due_on) == (2, 0, None)


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
def test_limit_and_freeze(events: list[LineEvent], available: str) -> None:
    assert str(replay_line(line(), events, START).available) == available


@pytest.mark.parametrize(
    ("events", "refusal"),
    [
        ([drawn(1, START, "10000.01")], DrawExceedsLimit),
        ([drawn(1, START, "9000"), drawn(2, START, "1000.01")], DrawExceedsLimit),
        ([Frozen(sequence=1, effective_on=START), drawn(2, START, "1")], LineClosedToDraws),
        ([drawn(1, date(2026, 7, 10), "1")], LineClosedToDraws),
    ],
)
def test_draws_that_do_not_fit(events: list[LineEvent], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        replay_line(line(), events, date(2026, 12, 31))


@pytest.mark.parametrize("changes", [{"limit": Money(0)}, {"until_on": START}, {"due_day": 32}])
def test_lines_that_are_not_clear(changes: dict[str, Any]) -> None:
    with pytest.raises(LineNotClear):
        line(**changes)


def test_a_line_survives_json() -> None:
    assert line_from_json(line_to_json(line())) == line()


moves = st.lists(st.tuples(st.integers(0, 200), st.booleans(), st.integers(1, 1_200_000)), max_size=12)


def _lived(terms: LineTerms, chosen: list[tuple[int, bool, int]]) -> list[LineEvent]:
    """Draws as far as they fit, and payments of any size, in the order of days."""
    events: list[LineEvent] = []
    for days, draws, amount in sorted(chosen):
        day = START + timedelta(days=days)
        if not draws:
            events.append(PaidIn(sequence=len(events) + 1, effective_on=day, amount=Money(amount)))
        elif (fits := min(amount, replay_line(terms, events, day).available.minor)) > 0:
            events.append(Drawn(sequence=len(events) + 1, effective_on=day, amount=Money(fits)))
    return events


def _imbalance(state: LineState) -> int:
    receivable = state.drawn + state.interest_accrued + state.due.interest + state.due.penalties
    earned = state.drawn_ever + state.interest_earned + state.penalties_earned
    return (earned + state.credit - state.received - receivable).minor


@given(moves, st.sampled_from(InterestDue), st.integers(0, 300))
def test_no_cent_is_created_or_lost(chosen: list[tuple[int, bool, int]], due: InterestDue, days: int) -> None:
    terms = line(interest_due=due)
    state = replay_line(terms, _lived(terms, chosen), START + timedelta(days=days))
    assert _imbalance(state) == 0
    assert min(state.due.minors) >= 0
    assert min(state.drawn.minor, state.credit.minor, state.available.minor) >= 0


@given(moves, st.sampled_from(InterestDue))
def test_paying_the_payoff_brings_the_line_to_zero(chosen: list[tuple[int, bool, int]], due: InterestDue) -> None:
    terms = line(interest_due=due)
    events, day = _lived(terms, chosen), START + timedelta(days=210)
    quoted = replay_line(terms, events, day)
    if quoted.payoff.minor:
        events.append(PaidIn(sequence=99, effective_on=day, amount=quoted.payoff))
    state = replay_line(terms, events, day)
    assert (state.drawn.minor, state.due.total.minor, state.interest_accrued.minor) == (0, 0, 0)


@given(st.integers(1, 5000), st.integers(2, 9))
def test_interest_does_not_depend_on_when_one_looks(basis_points: int, stops: int) -> None:
    terms = replace(line(), rate=Rate(Decimal(basis_points) / 10_000))
    events: list[LineEvent] = [drawn(1, START, "7777.77")]
    looks = [Frozen(sequence=k + 2, effective_on=START + timedelta(days=k)) for k in range(stops)]
    day = START + timedelta(days=9)
    looked = replay_line(terms, [*events, *looks], day)
    assert looked.interest_accrued == replay_line(terms, events, day).interest_accrued
