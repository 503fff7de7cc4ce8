"""The level installment by floating point, where its error bound proves that it is rounded like the exact one.

The bound is the one that `bulk.level` derives: only positive terms are added, so n periods leave a relative error below
8 (n + 1) u, u = 2^-53. Whatever the rounding and the multiple, what an amount is rounded to changes at whole and half
minor units alone: farther from these than the bound, estimate and exact value are rounded alike.
"""

from __future__ import annotations

from collections.abc import Sequence

_UNIT = 2.0**-53
_LARGEST = 2.0**50


def estimated(amount: int, factors: Sequence[int], scale: int) -> tuple[int, int] | None:
    """A fraction that rounds as the annuity does, or None: too close to where rounding turns, too large, no number."""
    growth, value = 1.0, 0.0
    for factor in factors:
        step = 1 + factor / scale
        value = value * step + 1
        growth *= step
    level = amount * growth / value
    if not level < _LARGEST:  # false also for what is not a number
        return None
    margin = (level + 1) * (8 * len(factors) + 16) * _UNIT
    halves = 2 * level
    return level.as_integer_ratio() if abs(halves - round(halves)) > 2 * margin else None
