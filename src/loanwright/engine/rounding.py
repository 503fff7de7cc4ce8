"""Integer division with a named rounding: the one place where the engine turns an exact fraction into minor units."""

from __future__ import annotations

from collections.abc import Callable

from loanwright.kernel.money import Rounding


def _half_up(numerator: int, denominator: int) -> int:
    if numerator < 0:
        return -((2 * -numerator + denominator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def _half_even(numerator: int, denominator: int) -> int:
    quotient, rest = divmod(numerator, denominator)
    above = 2 * rest - denominator
    return quotient + 1 if above > 0 or (above == 0 and quotient & 1) else quotient


def _up(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)


def _down(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator) if numerator < 0 else numerator // denominator


def _floor(numerator: int, denominator: int) -> int:
    return numerator // denominator


Division = Callable[[int, int], int]

DIVISIONS: dict[Rounding, Division] = {
    Rounding.HALF_UP: _half_up,
    Rounding.HALF_EVEN: _half_even,
    Rounding.UP: _up,
    Rounding.DOWN: _down,
    Rounding.FLOOR: _floor,
}


FLOORS: dict[Rounding, Callable[[int], tuple[int, int, int]]] = {
    Rounding.HALF_UP: lambda denominator: (2, denominator, 2 * denominator),
    Rounding.UP: lambda denominator: (1, denominator - 1, denominator),
    Rounding.DOWN: lambda denominator: (1, 0, denominator),
    Rounding.FLOOR: lambda denominator: (1, 0, denominator),
}
"""For amounts that are not negative n / denominator is rounded by (times x n + plus) // by, where that is enough."""


def divide(numerator: int, denominator: int, rounding: Rounding, multiple: int = 1) -> int:
    """`numerator / denominator` as a whole multiple of `multiple`; `denominator` is positive."""
    return DIVISIONS[rounding](numerator, denominator * multiple) * multiple
