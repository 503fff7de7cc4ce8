"""Interest on a balance between any two days of a loan whose rate may change and whose interest may pause."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from fractions import Fraction
from itertools import pairwise

from loanwright.engine import fineract
from loanwright.engine.daycount import BASIS, NOMINAL, weight
from loanwright.engine.periods import Periods
from loanwright.engine.rate_path import RatePath
from loanwright.engine.terms import LoanTerms
from loanwright.kernel.rate import Rate


class Meter:
    """Knows the loan's periods, rate steps and pauses; holds no balance and no position in time."""

    def __init__(self, terms: LoanTerms, periods: Periods, path: RatePath) -> None:
        self._terms, self._periods = terms, periods
        self._steps = [(on, Fraction(rate.annual)) for on, rate in [(date.min, terms.rate), *path]]
        self._pauses: list[tuple[date, date]] = []
        self._known: dict[tuple[date, date], Fraction] = {}

    def redate(self, periods: Periods) -> None:
        """The loan's periods are others now."""
        self._periods = periods
        self._known.clear()

    def change_rate(self, on: date, rate: Rate) -> None:
        """From the night that begins on `on`, another yearly rate."""
        self._steps = sorted([*(step for step in self._steps if step[0] != on), (on, Fraction(rate.annual))])
        self._known.clear()

    def pause(self, from_on: date, until_on: date) -> None:
        """No interest for the nights from `from_on` to `until_on`."""
        self._pauses.append((from_on, until_on))
        self._known.clear()

    def factor(self, start: date, end: date) -> Fraction:
        """Interest per unit of balance from `start` to `end`; the same in one step as in many."""
        factor = self._known.get((start, end))
        if factor is None:
            marks = sorted({start, end, *self._marks(start, end)})
            factor = sum((self._piece(a, b) for a, b in pairwise(marks)), Fraction(0))
            self._known[start, end] = factor
        return factor

    def _marks(self, start: date, end: date) -> list[date]:
        """Days in between on which something about interest changes."""
        due_on = self._periods.due_on
        boundaries = due_on[bisect_right(due_on, start) : bisect_left(due_on, end)]
        changes = [*(day for day, _ in self._steps), *(day for pause in self._pauses for day in pause)]
        return [*boundaries, *(day for day in changes if start < day < end)]

    def _piece(self, start: date, end: date) -> Fraction:
        if any(from_on <= start < until_on for from_on, until_on in self._pauses):
            return Fraction(0)
        rate = self._steps[bisect_right(self._steps, start, key=lambda step: step[0]) - 1][1]
        factor = rate * self._year_fraction(start, end)
        return fineract.cut_fraction(factor) if fineract.is_chosen(self._terms) else factor

    def _year_fraction(self, start: date, end: date) -> Fraction:
        """A nominal period is shared out among its days; other day counts measure both days from its beginning."""
        count, periods = self._terms.day_count, self._periods
        at = min(bisect_right(periods.due_on, start), len(periods.due_on) - 1)
        from_on, due_on = periods.from_on[at], periods.due_on[at]
        if count in NOMINAL:
            return Fraction(periods.weights[at] * (end - start).days, periods.basis * (due_on - from_on).days)
        maturity = periods.due_on[-1]
        return Fraction(weight(count, from_on, end, maturity) - weight(count, from_on, start, maturity), BASIS[count])
