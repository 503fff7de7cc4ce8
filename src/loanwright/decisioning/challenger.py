"""A challenger: a model nobody can read, behind the same points and reasons as a scorecard.

Its log-odds become points on a scorecard's scale, so that a policy can use either; what each feature did to them is
rounded so that points of features and base add up to the total, as on a scorecard.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from loanwright.decisioning.features import Features, FeatureValue
from loanwright.decisioning.model import AttributePoints, Reason, Score, Words
from loanwright.decisioning.onnx_model import OnnxModel
from loanwright.decisioning.scorecard import CountedGroup, Evidence, Scale, Text


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DescribedAttribute(_Part):
    """A feature in words, and from how few points to how many it moved a training row off the reference."""

    feature: str
    label: Text
    reason: Text
    bins: tuple[CountedGroup, ...]
    lowest: int = 0
    best: int = 0

    def words_of(self, value: FeatureValue) -> Words:
        """The value's group in words, or the value itself where there is no group."""
        found = next((group.label.words for group in self.bins if group.holds(value)), None)
        return found or Words(str(value), str(value))

    def explained(self, value: FeatureValue, moved: int) -> AttributePoints:
        """What a value did: 0 points are the worst that training saw."""
        points = moved - self.lowest
        return AttributePoints(
            feature=self.feature,
            label=self.label.words,
            value=self.words_of(value),
            points=points,
            points_best=max(self.best - self.lowest, points),
            reason=Reason(f"score-{self.feature.replace('_', '-')}", self.reason.words),
        )


class Challenger(_Part):
    """One version of a challenger."""

    name: str
    version: int
    features_version: int
    scale: Scale
    attributes: tuple[DescribedAttribute, ...]
    model: OnnxModel
    evidence: Evidence

    @property
    def label(self) -> str:
        """Name and version, as a decision records it."""
        return f"{self.name}/{self.version}"

    @property
    def kind(self) -> str:
        """What sort of model it is."""
        return self.model.kind

    def score(self, features: Features) -> Score:
        """Points by attribute, their sum, and the probability of bad."""
        reference, parts = self.model.explained(features)
        start, moved = self.in_points(reference, parts)
        attributes = tuple(
            attribute.explained(features[attribute.feature], points)
            for attribute, points in zip(self.attributes, moved, strict=True)
        )
        base = start + sum(attribute.lowest for attribute in self.attributes)
        total = base + sum(attribute.points for attribute in attributes)
        return Score(total, base, attributes, _probability(reference + sum(parts.values())))

    def in_points(self, reference: float, parts: Mapping[str, float]) -> tuple[int, tuple[int, ...]]:
        """The reference's points, and how far each feature moves them; rounded, they still add up."""
        factor = self.scale.points_to_double_odds / math.log(2)
        start = self.scale.anchor_points - factor * (math.log(self.scale.anchor_odds) + reference)
        steps = [-factor * parts[attribute.feature] for attribute in self.attributes]
        return _whole(start), tuple(_whole_steps(start, steps))


def _probability(log_odds: float) -> Decimal:
    return Decimal(f"{1 / (1 + math.exp(-log_odds)):.6f}")


def _whole_steps(start: float, steps: Sequence[float]) -> Iterator[int]:
    running = start
    for step in steps:
        yield _whole(running + step) - _whole(running)
        running += step


def _whole(points: float) -> int:
    return math.floor(points + 0.5)
