"""Terms: grade, limit and price of those the rules approve, from a table people write."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loanwright.decisioning.backtest import PastDecision, backtest
from loanwright.decisioning.features import features_of
from loanwright.decisioning.model import Case, Outcome
from loanwright.decisioning.policy import Policy, PolicyNotSound, Terms, policy_from, shipped_policy, terms_for
from loanwright.decisioning.rules import judge, verdict_from_json, verdict_to_json
from loanwright.kernel.money import Money
from tests.decisioning.cases import CASE, MODEL, with_answers, yuan

SHIPPED = shipped_policy("consumer-credit")
TERMS = (
    Terms(
        row=1, grade="A", when={"points": ">= 620"}, amount_at_most=100_000, debt_to_income_at_most=55, rate_points=-120
    ),
    Terms(row=2, grade="B", when={"points": ">= 560"}, amount_at_most=30_000, debt_to_income_at_most=45, rate_points=0),
    Terms(
        row=3, grade="C", when={"points": "< 560"}, amount_at_most=10_000, debt_to_income_at_most=35, rate_points=150
    ),
)
POLICY = SHIPPED.model_copy(update={"version": 2, "terms": TERMS})
POLICY = Policy.model_validate(POLICY.model_dump())  # without what was compiled of the other


def wishing(amount: str, installment: str, **changes: object) -> Case:
    wish = replace(
        CASE.wish, amount=yuan(amount), installment=yuan(installment), smallest=yuan("2000.00"), step=yuan("10.00")
    )
    return replace(CASE, wish=replace(wish, **changes))  # type: ignore[arg-type]  # a table of changes


def verdict_of(case: Case) -> tuple[Outcome, str, str, int]:
    verdict = judge(case, POLICY, MODEL)
    assert verdict.granted is not None
    return verdict.outcome, verdict.granted.grade, str(verdict.granted.amount.decimal), verdict.granted.rate_points


@pytest.mark.parametrize(("points", "grade"), [(700, "A"), (620, "A"), (619, "B"), (560, "B"), (559, "C"), (0, "C")])
def test_the_first_row_that_applies_counts(points: int, grade: str) -> None:
    terms = terms_for(POLICY, features_of(CASE), points)
    assert terms is not None and terms.grade == grade


def test_a_policy_without_terms_leaves_the_wish_and_says_what_it_always_said() -> None:
    verdict = judge(CASE, SHIPPED, MODEL)
    assert verdict.granted is None
    assert "granted" not in json.loads(verdict_to_json(verdict)) and "terms" not in json.loads(SHIPPED.text)


def test_a_wish_within_limit_and_income_is_granted_whole() -> None:
    outcome, grade, amount, _ = verdict_of(wishing("20000.00", "1800.00"))
    assert (outcome, amount) == (Outcome.APPROVE, "20000.00") and grade in "AB"


def test_income_that_carries_less_gives_a_counter_offer_in_the_products_steps() -> None:
    # Grade by points: 45 or 55 % of 9,000 less 700 owed; an installment of 4,200 for 48,000 is more than that.
    case = wishing("48000.00", "4200.00")
    verdict = judge(case, POLICY, MODEL)
    assert verdict.outcome is Outcome.APPROVE and verdict.granted is not None
    percent = next(one.debt_to_income_at_most for one in TERMS if one.row == verdict.granted.row)
    expected = 4_800_000 * (900_000 * percent // 100 - 70_000) // 420_000
    limit = next(one.amount_at_most for one in TERMS if one.row == verdict.granted.row) * 100
    assert verdict.granted.amount.minor == min(expected - expected % 1000, limit)


def test_less_than_the_product_lends_goes_to_a_person_who_is_told_why() -> None:
    case = wishing("20000.00", "1800.00", smallest=yuan("19990.00"))
    poor = replace(case, answers=with_answers(monthly_income=yuan("4500.00")).answers)
    verdict = judge(poor, POLICY, MODEL)
    assert verdict.outcome is Outcome.REFER
    if not [hit for hit in verdict.hits if hit.outcome is Outcome.REFER]:
        assert [reason.code for reason in verdict.reasons] == ["affordable-amount-too-small"]


def test_the_price_never_rises_above_what_the_caps_leave() -> None:
    dear = POLICY.model_copy(
        update={"terms": (TERMS[0].model_copy(update={"when": {"points": ">= 0"}, "rate_points": 300}),)}
    )
    dear = Policy.model_validate(dear.model_dump())
    for room, points in ((None, 300), (120, 120), (0, 0), (900, 300)):
        found = judge(wishing("20000.00", "1800.00", rate_points_room=room), dear, MODEL).granted
        assert found is not None and found.rate_points == points


@settings(max_examples=60, deadline=None)
@given(st.integers(2_000, 200_000), st.integers(100, 20_000), st.integers(0, 40_000), st.integers(0, 9_000))
def test_what_is_granted_is_never_more_than_asked_allowed_or_carried(
    amount: int, installment: int, income: int, owed: int
) -> None:
    answers = with_answers(monthly_income=Money(income * 100), existing_debt_monthly=Money(owed * 100)).answers
    case = replace(wishing(f"{amount}.00", f"{installment}.00"), answers=answers, report=None)
    verdict = judge(case, POLICY, MODEL)
    assert verdict.granted is not None
    row = next(one for one in TERMS if one.row == verdict.granted.row)
    given = verdict.granted.amount.minor
    assert 0 <= given <= min(amount, row.amount_at_most) * 100
    # The installment of what is granted, in proportion, with what is owed, is within the share of income.
    assert (
        given * installment <= amount * 100 * max(income * row.debt_to_income_at_most / 100 - owed, 0) + 1e-6 * amount
    )
    assert verdict_from_json(verdict_to_json(verdict)) == verdict


def test_a_backtest_counts_what_would_be_lent() -> None:
    case = wishing("48000.00", "4200.00")
    found = backtest(POLICY, MODEL, [PastDecision(UUID(int=7), case, judge(case, SHIPPED, MODEL))])
    granted = judge(case, POLICY, MODEL).granted
    assert granted is not None
    assert (found.before.approved_minor, found.after.approved_minor) == (4_800_000, granted.amount.minor)


@pytest.mark.parametrize(
    "change",
    [{"when": {"mood": "> 0"}}, {"grade": "AA"}, {"row": 2}, {"rate_points": 9999}, {"debt_to_income_at_most": 0}],
)
def test_terms_that_cannot_be_run_are_refused(change: dict[str, object]) -> None:
    document = json.loads(POLICY.text)
    document["terms"][0] |= change
    with pytest.raises(PolicyNotSound):
        policy_from(json.dumps(document))
