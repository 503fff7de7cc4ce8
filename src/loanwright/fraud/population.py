"""What is usual: each figure's distribution as counts in bins, from which median and quartiles follow. Pure.

Robust and online: one more form adds one to a bin of each figure, and no single form, however odd, moves a quartile by
more than a bin. Bins are even on a logarithmic scale (each about 6 % wide), since times vary by factors.

How odd a form is: for each figure, the distance from the median on the suspicious side in robust standard deviations
(interquartile range / 1.349, as for a normal distribution). Every tenth beyond two of them is a point; 100 at most.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from math import expm1, floor, log1p

from loanwright.fraud.behaviour import Figures

_BINS_PER_UNIT = 16
_NORMAL_IQR = 1.349
_SIGMA_LEAST = 0.25  # where nearly everybody is alike (pastes: none), one more is not a miracle
_USUAL_TENTHS = 20
_MOST_POINTS = 100
PEOPLE_ENOUGH = 100

Bins = Mapping[int, int]


class Side(IntEnum):
    """On which side a figure is suspicious. Slow never is: the old and the careful are slow."""

    LOW = -1
    HIGH = 1


SIDES = {
    "form_seconds": Side.LOW,
    "seconds_per_step": Side.LOW,
    "steps_repeated": Side.HIGH,
    "times_away": Side.HIGH,
    "pasted_fields": Side.HIGH,
    "corrections_per_100": Side.LOW,
    "key_hold_ms": Side.LOW,
    "typing_gap_ms": Side.LOW,
    "typing_spread_ms": Side.LOW,
    "address_gap_ms": Side.LOW,
}


@dataclass(frozen=True, slots=True)
class Usual:
    """A figure in the population: how many forms, and the quartiles."""

    forms: int
    low: int
    median: int
    high: int


@dataclass(frozen=True, slots=True)
class Deviation:
    """One figure of one form beside the population; `tenths` of a robust sigma, negative below the median."""

    figure: str
    value: int
    usual: Usual
    tenths: int
    points: int


def bin_of(value: int) -> int:
    """The bin a figure falls into."""
    return floor(log1p(value) * _BINS_PER_UNIT)


def usual_of(bins: Bins) -> Usual:
    """Quartiles of what was counted; call only where something was."""
    low, median, high = (_value(_quantile(bins, share)) for share in (0.25, 0.5, 0.75))
    return Usual(sum(bins.values()), low, median, high)


def deviations_of(figures: Figures, population: Mapping[str, Bins]) -> tuple[Deviation, ...]:
    """Every figure beside the population, the most suspicious first; none where too few forms are known."""
    known = [name for name in figures if name in SIDES and _forms(population, name) >= PEOPLE_ENOUGH]
    found = [_deviation(name, figures[name], population[name]) for name in known]
    return tuple(sorted(found, key=lambda one: (-one.points, one.figure)))


def anomaly_score(deviations: tuple[Deviation, ...]) -> int:
    """What the deviations add up to, 0 to 100."""
    return min(_MOST_POINTS, sum(deviation.points for deviation in deviations))


def _deviation(figure: str, value: int, bins: Bins) -> Deviation:
    median = _quantile(bins, 0.5)
    sigma = max(_SIGMA_LEAST, (_quantile(bins, 0.75) - _quantile(bins, 0.25)) / _NORMAL_IQR)
    tenths = round((log1p(value) - median) / sigma * 10)
    return Deviation(figure, value, usual_of(bins), tenths, max(0, tenths * SIDES[figure] - _USUAL_TENTHS))


def _quantile(bins: Bins, share: float) -> float:
    """Where that share of forms lies below, on the logarithmic scale, evenly within a bin."""
    wanted, passed = share * sum(bins.values()), 0
    for number in sorted(bins):
        if passed + bins[number] >= wanted:
            return (number + (wanted - passed) / bins[number]) / _BINS_PER_UNIT
        passed += bins[number]
    raise ValueError("nothing was counted")


def _value(position: float) -> int:
    return round(expm1(position))


def _forms(population: Mapping[str, Bins], figure: str) -> int:
    return sum(population.get(figure, {}).values())
