"""Cross-validation without a library: folds that keep the share of bad rows, area under the curve, calibration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from loanwright.decisioning.encoding import Floats

_SEED = 20260302


def folds(outcomes: Sequence[int] | Floats, count: int) -> Iterator[tuple[list[int], list[int]]]:
    """Row numbers to train with and to test on, `count` times: each row is tested once, each fold has its bad share."""
    random = np.random.default_rng(_SEED)
    fold_of = np.zeros(len(outcomes), dtype=int)
    for outcome in (0, 1):
        numbers = np.flatnonzero(np.asarray(outcomes) == outcome)
        fold_of[random.permutation(numbers)] = np.arange(len(numbers)) % count
    for fold in range(count):
        yield np.flatnonzero(fold_of != fold).tolist(), np.flatnonzero(fold_of == fold).tolist()


def area_under_curve(scores: Sequence[float] | Floats, outcomes: Sequence[int] | Floats) -> float:
    """The chance that a bad row scores higher than a good one, ties counted half (Mann and Whitney)."""
    ordered = np.sort(np.asarray(scores, dtype=np.float64))
    ranks = (np.searchsorted(ordered, scores, "left") + np.searchsorted(ordered, scores, "right") + 1) / 2
    bad = np.asarray(outcomes) == 1
    count, total = int(bad.sum()), float(ranks[bad].sum())
    return (total - count * (count + 1) / 2) / (count * (len(bad) - count))


def calibration(predicted: Sequence[float], outcomes: Sequence[int]) -> list[dict[str, str]]:
    """Five equal parts by predicted probability: what was predicted for them and what happened."""
    order = sorted(range(len(outcomes)), key=lambda number: predicted[number])
    parts = [order[len(order) * k // 5 : len(order) * (k + 1) // 5] for k in range(5)]
    return [
        {
            "rows": str(len(part)),
            "predicted": f"{sum(predicted[i] for i in part) / len(part):.4f}",
            "observed": f"{sum(outcomes[i] for i in part) / len(part):.4f}",
        }
        for part in parts
    ]
