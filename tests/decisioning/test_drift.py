"""Drift and fairness: what the figures are, on cases small enough to work out by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.decisioning.drift import ScoredCase, drift_of, psi
from loanwright.decisioning.features import features_of
from loanwright.decisioning.model import Outcome
from loanwright.decisioning.training.fairness import fairness
from tests.decisioning.cases import CASE, MODEL


def test_the_index_is_as_the_book_says() -> None:
    # Two groups, expected half and half; counted 30 and 10, with half a row each: 30.5/41 and 10.5/41.
    now = [30.5 / 41, 10.5 / 41]
    assert psi([0.5, 0.5], [30, 10]) == pytest.approx(sum((x - 0.5) * math.log(x / 0.5) for x in now))
    assert psi([0.5, 0.5], []) == 0 or psi([0.5, 0.5], [0, 0]) == 0


@given(st.lists(st.integers(0, 500), min_size=2, max_size=12))
def test_the_index_is_never_negative(counts: list[int]) -> None:
    assert psi([1 / len(counts)] * len(counts), counts) >= 0


def case(month: int, points: int) -> ScoredCase:
    return ScoredCase(date(2026, month, 1), points, Decimal("0.1"), Outcome.APPROVE, features_of(CASE))


def test_one_and_the_same_applicant_over_and_over_has_drifted_far() -> None:
    drift = drift_of(MODEL, [case(1, 560), case(2, 560), case(2, 560)])
    assert drift.decisions == 3 and drift.points is not None and drift.points.psi > 0.25
    assert [(one.month.month, one.decisions) for one in drift.months] == [(1, 1), (2, 2)]
    assert [shift.name for shift in drift.features] == [one.feature for one in MODEL.attributes]
    assert all(sum(group.actual for group in shift.groups) == pytest.approx(1) for shift in drift.features)


def test_points_spread_like_the_deciles_have_not_drifted() -> None:
    cuts = MODEL.evidence.points_deciles
    drift = drift_of(MODEL, [case(1, points) for points in (*cuts, cuts[-1] + 1)])
    assert drift.points is not None and drift.points.psi == pytest.approx(0)


def test_nothing_decided_is_no_drift() -> None:
    drift = drift_of(MODEL, [])
    assert (drift.decisions, drift.months) == (0, ()) and drift.points is not None and drift.points.psi == 0


def test_groups_are_compared_where_as_many_pass_as_were_good() -> None:
    # 40 of `a`, all low, 40 of `b`, all high; 60 good: a threshold passes all of `a` and half of `b`.
    predicted = [0.1 + k / 1000 for k in range(40)] + [0.5 + k / 1000 for k in range(40)]
    outcomes = [0] * 40 + [0] * 20 + [1] * 20
    groups: dict[str, Sequence[str | None]] = {
        "town": ["a"] * 40 + ["b"] * 40,
        "age": [str(k) for k in range(80)],
        "rare": ["x"] * 3 + [None] * 77,
    }
    found = {(one.column, one.group): one for one in fairness(predicted, outcomes, groups)}
    assert (found["town", "a"].approved, found["town", "b"].approved) == ("1.0000", "0.5000")
    assert (found["town", "b"].approved_of_good, found["town", "b"].auc) == ("1.0000", "1.0000")
    assert found["town", "a"].auc == ""  # nobody bad among them
    assert {group for column, group in found if column == "age"} == {"< 39.5", ">= 39.5"}
    assert not [column for column, _ in found if column == "rare"]
