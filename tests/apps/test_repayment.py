"""Tables: how the demo's people repay."""

from __future__ import annotations

import random
from datetime import date

import pytest

from loanwright.apps.demo.people import demo_applicants
from loanwright.apps.demo.repayment import Habit, PaymentKind, habit_of, payments_of
from loanwright.parties.api import age_on, read_id_number, read_name

ON = date(2026, 1, 5)
DUE = [date(2026, month, 5) for month in range(2, 12)]


@pytest.mark.parametrize("habit", list(Habit))
def test_payments_come_in_order_and_the_same_seed_pays_the_same(habit: Habit) -> None:
    for seed in range(20):
        first = payments_of(habit, DUE, random.Random(seed))
        assert first == payments_of(habit, DUE, random.Random(seed))
        assert len({payment.on for payment in first}) == len(first)
        assert len(first) <= len(DUE)


def test_the_punctual_pay_on_the_day_and_who_stops_stops() -> None:
    assert [payment.on for payment in payments_of(Habit.PUNCTUAL, DUE, random.Random(1))] == DUE
    stopped = payments_of(Habit.STOPPING, DUE, random.Random(1))
    assert [payment.on for payment in stopped] == DUE[: len(stopped)]
    assert len(stopped) < len(DUE)


def test_an_early_payoff_is_the_last_payment() -> None:
    kinds = [payment.kind for payment in payments_of(Habit.EARLY, DUE, random.Random(2))]
    assert kinds[-1] is PaymentKind.PAYOFF
    assert kinds.count(PaymentKind.PAYOFF) == 1


def test_who_ended_badly_in_the_file_does_not_pay_like_the_others() -> None:
    for applicant in demo_applicants(60, 1, ON):
        habit = habit_of(applicant, random.Random(applicant.number))
        assert (habit in (Habit.STOPPING, Habit.RECOVERING)) == (not applicant.figures.good)


def test_a_thousand_invented_people_are_valid_and_distinct() -> None:
    people = demo_applicants(1000, 7, ON)
    for person in people:
        number = read_id_number(person.identity.id_number.text, ON)
        assert age_on(number.born_on, ON) >= 18
        assert read_name(person.identity.name) == person.identity.name
    for field in ("id_number", "phone", "account"):
        assert len({getattr(person.identity, field) for person in people}) == len(people)


def test_more_people_begin_with_the_same_people() -> None:
    assert demo_applicants(20, 3, ON)[:5] == demo_applicants(5, 3, ON)
    assert demo_applicants(5, 3, ON) != demo_applicants(5, 4, ON)
