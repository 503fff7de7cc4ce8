"""A scorecard as its JSON artefact states it, and scoring with it: whole points, no floating point, no NumPy.

Points follow the usual scale: score = offset + factor x ln(odds of good), factor = points to double the odds / ln 2
(Siddiqi, *Intelligent Credit Scoring*, 2nd ed., ch. 10), so the probability of bad follows from the total alone.
"""

from __future__ import annotations

import math
from decimal import Context, Decimal
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from loanwright.decisioning.features import Features, FeatureValue
from loanwright.decisioning.model import AttributePoints, Reason, Score, Words
from loanwright.kernel.refusals import Refusal

_EXACT = Context(prec=28)
_MILLIONTH = Decimal("0.000001")


class FeatureNotScored(Refusal):
    """A value no group of the scorecard holds: features and scorecard do not belong together."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(_Part):
    """Words in both languages."""

    zh: str
    en: str

    @property
    def words(self) -> Words:
        """The same as a value of the domain."""
        return Words(self.zh, self.en)


class Group(_Part):
    """Values of a feature that are scored alike: listed, or from `from` up to but not including `below`."""

    values: tuple[str, ...] = ()
    from_: int | None = Field(default=None, alias="from")
    below: int | None = None
    missing: bool = False
    label: Text

    def holds(self, value: FeatureValue) -> bool:
        """Whether a value belongs here."""
        match value:
            case None:
                return self.missing
            case str():
                return value in self.values
            case int():
                is_range = self.from_ is not None or self.below is not None
                return (
                    is_range
                    and (self.from_ is None or value >= self.from_)
                    and (self.below is None or value < self.below)
                )


class CountedGroup(Group):
    """A group with how many training rows fell into it, and how many of them were bad."""

    rows: int
    bad: int


class ScoredGroup(CountedGroup):
    """A group with its points and the evidence for them."""

    points: int = Field(ge=0)
    weight_of_evidence: Decimal


class ScoredAttribute(_Part):
    """One feature's groups; every value falls into exactly one, and the worst has 0 points."""

    feature: str
    label: Text
    reason: Text
    bins: tuple[ScoredGroup, ...]

    def group_of(self, value: FeatureValue) -> ScoredGroup:
        """The group that holds a value.

        Raises:
            FeatureNotScored: none does.
        """
        for group in self.bins:
            if group.holds(value):
                return group
        raise FeatureNotScored(feature=self.feature, value=value)

    @property
    def points_best(self) -> int:
        """What the best group gives."""
        return max(group.points for group in self.bins)


class Scale(_Part):
    """`anchor_points` stand for odds of `anchor_odds` good to one bad; so many points more double them."""

    anchor_points: int
    anchor_odds: int
    points_to_double_odds: int

    def probability_of_bad(self, total: int) -> Decimal:
        """1 / (1 + odds), to six decimals."""
        doublings = Decimal(total - self.anchor_points) / self.points_to_double_odds
        odds = self.anchor_odds * _EXACT.power(Decimal(2), doublings)
        return (1 / (1 + odds)).quantize(_MILLIONTH)

    def points_of(self, probability: float) -> int:
        """The points that stand for a probability of bad between 0 and 1, both excluded."""
        doublings = math.log2((1 - probability) / probability / self.anchor_odds)
        return math.floor(self.anchor_points + self.points_to_double_odds * doublings + 0.5)


class GroupFairness(_Part):
    """How a model treats one group, on rows it had not seen; shares are of the group's rows, `auc` of its own order.

    `approved` is the share a threshold would pass that passes as many of all rows as were good; `approved_of_good`
    the same among those who were good. Empty figures: too few rows to say.
    """

    column: str
    group: str
    rows: int
    bad: int
    approved: str
    approved_of_good: str
    auc: str


class Evidence(_Part):
    """What it was trained on and how well it did on rows it had not seen.

    `deciles` are the nine values of points (or of log-odds) that cut those rows into ten equal parts.
    """

    data: str
    data_sha256: str
    rows: int
    bad: int
    folds: int
    auc_mean: str
    auc_of_folds: tuple[str, ...]
    calibration: tuple[dict[str, str], ...]
    points_deciles: tuple[int, ...] = ()
    fairness: tuple[GroupFairness, ...] = ()


class Scorecard(_Part):
    """One version of a scorecard."""

    name: str
    version: int
    features_version: int
    scale: Scale
    base_points: int
    attributes: tuple[ScoredAttribute, ...]
    evidence: Evidence

    @model_validator(mode="after")
    def _worst_group_has_no_points(self) -> Self:
        if any(min(group.points for group in attribute.bins) != 0 for attribute in self.attributes):
            raise ValueError("the worst group of each attribute must have 0 points")
        return self

    @property
    def label(self) -> str:
        """Name and version, as a decision records it."""
        return f"{self.name}/{self.version}"


def score(scorecard: Scorecard, features: Features) -> Score:
    """Points by attribute, their sum, and the probability of bad.

    Raises:
        FeatureNotScored: a value the scorecard does not know.
    """
    attributes = tuple(_points(attribute, features[attribute.feature]) for attribute in scorecard.attributes)
    total = scorecard.base_points + sum(attribute.points for attribute in attributes)
    return Score(total, scorecard.base_points, attributes, scorecard.scale.probability_of_bad(total))


def _points(attribute: ScoredAttribute, value: FeatureValue) -> AttributePoints:
    group = attribute.group_of(value)
    return AttributePoints(
        feature=attribute.feature,
        label=attribute.label.words,
        value=group.label.words,
        points=group.points,
        points_best=attribute.points_best,
        reason=Reason(f"score-{attribute.feature.replace('_', '-')}", attribute.reason.words),
    )
