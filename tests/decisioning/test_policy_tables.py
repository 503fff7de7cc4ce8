"""Conditions, what is odd about a table, how versions differ, and what a draft does to past cases."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loanwright.decisioning.backtest import PastDecision, backtest
from loanwright.decisioning.conditions import Span, span_of
from loanwright.decisioning.features import features_of
from loanwright.decisioning.model import Outcome
from loanwright.decisioning.policy import Policy, Rule, consult, shipped_policy
from loanwright.decisioning.policy_changes import ChangeKind, changes_between
from loanwright.decisioning.policy_checks import check_table
from loanwright.decisioning.rules import judge
from tests.decisioning.cases import CASE, MODEL, with_answers, yuan

SHIPPED = shipped_policy("consumer-credit")
GOOD = features_of(CASE)


def rule(number: int, outcome: Outcome, **when: str) -> Rule:
    return Rule(rule=number, outcome=outcome, when=when, code=f"rule-{number}", zh="规则", en="A rule")


def table(*rules: Rule) -> Policy:
    return SHIPPED.model_copy(update={"rules": rules})


def without(number: int) -> Policy:
    return Policy.model_validate(
        SHIPPED.model_dump() | {"rules": tuple(one for one in SHIPPED.rules if one.rule != number)}
    )


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("", Span()),
        ("7", Span(7, 7)),
        ("< 0", Span(None, -1)),
        ("<= 3", Span(None, 3)),
        ("> 70", Span(71, None)),
        (">=520", Span(520, None)),
        ("[460..520)", Span(460, 519)),
        ("(55..70]", Span(56, 70)),
        ("[-5 .. -1]", Span(-5, -1)),
    ],
)
def test_what_a_condition_means(text: str, span: Span) -> None:
    assert span_of(text) == span


@settings(deadline=None)
@given(
    st.sampled_from(
        ["< {a}", "<= {a}", "> {a}", ">= {a}", "{a}", "[{a}..{b}]", "({a}..{b})", "[{a}..{b})", "({a}..{b}]"]
    ),
    st.integers(-30, 30),
    st.integers(0, 30),
    st.integers(-70, 70),
)
def test_a_condition_means_to_us_what_it_means_to_the_engine(form: str, a: int, length: int, points: int) -> None:
    text = form.format(a=a, b=a + length)
    span = span_of(text)
    ours = (span.low is None or points >= span.low) and (span.high is None or points <= span.high)
    policy = Policy.model_validate(SHIPPED.model_dump() | {"rules": (rule(1, Outcome.APPROVE, points=text),)})
    assert bool(consult(policy, GOOD, points).hits) is ours


def test_the_shipped_table_has_no_hole_and_nothing_idle() -> None:
    check = check_table(SHIPPED)
    assert check.complete
    assert not (check.holes or check.never_applies or check.never_decides or check.says_nothing_new)


def test_a_hole_is_shown_by_an_example_that_meets_no_rule() -> None:
    check = check_table(without(131))
    (hole,) = check.holes
    assert 460 <= hole["points"] < 520
    assert not consult(without(131), {**GOOD, **hole}, hole["points"]).hits


def test_rules_that_never_matter_are_named_with_the_reason() -> None:
    check = check_table(
        table(
            rule(1, Outcome.DECLINE, points="< 400"),
            rule(2, Outcome.REFER, points="< 300"),  # wherever it applies, 1 declines
            rule(3, Outcome.APPROVE, points="[500..400]"),  # no number is in there
            rule(4, Outcome.APPROVE, region_served="2"),  # it is 0 or 1
            rule(5, Outcome.APPROVE, points=">= 400"),
            rule(6, Outcome.APPROVE, points=">= 600", region_served="1"),  # 5 says it all
        )
    )
    assert [one.rule for one in check.never_applies] == [3, 4]
    assert [(one.rule, one.because) for one in check.never_decides] == [(2, (1,))]
    assert [(one.rule, one.because) for one in check.says_nothing_new] == [(6, (5,))]


def test_of_two_equal_rules_one_says_nothing_new() -> None:
    check = check_table(table(rule(1, Outcome.REFER, points="< 9"), rule(2, Outcome.REFER, points="<= 8")))
    assert [(one.rule, one.because) for one in check.says_nothing_new] == [(2, (1,))]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["points", "age_years", "inquiries_90_days"]), st.integers(0, 6), st.integers(0, 4)),
        min_size=1,
        max_size=6,
    ),
    st.fixed_dictionaries(
        {"points": st.integers(-2, 12), "age_years": st.integers(0, 12), "inquiries_90_days": st.integers(0, 12)}
    ),
)
def test_where_no_hole_is_found_every_case_meets_a_rule(rows: list[tuple[str, int, int]], case: dict[str, int]) -> None:
    policy = Policy.model_validate(
        SHIPPED.model_dump()
        | {"rules": tuple(rule(n, Outcome.REFER, **{f: f"[{a}..{a + w}]"}) for n, (f, a, w) in enumerate(rows, 1))}
    )
    check = check_table(policy)
    met = bool(consult(policy, {**GOOD, **case}, case["points"]).hits)
    assert met or check.holes
    assert all(
        not consult(policy, {**GOOD, **case, **hole}, hole.get("points", case["points"])).hits for hole in check.holes
    )


def test_a_table_too_tangled_to_search_says_so() -> None:
    names = ["points", "age_years", "term_months", "amount_yuan", "overdue_yuan", "public_records", "finding_count"]
    chance = Random(7)

    def condition() -> str:
        low = chance.randrange(100)
        return f"[{low}..{low + chance.randrange(60)}]"

    rows = (rule(number, Outcome.REFER, **{name: condition() for name in names}) for number in range(1, 60))
    assert not check_table(table(*rows)).complete


def test_what_changed_is_named_field_by_field() -> None:
    stricter = tuple(
        one.model_copy(update={"when": {"points": "< 480"}, "en": "Too low"}) if one.rule == 130 else one
        for one in SHIPPED.rules
        if one.rule != 140
    )
    added = rule(170, Outcome.REFER, age_years="< 20")
    changes = changes_between(SHIPPED, table(*stricter, added))
    assert [(one.rule, one.kind, one.fields) for one in changes] == [
        (130, ChangeKind.CHANGED, ("en", "when.points")),
        (140, ChangeKind.REMOVED, ()),
        (170, ChangeKind.ADDED, ()),
    ]


def test_the_order_of_rules_means_nothing() -> None:
    assert changes_between(SHIPPED, table(*reversed(SHIPPED.rules))) == ()


def test_a_backtest_counts_who_changes_side_and_what_it_costs() -> None:
    large = replace(CASE, wish=replace(CASE.wish, amount=yuan("150000.00")))
    poor = replace(CASE, answers=with_answers(monthly_income=yuan("100.00")).answers)
    past = [PastDecision(UUID(int=n), case, judge(case, SHIPPED, MODEL)) for n, case in enumerate((CASE, large, poor))]
    assert [one.verdict.outcome for one in past] == [Outcome.APPROVE, Outcome.REFER, Outcome.DECLINE]
    found = backtest(without(140), MODEL, past)
    assert found.cases == 3
    assert found.moved_count == 1
    assert (found.moved[0].application_id, found.moved[0].before) == (UUID(int=1), Outcome.REFER)
    assert found.moved[0].after is judge(large, without(140), MODEL).outcome
    pd = judge(CASE, SHIPPED, MODEL).score.probability_of_bad
    assert found.before.approved_minor == CASE.wish.amount.minor
    assert found.before.expected_loss_minor == round(CASE.wish.amount.minor * pd)
