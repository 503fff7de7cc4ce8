"""How far the applicants of today are from those a model was trained on, by the population stability index. Pure.

PSI = sum over groups of (now - then) x ln(now / then), with half a row added to every group so that an empty one is no
infinity. By custom, below 0.10 is stable and from 0.25 the model needs a look (Siddiqi, *Intelligent Credit Scoring*).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from loanwright.decisioning.features import FeatureValue
from loanwright.decisioning.model import Outcome, Words
from loanwright.decisioning.scorecard import CountedGroup
from loanwright.decisioning.scoring import ScoringModel

STABLE_BELOW = 0.10
LOOK_FROM = 0.25


@dataclass(frozen=True, slots=True)
class ScoredCase:
    """A decision made with a model, as far as its distribution is concerned."""

    month: date  # its first day
    points: int
    probability_of_bad: Decimal
    outcome: Outcome
    features: Mapping[str, FeatureValue]


@dataclass(frozen=True, slots=True)
class GroupShift:
    """A group's share among training rows and among decisions, 0 to 1."""

    label: Words
    expected: float
    actual: float


@dataclass(frozen=True, slots=True)
class Shift:
    """How one distribution moved."""

    name: str
    label: Words
    psi: float
    groups: tuple[GroupShift, ...]


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month's decisions: how many, the share approved, the mean probability of bad, and how far its points moved."""

    month: date
    decisions: int
    approved: float
    probability_of_bad: float
    psi: float


@dataclass(frozen=True, slots=True)
class Drift:
    """All of it over the decisions looked at; no points where the model's evidence has no deciles."""

    decisions: int
    points: Shift | None
    features: tuple[Shift, ...]
    months: tuple[MonthFigures, ...]


def psi(expected: Sequence[float], counts: Sequence[int]) -> float:
    """The index between expected shares and counted rows; 0 where nothing was counted."""
    total = sum(counts)
    if not total:
        return 0.0
    actual = [(count + 0.5) / (total + 0.5 * len(counts)) for count in counts]
    floor = [max(share, 1e-4) for share in expected]
    return sum((now - then) * math.log(now / then) for now, then in zip(actual, floor, strict=True))


def drift_of(model: ScoringModel, cases: Iterable[ScoredCase]) -> Drift:
    """How the applicants of these cases differ from the training rows."""
    found = list(cases)
    cuts = model.evidence.points_deciles
    return Drift(
        decisions=len(found),
        points=_points_shift(cuts, found) if cuts else None,
        features=tuple(_feature_shift(one.feature, one.label.words, one.bins, found) for one in model.attributes),
        months=tuple(_month(month, cuts, found) for month in sorted({case.month for case in found})),
    )


def _points_shift(cuts: Sequence[int], cases: Sequence[ScoredCase]) -> Shift:
    counts = _counted_points(cuts, cases)
    edges = ["", *map(str, cuts), ""]
    labels = [_between(low, high) for low, high in pairwise(edges)]
    return _shift("points", Words("总分", "points"), labels, [0.1] * 10, counts)


def _between(low: str, high: str) -> Words:
    if not low:
        return Words(f"{high} 及以下", f"up to {high}")
    return Words(f"{low} 以上", f"over {low}") if not high else Words(f"{low}–{high}", f"{low} to {high}")


def _counted_points(cuts: Sequence[int], cases: Sequence[ScoredCase]) -> list[int]:
    counted = Counter(bisect_left(cuts, case.points) for case in cases)
    return [counted[k] for k in range(len(cuts) + 1)]


def _feature_shift(name: str, label: Words, bins: Sequence[CountedGroup], cases: Sequence[ScoredCase]) -> Shift:
    rows = sum(group.rows for group in bins)
    counts = [sum(group.holds(case.features[name]) for case in cases) for group in bins]
    return _shift(name, label, [group.label.words for group in bins], [group.rows / rows for group in bins], counts)


def _shift(name: str, label: Words, labels: Sequence[Words], expected: Sequence[float], counts: Sequence[int]) -> Shift:
    total = sum(counts) or 1
    parts = zip(labels, expected, counts, strict=True)
    groups = tuple(GroupShift(words, share, count / total) for words, share, count in parts)
    return Shift(name, label, psi(expected, counts), groups)


def _month(month: date, cuts: Sequence[int], cases: Sequence[ScoredCase]) -> MonthFigures:
    inside = [case for case in cases if case.month == month]
    approved = sum(case.outcome is Outcome.APPROVE for case in inside)
    return MonthFigures(
        month=month,
        decisions=len(inside),
        approved=approved / len(inside),
        probability_of_bad=float(sum(case.probability_of_bad for case in inside)) / len(inside),
        psi=psi([0.1] * 10, _counted_points(cuts, inside)) if cuts else 0.0,
    )
