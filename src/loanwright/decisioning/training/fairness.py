"""Whether a model treats groups alike: approval, approval among the good, and order, each by group. Pure.

A threshold is laid where as many rows pass as were good. The ratio of a group's approval rate to the best group's below
0.8 is what the four-fifths rule asks about (US 29 CFR 1607.4 D); the difference of approval among the good is equal
opportunity (Hardt, Price and Srebro, 2016).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from loanwright.decisioning.encoding import Floats
from loanwright.decisioning.models.columns import is_numeric, read_number
from loanwright.decisioning.scorecard import GroupFairness
from loanwright.decisioning.training.measures import area_under_curve

_SMALLEST_GROUP = 30
_MOST_VALUES = 6  # more different numbers than this are halved at their median


def fairness(
    predicted: Sequence[float], outcomes: Sequence[int], protected: Mapping[str, Sequence[str | None]]
) -> tuple[GroupFairness, ...]:
    """Figures for each group of each protected column, groups of fewer than 30 rows left out."""
    scores, bad = np.array(predicted), np.array(outcomes)
    threshold = np.sort(scores)[max(int((1 - bad).sum()) - 1, 0)]
    found = []
    for column, texts in protected.items():
        groups = np.array(_groups(texts))
        for group, count in sorted(Counter(groups.tolist()).items()):
            if group and count >= _SMALLEST_GROUP:
                inside = groups == group
                found.append(_figures(column, group, scores[inside], bad[inside], float(threshold)))
    return tuple(found)


def _figures(column: str, group: str, scores: Floats, bad: Floats, threshold: float) -> GroupFairness:
    passed, is_good = scores <= threshold, bad == 0
    both = 0 < int(bad.sum()) < len(bad)
    return GroupFairness(
        column=column,
        group=group,
        rows=len(bad),
        bad=int(bad.sum()),
        approved=f"{passed.mean():.4f}",
        approved_of_good=f"{passed[is_good].mean():.4f}" if is_good.any() else "",
        auc=f"{area_under_curve(scores, bad):.4f}" if both else "",
    )


def _groups(texts: Sequence[str | None]) -> list[str]:
    """Each row's group: its category, or the half its number is in; none where it is missing."""
    if not is_numeric(texts) or len(set(texts) - {None}) <= _MOST_VALUES:
        return [text or "" for text in texts]
    numbers = np.array([read_number(text) for text in texts])
    median = float(np.nanmedian(numbers))
    return list(_halves(numbers, median))


def _halves(numbers: Floats, median: float) -> Iterator[str]:
    for number in numbers:
        yield "" if np.isnan(number) else f"< {median:g}" if number < median else f">= {median:g}"
