"""Which of some amounts make up a sum, if there is only one way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations


def only_subset(amounts: Sequence[int], target: int) -> tuple[int, ...] | None:
    """Positions of the only two or more amounts that add up to `target`; None if there are none, or several ways.

    Meets in the middle: the sums of the one half are looked up among those of the other, 2^(n/2) instead of 2^n.
    """
    half = len(amounts) // 2
    left, right = _sums(amounts[:half], 0), _sums(amounts[half:], half)
    found: list[tuple[int, ...]] = []
    for total, ways in left.items():
        for rest in right.get(target - total, ()):
            found += [way + rest for way in ways if len(way) + len(rest) >= 2]
        if len(found) > 1:
            return None
    return found[0] if found else None


def _sums(amounts: Sequence[int], begin: int) -> dict[int, list[tuple[int, ...]]]:
    sums: dict[int, list[tuple[int, ...]]] = {}
    positions = range(len(amounts))
    for size in range(len(amounts) + 1):
        for chosen in combinations(positions, size):
            sums.setdefault(sum(amounts[each] for each in chosen), []).append(tuple(begin + each for each in chosen))
    return sums
