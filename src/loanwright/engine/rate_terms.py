"""Rates that do not stay: steps agreed beforehand, an index with a margin, and what a third party pays of interest."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loanwright.engine.conventions import Frequency, TermsNotConsistent, Unit
from loanwright.engine.shifting import shifted
from loanwright.kernel.rate import Rate


class RateStepNotClear(TermsNotConsistent):
    """A step of the rate counts from a period or from a day: one of them."""


class FixingNotKnown(TermsNotConsistent):
    """A floating rate needs a fixing of its index published by its first reset, and a cap not below its floor."""


class SubsidyNotClear(TermsNotConsistent):
    """A subsidy is a share of interest up to 100 %, or points of the yearly rate: one of them, not negative."""


class StepLevel(StrEnum):
    """What becomes of level installments where the rate is known to change."""

    NEW = "new"  # at each step computed again for what is left, as if the new rate stayed
    ONE = "one"  # one installment for the whole life, all known rates in it


YEARLY = Frequency(1, Unit.YEARS)


@dataclass(frozen=True, slots=True)
class RateStep:
    """Another yearly rate: from the first night of `from_period`, or from the night that begins on `from_on`."""

    rate: Rate
    from_period: int | None = None
    from_on: date | None = None

    def __post_init__(self) -> None:
        period_lacking = self.from_period is not None and self.from_period < 1
        if period_lacking or (self.from_period is None) == (self.from_on is None):
            raise RateStepNotClear()


@dataclass(frozen=True, slots=True)
class Fixing:
    """The yearly rate of an index as published `on` a day."""

    on: date
    rate: Rate


@dataclass(frozen=True, slots=True)
class FloatingRate:
    """`index` + `margin` (a fraction of a year, may be negative), set anew on `first_reset_on` and `every` so often.

    On a reset day counts the newest of `fixings` (in rising order) published by then, kept between `floor` and `cap`.
    A reset for which nothing newer is known repeats the last: the next fixing arrives as `RateChanged`.
    """

    index: str
    margin: Decimal
    first_reset_on: date
    fixings: tuple[Fixing, ...]
    every: Frequency = YEARLY
    floor: Rate | None = None
    cap: Rate | None = None

    def __post_init__(self) -> None:
        published = [fixing.on for fixing in self.fixings]
        if published != sorted(set(published)) or not published or published[0] > self.first_reset_on:
            raise FixingNotKnown(index=self.index)
        if self.floor is not None and self.cap is not None and self.cap < self.floor:
            raise FixingNotKnown(index=self.index)

    def rate_on(self, reset_on: date) -> Rate:
        """The rate that a reset on this day sets, which must not lie before the first fixing."""
        at = bisect_right(self.fixings, reset_on, key=lambda fixing: fixing.on) - 1
        rate = Rate(self.fixings[at].rate.annual + self.margin)
        if self.floor is not None:
            rate = max(rate, self.floor)
        return rate if self.cap is None else min(rate, self.cap)

    def resets(self, until: date) -> Iterator[date]:
        """Reset days before `until`."""
        times = 0
        while (day := shifted(self.first_reset_on, self.every, times)) < until:
            yield day
            times += 1


@dataclass(frozen=True, slots=True)
class Subsidy:
    """贴息: of each installment's interest a third party pays `percent`, or what `points` of the rate make of it.

    It pays for the first `periods` only, if that is given. The borrower pays the rest; both sum to the whole exactly.
    """

    percent: Decimal | None = None
    points: Rate | None = None
    periods: int | None = None

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.points is None):
            raise SubsidyNotClear()
        if (self.percent is not None and not 0 <= self.percent <= 100) or (self.points and self.points.annual < 0):
            raise SubsidyNotClear()
