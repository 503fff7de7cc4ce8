"""The shipped scorecard: complete, explained, and equal to what training makes of the data."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files

import pytest

from loanwright.decisioning.features import features_of
from loanwright.decisioning.german_credit import bureau_sections, german_applicants
from loanwright.decisioning.model import PropertyKind, Purpose
from loanwright.decisioning.scorecard import (
    FeatureNotScored,
    Scale,
    Scorecard,
    ScoredAttribute,
    score,
)
from loanwright.decisioning.scoring import ScoringModelUnknown, shipped_model
from loanwright.decisioning.sources.credit_bureau import read_report
from loanwright.decisioning.training.__main__ import artefact_of, trained
from loanwright.decisioning.training.model_training import ModelKind
from tests.decisioning.cases import CASE, ON, with_answers, with_report

CARD: Scorecard = shipped_model("consumer/1")  # type: ignore[assignment]  # the one of the three that is


def test_points_add_up_to_the_score() -> None:
    scored = score(CARD, features_of(CASE))
    assert scored.total == scored.base + sum(attribute.points for attribute in scored.attributes)
    assert {attribute.feature for attribute in scored.attributes} <= set(features_of(CASE))


@pytest.mark.parametrize(
    ("points", "probability"),
    [(600, "0.090909"), (640, "0.047619"), (560, "0.166667"), (0, "0.999695"), (2000, "0.000000")],
)
def test_forty_points_double_the_odds(points: int, probability: str) -> None:
    scale = Scale(anchor_points=600, anchor_odds=10, points_to_double_odds=40)
    assert scale.probability_of_bad(points) == Decimal(probability)


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("owned", list(PropertyKind))
def test_every_answer_is_scored(purpose: Purpose, owned: PropertyKind) -> None:
    assert score(CARD, features_of(with_answers(purpose=purpose, property=owned))).total > 0


RANGED = [attribute for attribute in CARD.attributes if not any(group.values for group in attribute.bins)]
EDGES = [*range(-5, 100), 899, 900, 1499, 1500, 4999, 5000, 13999, 14000, 74999, 75000, 10**9]


@pytest.mark.parametrize("attribute", RANGED, ids=lambda attribute: attribute.feature)
def test_numbers_fall_into_exactly_one_group(attribute: ScoredAttribute) -> None:
    assert all(sum(group.holds(value) for group in attribute.bins) == 1 for value in EDGES)


def test_a_value_it_does_not_know_is_refused() -> None:
    with pytest.raises(FeatureNotScored):
        score(CARD, features_of(CASE) | {"purpose": "yacht"})


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ScoringModelUnknown):
        shipped_model("consumer/99")


def test_overdrawn_accounts_cost_points() -> None:
    account = CASE.report.settlement_account if CASE.report else None
    assert account is not None
    overdrawn = with_report(settlement_account=replace(account, average_balance=-account.average_balance))
    assert score(CARD, features_of(overdrawn)).total < score(CARD, features_of(CASE)).total


def test_sex_and_origin_are_not_looked_at() -> None:
    banned = {"sex", "foreign", "marital", "age_years"}
    assert not [name for name in (a.feature for a in CARD.attributes) if any(word in name for word in banned)]


def test_it_separates_and_is_calibrated_on_rows_it_has_not_seen() -> None:
    assert Decimal(CARD.evidence.auc_mean) >= Decimal("0.78")
    for part in CARD.evidence.calibration:
        assert abs(Decimal(part["predicted"]) - Decimal(part["observed"])) < Decimal("0.06")


def test_training_gives_the_shipped_artefact_again() -> None:
    shipped = (files("loanwright.decisioning.scorecards") / "consumer.v1.json").read_text("utf-8")
    assert artefact_of(trained(ModelKind.AUDITABLE)) == shipped


def test_real_rows_come_back_from_the_bureaus_format_unchanged() -> None:
    for applicant in german_applicants(ON)[:50]:
        added = {"report_number": applicant.report.report_number, "as_of": ON.isoformat()}
        raw = json.dumps(bureau_sections(applicant.report) | added).encode()
        assert set(read_report(raw).accounts) == set(applicant.report.accounts)
        assert read_report(raw).settlement_account == applicant.report.settlement_account


def test_the_sample_is_the_file() -> None:
    assert (CARD.evidence.rows, CARD.evidence.bad) == (695, 204)
