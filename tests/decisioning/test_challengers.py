"""Challengers speak in points and reasons like a scorecard, and what they say can be had again bit for bit."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loanwright.decisioning.challenger import Challenger
from loanwright.decisioning.encoding import CategoryField, NumberField, Row, encoded
from loanwright.decisioning.features import features_of
from loanwright.decisioning.german_credit import features_of_applicant, german_applicants
from loanwright.decisioning.model import PropertyKind, Purpose
from loanwright.decisioning.models.model_file import load_model, save_model
from loanwright.decisioning.models.table import Table
from loanwright.decisioning.policy import shipped_policy
from loanwright.decisioning.rules import judge, verdict_from_json, verdict_to_json
from loanwright.decisioning.scoring import SHIPPED, model_from, scored, shipped_model
from loanwright.decisioning.training.measures import area_under_curve
from loanwright.decisioning.training.model_training import ModelKind, TrainingOrder, train_model
from tests.decisioning.cases import CASE, with_answers

LABELS = [label for label in SHIPPED if label != "consumer/1"]
POLICY = shipped_policy("consumer-credit")
GERMANS = german_applicants(date(2026, 3, 2))[:120]


@pytest.fixture(params=LABELS)
def challenger(request: pytest.FixtureRequest) -> Challenger:
    model = shipped_model(request.param)
    assert isinstance(model, Challenger)
    return model


def test_points_of_features_and_base_add_up_to_the_total(challenger: Challenger) -> None:
    for applicant in GERMANS[:30]:
        score = challenger.score(features_of_applicant(applicant))
        assert score.total == score.base + sum(one.points for one in score.attributes)
        assert all(one.points <= one.points_best for one in score.attributes)
        # The scale holds: points and probability are two ways to say the same, up to rounding to whole points.
        assert abs(score.total - challenger.scale.points_of(float(score.probability_of_bad))) <= 1


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(GERMANS), st.sampled_from(LABELS))
def test_reasons_sum_to_the_whole_from_the_typical_good_applicant(applicant: object, label: str) -> None:
    model = shipped_model(label)
    assert isinstance(model, Challenger)
    features = features_of_applicant(applicant)  # type: ignore[arg-type]  # drawn from GERMANS
    reference, parts = model.model.explained(features)
    (own,) = model.model.log_odds([features])
    assert math.isclose(reference + sum(parts.values()), own, abs_tol=1e-6)


def test_the_typical_good_applicant_is_the_measure(challenger: Challenger) -> None:
    _, parts = challenger.model.explained(challenger.model.reference)
    assert all(part == 0 for part in parts.values())


def test_it_ranks_those_it_knows(challenger: Challenger) -> None:
    points = [-challenger.score(features_of_applicant(one)).total for one in GERMANS]
    assert area_under_curve(points, [int(not one.good) for one in GERMANS]) > 0.8
    assert Decimal(challenger.evidence.auc_mean) >= Decimal("0.77")


def test_a_policy_that_names_it_decides_with_it_and_the_verdict_can_be_had_again(challenger: Challenger) -> None:
    policy = POLICY.model_copy(update={"scorecard": challenger.label})
    text = verdict_to_json(judge(CASE, policy, challenger))
    again = model_from(challenger.model_dump_json(by_alias=True, exclude_defaults=True))
    assert verdict_to_json(judge(CASE, policy, again)) == text
    assert verdict_from_json(text).versions.scorecard == challenger.label


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("owned", list(PropertyKind))
def test_every_answer_is_scored_and_explained_in_words(
    challenger: Challenger, purpose: Purpose, owned: PropertyKind
) -> None:
    score = scored(challenger, features_of(with_answers(purpose=purpose, property=owned)))
    assert 0 < score.probability_of_bad < 1
    assert all(one.value.zh and one.reason.words.zh for one in score.attributes)


def test_what_was_not_seen_or_is_missing_is_encoded_all_the_same() -> None:
    fields = (
        NumberField(kind="number", name="age", stand_in=40, mean=30, spread=10),
        CategoryField(kind="category", name="town", values=("", "a", "b")),
    )
    rows: list[Row] = [{"age": 50, "town": "a"}, {"age": None, "town": "z"}, {"age": math.nan, "town": None}]
    assert encoded(fields, rows).tolist() == [[2, 0, 0, 1, 0], [1, 1, 0, 0, 0], [1, 1, 1, 0, 0]]


@pytest.mark.parametrize("kind", [ModelKind.BOOSTING, ModelKind.NETWORK])
def test_a_challenger_is_trained_from_any_table(kind: ModelKind, tmp_path: Path) -> None:
    pytest.importorskip("skl2onnx", reason="the extra `training` is not installed", exc_type=ImportError)
    debts = [str(k % 50) for k in range(150)]
    bad = [int(k % 50 + (k * 7) % 13 > 40) for k in range(150)]
    table = Table(tuple(map(str, range(150))), {"debt": tuple(debts), "town": ("a", "b", None) * 50})
    file = train_model(TrainingOrder("t", "end", ("t.csv", ""), kind), table, bad, lambda *_: None)
    assert float(file.evidence.auc_mean) > 0.9 and file.kind == kind.value and file.of_applicants is None
    save_model(file, tmp_path)
    poor = Table(("7",), {"debt": ("49",), "town": ("elsewhere",)})
    (row,), (explained,) = load_model(tmp_path, "t").scored(poor), load_model(tmp_path, "t").explained(poor)
    assert row.row == 7 and row.pd == explained.pd > 0.5
    assert explained.reasons[0] == "debt"
