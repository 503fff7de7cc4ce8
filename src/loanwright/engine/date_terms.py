"""Due dates that no single rhythm describes: a fixed day of the month, a season; and what a broken period costs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from loanwright.engine.conventions import TermsNotConsistent


class NoSuchDueDay(TermsNotConsistent):
    """A due day is 1 to 31, a season's months are 1 to 12 in rising order, and waiting days are not negative."""


@dataclass(frozen=True, slots=True)
class DueDay:
    """A fixed day of the month, 31 being its last: the first due date lies at least `least_days` after the start."""

    day: int
    least_days: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 31 or self.least_days < 1:
            raise NoSuchDueDay(day=self.day)


@dataclass(frozen=True, slots=True)
class Season:
    """按农时或学期还款: due in each of these `months` of every year, on `day` or the month's last."""

    months: tuple[int, ...]
    day: int

    def __post_init__(self) -> None:
        rising = self.months and list(self.months) == sorted({month for month in self.months if 1 <= month <= 12})
        if not rising or not 1 <= self.day <= 31:
            raise NoSuchDueDay(day=self.day)


class BrokenPeriod(StrEnum):
    """Who bears the interest of a first period that is longer or shorter than the rhythm."""

    LEVELLED = "levelled"  # the method itself: a level installment takes it in, other methods charge it in the first
    IN_FIRST = "in_first"  # installments as if all periods were regular; the first pays the difference
    UP_FRONT = "up_front"  # the same, but interest of days beyond the rhythm is paid on the first day
    SPREAD = "spread"  # the same, but the difference is shared equally among all installments
