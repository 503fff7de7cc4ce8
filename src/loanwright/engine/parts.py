"""An amount by component: principal, interest, fees, penalties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loanwright.kernel.money import Currency, Money


@dataclass(frozen=True, slots=True)
class Parts:
    """Four amounts of one currency; their sum is what is due, paid or outstanding."""

    principal: Money
    interest: Money
    fees: Money
    penalties: Money

    @classmethod
    def of(cls, minors: Sequence[int], currency: Currency) -> Parts:
        """From minor units in the order principal, interest, fees, penalties."""
        principal, interest, fees, penalties = minors
        return cls(
            Money(principal, currency), Money(interest, currency), Money(fees, currency), Money(penalties, currency)
        )

    @classmethod
    def none(cls, currency: Currency) -> Parts:
        """Nothing of anything."""
        return cls.of((0, 0, 0, 0), currency)

    @property
    def total(self) -> Money:
        """All four together."""
        return self.principal + self.interest + self.fees + self.penalties

    def __add__(self, other: Parts) -> Parts:
        return Parts(
            self.principal + other.principal,
            self.interest + other.interest,
            self.fees + other.fees,
            self.penalties + other.penalties,
        )

    def __sub__(self, other: Parts) -> Parts:
        return Parts(
            self.principal - other.principal,
            self.interest - other.interest,
            self.fees - other.fees,
            self.penalties - other.penalties,
        )

    def __bool__(self) -> bool:
        return bool(self.principal or self.interest or self.fees or self.penalties)

    @property
    def minors(self) -> list[int]:
        """Minor units in the order principal, interest, fees, penalties."""
        return [self.principal.minor, self.interest.minor, self.fees.minor, self.penalties.minor]
