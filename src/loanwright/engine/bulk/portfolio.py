"""Loans of one kind as columns, and the tables of dates they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import gcd, lcm
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loanwright.engine.conventions import TermsNotConsistent
from loanwright.engine.periods import Periods, periods_of
from loanwright.engine.schedule import NO_HOLIDAYS
from loanwright.engine.terms import LoanTerms
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from loanwright.kernel.refusals import Refusal

Minors = NDArray[np.int64]
Days = NDArray[np.datetime64]
Places = NDArray[np.intp]
DaysLike = Days | Sequence[date] | Sequence[date | None]
FirstDays = tuple[date, date | None]

BLOCK = 16384
"""Loans computed together: enough that calling a step costs little beside doing it, and memory stays flat."""


_COUNTABLE = 10_000_000
_EPOCH = date(1970, 1, 1)


class ColumnsNotReadable(Refusal):
    """A column is not as long as the others, or holds what no loan can have; `column` says which."""


@dataclass(frozen=True, slots=True, eq=False)
class Calendars:
    """The distinct tables of dates of a portfolio: column j of `weights` and `due_on` belongs to `periods[j]`.

    `terms[j]` is the kind with those dates.

    `weights / basis` is the part of a year of each period, over one basis for all; `peak_weights` those of the longest.
    """

    terms: Sequence[LoanTerms]
    periods: Sequence[Periods]
    weights: NDArray[np.float64]
    peak_weights: NDArray[np.float64]
    due_on: Days
    basis: int

    @classmethod
    def of(cls, terms: Sequence[LoanTerms], calendar: BusinessCalendar) -> Self:
        """The tables side by side."""
        periods = [periods_of(dated, calendar) for dated in terms]
        basis = lcm(*(table.basis for table in periods))
        parts = np.array([table.weights for table in periods], dtype=np.float64)
        weights = np.ascontiguousarray(parts.T) * np.array([basis // table.basis for table in periods])
        # numpy reads whole numbers ten times as fast as dates
        ordinals = np.array([[day.toordinal() for day in table.due_on] for table in periods])
        due_on = np.ascontiguousarray(ordinals.T - _EPOCH.toordinal()).astype("datetime64[D]")
        return cls(terms, periods, weights, weights.max(axis=0), due_on, basis)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Loans that differ in `principal` (minor units), `rate` (over `rate_scale`, a year) and their first days alone.

    `calendar_of` says which of the `calendars` each loan follows; everything else is in `kind`, whose own amount, rate
    and dates mean nothing.
    """

    kind: LoanTerms
    principal: Minors
    rate: Minors
    rate_scale: int
    calendars: Calendars
    calendar_of: Places
    business_days: BusinessCalendar

    @classmethod
    def of(
        cls,
        kind: LoanTerms,
        *,
        principal: ArrayLike,
        rate: ArrayLike,
        start_on: DaysLike,
        first_due_on: DaysLike | None = None,
        rate_decimals: int = 6,
        calendar: BusinessCalendar = NO_HOLIDAYS,
    ) -> Self:
        """A portfolio from its columns: amounts in minor units, rates a year in units of 10^-`rate_decimals`, days.

        `first_due_on` may hold NaT where the rhythm alone sets the first due date.

        Raises:
            ColumnsNotReadable: the columns differ in length, an amount is not positive, a rate is negative; or the kind
                has a given `installment`: how many there are then follows from the amount, and loans share no rows.
            TermsNotConsistent: a first due date does not lie after the start.
        """
        if kind.installment is not None:
            raise ColumnsNotReadable(column="installment")
        starts = np.asarray(start_on, dtype="datetime64[D]")
        amounts = _column("principal", principal, len(starts), least=1)
        rates = _column("rate", rate, len(starts), least=0)
        dates, calendar_of = _distinct(starts, first_due_on)
        tables = Calendars.of([_dated(kind, pair) for pair in dates], calendar)
        shared = gcd(10**rate_decimals, int(np.gcd.reduce(rates)))  # smaller numbers leave more room for amounts
        return cls(kind, amounts, rates // shared, 10**rate_decimals // shared, tables, calendar_of, calendar)

    def __len__(self) -> int:
        return len(self.principal)

    def terms_of(self, place: int) -> LoanTerms:
        """One loan's terms, as the engine takes them."""
        rate = Rate(Decimal(int(self.rate[place])) / self.rate_scale)
        principal = Money(int(self.principal[place]), self.kind.principal.currency)
        return replace(self.calendars.terms[int(self.calendar_of[place])], principal=principal, rate=rate)

    def blocks(self, size: int = BLOCK) -> Iterator[Portfolio]:
        """The same loans in order, some at a time: memory then does not grow with the portfolio."""
        for first in range(0, len(self), size):
            yield self.part(slice(first, first + size))

    def part(self, where: slice) -> Portfolio:
        """Some of the loans, over the same calendars."""
        return replace(
            self, principal=self.principal[where], rate=self.rate[where], calendar_of=self.calendar_of[where]
        )


def _column(name: str, values: ArrayLike, length: int, least: int) -> Minors:
    column = np.asarray(values, dtype=np.int64)
    if column.shape != (length,) or not length or column.min() < least:
        raise ColumnsNotReadable(column=name)
    return column


def _distinct(starts: Days, first_due_on: DaysLike | None) -> tuple[list[FirstDays], Places]:
    """The distinct pairs of first days, and which of them each loan has."""
    waits = np.zeros(len(starts), dtype=np.int64)
    if first_due_on is not None:
        firsts = np.asarray(first_due_on, dtype="datetime64[D]")
        waits = np.where(np.isnat(firsts), 0, (firsts - starts).astype(np.int64))
        if waits.min() < 0 or (waits[~np.isnat(firsts)] == 0).any():
            raise TermsNotConsistent(reason="first-due-date")
    span = int(waits.max()) + 1
    keys, places = _numbered(starts.astype(np.int64) * span + waits)
    days, waiting = (part.tolist() for part in np.divmod(keys, span))
    pairs = [(_EPOCH + timedelta(days=day), wait) for day, wait in zip(days, waiting, strict=True)]
    return [(day, day + timedelta(days=wait) if wait else None) for day, wait in pairs], places


def _numbered(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], Places]:
    """The distinct keys in order, and the place of each: counted where they lie close together, otherwise sorted."""
    least = int(keys.min())
    if int(keys.max()) - least > _COUNTABLE:
        return np.unique(keys, return_inverse=True)
    occurs = np.bincount(keys - least) > 0
    return np.flatnonzero(occurs) + least, (np.cumsum(occurs) - 1)[keys - least]


def _dated(kind: LoanTerms, pair: FirstDays) -> LoanTerms:
    return replace(kind, start_on=pair[0], first_due_on=pair[1])
