"""Fitting a scorecard to rows of features: evidence by group, one logistic weight per attribute, whole points."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

import numpy as np
from pydantic import BaseModel, ConfigDict

from loanwright.decisioning.features import Features
from loanwright.decisioning.scorecard import (
    Evidence,
    Group,
    Scale,
    Scorecard,
    ScoredAttribute,
    ScoredGroup,
    Text,
)
from loanwright.decisioning.training.evidence import GroupEvidence, evidence_of
from loanwright.decisioning.training.logistic import fit_logistic

_STRENGTH = 1.0  # of the ridge: little, for the groups are few and drawn towards zero already


class AttributePlan(BaseModel):
    """A feature to score and how its values are grouped."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    feature: str
    label: Text
    reason: Text
    bins: tuple[Group, ...]

    def group_number(self, features: Features) -> int:
        """The number of the group that holds the feature's value."""
        value = features[self.feature]
        return next(number for number, group in enumerate(self.bins) if group.holds(value))


class ScorecardPlan(BaseModel):
    """What a scorecard shall look at; training adds the points."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: int
    features_version: int
    scale: Scale
    attributes: tuple[AttributePlan, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows of features with their outcome, 1 for bad."""

    rows: tuple[Features, ...]
    bad: tuple[int, ...]


def load_plan(name: str) -> ScorecardPlan:
    """A shipped plan."""
    text = (files("loanwright.decisioning.training") / f"{name}.toml").read_text("utf-8")
    return ScorecardPlan.model_validate(tomllib.loads(text))


NO_EVIDENCE = Evidence(
    data="", data_sha256="", rows=0, bad=0, folds=0, auc_mean="", auc_of_folds=(), calibration=()
)  # fmt: skip


def fit_scorecard(plan: ScorecardPlan, sample: Sample) -> Scorecard:
    """The scorecard of these rows; how good it is remains to be measured."""
    numbers = [[attribute.group_number(row) for row in sample.rows] for attribute in plan.attributes]
    found = [
        evidence_of(groups, sample.bad, len(attribute.bins))
        for attribute, groups in zip(plan.attributes, numbers, strict=True)
    ]
    weights = [[found[j][k].weight for k in groups] for j, groups in enumerate(numbers)]
    intercept, *slopes = fit_logistic(np.array(weights).T, 1.0 - np.array(sample.bad), _STRENGTH).tolist()
    return _scorecard(plan, found, slopes, intercept)


def _scorecard(
    plan: ScorecardPlan, found: list[list[GroupEvidence]], slopes: list[float], intercept: float
) -> Scorecard:
    """Log-odds of good to whole points; each attribute is shifted so that its worst group has none."""
    factor = plan.scale.points_to_double_odds / math.log(2)
    offset = plan.scale.anchor_points - factor * math.log(plan.scale.anchor_odds)
    base, attributes = offset + factor * intercept, []
    for attribute, groups, slope in zip(plan.attributes, found, slopes, strict=True):
        exact = [factor * slope * group.weight for group in groups]
        base += min(exact)
        points = [int(value - min(exact) + 0.5) for value in exact]
        attributes.append(_scored(attribute, groups, points))
    return Scorecard(
        name=plan.name,
        version=plan.version,
        features_version=plan.features_version,
        scale=plan.scale,
        base_points=int(base + 0.5),
        attributes=tuple(attributes),
        evidence=NO_EVIDENCE,
    )


def _scored(plan: AttributePlan, found: list[GroupEvidence], points: list[int]) -> ScoredAttribute:
    bins = tuple(
        ScoredGroup(
            **group.model_dump(by_alias=True),
            points=given,
            weight_of_evidence=Decimal(f"{evidence.weight:.4f}"),
            rows=evidence.rows,
            bad=evidence.bad,
        )
        for group, evidence, given in zip(plan.bins, found, points, strict=True)
    )
    return ScoredAttribute(feature=plan.feature, label=plan.label, reason=plan.reason, bins=bins)
