"""Weight of evidence: how much more often good than bad people fall into a group, as a logarithm.

WoE = ln((good in group / good) / (bad in group / bad)), with the sample's own rate added as a few extra rows, so that a
small group is drawn towards zero instead of to infinity.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_EXTRA_ROWS = 5.0


@dataclass(frozen=True, slots=True)
class GroupEvidence:
    """Rows and bad rows of a group, and its weight of evidence."""

    rows: int
    bad: int
    weight: float


def evidence_of(groups: Sequence[int], bad: Sequence[int], group_count: int) -> list[GroupEvidence]:
    """The evidence of each of `group_count` groups; row i falls into `groups[i]` and is bad if `bad[i]` is 1."""
    rows, bad_rows = Counter(groups), Counter(group for group, is_bad in zip(groups, bad, strict=True) if is_bad)
    share = sum(bad) / len(bad)
    return [GroupEvidence(rows[k], bad_rows[k], _weight(rows[k], bad_rows[k], share)) for k in range(group_count)]


def _weight(rows: int, bad: int, share: float) -> float:
    good_extra, bad_extra = _EXTRA_ROWS * (1 - share), _EXTRA_ROWS * share
    return math.log((rows - bad + good_extra) / (bad + bad_extra) * share / (1 - share))
