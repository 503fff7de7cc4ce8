"""An amount by component: principal, interest, fees, penalties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import add, sub
from typing import Self

from loanwright.kernel.money import Currency, CurrencyMismatch, Money


@dataclass(frozen=True, slots=True)
class Parts:
    """Four amounts of one currency, kept in minor units; their sum is what is due, paid or outstanding."""

    minors: tuple[int, ...]
    currency: Currency

    @classmethod
    def of(cls, minors: Sequence[int], currency: Currency) -> Self:
        """From minor units in the order principal, interest, fees, penalties."""
        return cls(tuple(minors), currency)

    @classmethod
    def made_of(cls, principal: Money, interest: Money, fees: Money, penalties: Money) -> Self:
        """From four amounts of one currency."""
        parts = (principal, interest, fees, penalties)
        whole = principal + interest + fees + penalties  # refuses to mix currencies
        return cls(tuple(part.minor for part in parts), whole.currency)

    @classmethod
    def none(cls, currency: Currency) -> Self:
        """Nothing of anything."""
        return cls((0, 0, 0, 0), currency)

    @property
    def principal(self) -> Money:
        """What was lent."""
        return Money(self.minors[0], self.currency)

    @property
    def interest(self) -> Money:
        """What it earns."""
        return Money(self.minors[1], self.currency)

    @property
    def fees(self) -> Money:
        """What services cost."""
        return Money(self.minors[2], self.currency)

    @property
    def penalties(self) -> Money:
        """What lateness costs."""
        return Money(self.minors[3], self.currency)

    @property
    def total(self) -> Money:
        """All four together."""
        return Money(sum(self.minors), self.currency)

    def __add__(self, other: Parts) -> Parts:
        return Parts(tuple(map(add, self.minors, other.minors)), self._same(other))

    def __sub__(self, other: Parts) -> Parts:
        return Parts(tuple(map(sub, self.minors, other.minors)), self._same(other))

    def __bool__(self) -> bool:
        return any(self.minors)

    def _same(self, other: Parts) -> Currency:
        if other.currency is not self.currency:
            raise CurrencyMismatch(left=self.currency, right=other.currency)
        return self.currency
