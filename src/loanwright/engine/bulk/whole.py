"""Whole numbers in `float64`: exact, and several times faster to divide than `int64`.

A `float64` holds every whole number up to 2^53, and a sum, difference or product of two of them that stays below is
exact. Division is exact too where only its floor (or ceiling) is wanted: let a and s be whole, 0 <= a, 0 < s and
a + s < 2^53. If a / s is not whole, it is at least 1 / s away from the whole number k above it, and k < (a + s) / s.
The quotient could be rounded up to k only from within half a step below it, at most k / 2^54 < (a + s) / (s 2^54)
< 1 / s. So it never reaches k, and the floor is right; the ceiling by the same argument from the other side.

To round to the nearest, half a denominator is added, which is as exact: with both at most `LIMIT`, twice the sum and
twice the denominator are whole and together below 2^53, and their quotient is the same number.
Nothing here checks that: `bulk.bounds` proves it for each loan beforehand.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from loanwright.kernel.money import Rounding

Whole = NDArray[np.float64]
"""Whole numbers, 0 <= x < 2^53."""

LIMIT = 2.0**50
"""The largest numerator or denominator that may be divided."""


def _half_up(numerator: Whole, denominator: float | Whole) -> Whole:
    numerator += denominator / 2
    numerator /= denominator
    return np.floor(numerator, out=numerator)


def _half_even(numerator: Whole, denominator: float | Whole) -> Whole:
    nearest = _half_up(numerator.copy(), denominator)
    is_tie = nearest * denominator == numerator + denominator / 2
    is_odd = np.floor(nearest / 2) * 2 != nearest
    nearest -= is_tie & is_odd
    return nearest


def _up(numerator: Whole, denominator: float | Whole) -> Whole:
    numerator /= denominator
    return np.ceil(numerator, out=numerator)


def _down(numerator: Whole, denominator: float | Whole) -> Whole:
    numerator /= denominator
    return np.floor(numerator, out=numerator)


Division = Callable[[Whole, float | Whole], Whole]
"""Divides and rounds; the numerator's memory may be used for the result."""

DIVISIONS: dict[Rounding, Division] = {
    Rounding.HALF_UP: _half_up,
    Rounding.HALF_EVEN: _half_even,
    Rounding.UP: _up,
    Rounding.DOWN: _down,
    Rounding.FLOOR: _down,  # nothing here is negative
}


def divide(numerator: Whole, denominator: int, rounding: Rounding, multiple: int = 1) -> Whole:
    """`numerator / denominator` as whole multiples of `multiple`, as `engine.rounding.divide`."""
    return DIVISIONS[rounding](numerator.copy(), float(denominator * multiple)) * multiple
