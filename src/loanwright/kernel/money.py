"""Money is a whole number of minor units (fen, cents) with its currency.

Arithmetic that could lose or invent a minor unit does not exist here: there is no division. To turn an exact
`Decimal` into money, name the rounding (`Money.rounded`); to share money out, use `split`, whose parts always sum to
the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Decimal,
    InvalidOperation,
)
from enum import StrEnum

from loanwright.kernel.refusals import Refusal


class AmountNotReadable(Refusal):
    """The text is not an amount of this currency: a plain number with at most the currency's decimals."""


class CurrencyMismatch(Refusal):
    """Two amounts of different currencies were put together."""


class Currency(StrEnum):
    """ISO 4217 codes of the currencies a lender may keep books in."""

    CNY = "CNY"
    USD = "USD"
    EUR = "EUR"
    HKD = "HKD"
    JPY = "JPY"

    @property
    def exponent(self) -> int:
        """Decimals of the minor unit: 2 for CNY (fen), 0 for JPY."""
        return 0 if self is Currency.JPY else 2


class Rounding(StrEnum):
    """How an exact amount becomes whole minor units; every place that rounds names one."""

    HALF_EVEN = "half_even"
    HALF_UP = "half_up"
    UP = "up"  # towards plus infinity: what LendingClub does with installments
    DOWN = "down"  # towards zero
    FLOOR = "floor"

    @property
    def decimal_mode(self) -> str:
        """The constant of the `decimal` module that means the same."""
        return _DECIMAL_MODES[self]


_DECIMAL_MODES = {
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.UP: ROUND_CEILING,
    Rounding.DOWN: ROUND_DOWN,
    Rounding.FLOOR: ROUND_FLOOR,
}


def round_to_multiple(exact: Decimal, rounding: Rounding, multiple: int = 1) -> int:
    """Round `exact` minor units to a whole multiple of `multiple` minor units."""
    return int((exact / multiple).to_integral_value(rounding.decimal_mode)) * multiple


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount: `minor` whole minor units of `currency`. May be negative."""

    minor: int
    currency: Currency = Currency.CNY

    @classmethod
    def zero(cls, currency: Currency = Currency.CNY) -> Money:
        """Nothing, in `currency`."""
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str, currency: Currency = Currency.CNY) -> Money:
        """Read a plain decimal such as ``"652.53"``; refuse more decimals than the currency has.

        Raises:
            AmountNotReadable: not a finite plain number, or too precise.
        """
        plain = text.strip()
        try:
            exact = Decimal(plain).scaleb(currency.exponent)
        except (InvalidOperation, ValueError):
            raise AmountNotReadable(text=text[:40], currency=currency) from None
        readable = exact.is_finite() and not set(plain) - set("+-.0123456789") and abs(exact) < 10**18
        if not readable or exact != exact.to_integral_value():
            raise AmountNotReadable(text=text[:40], currency=currency)
        return cls(int(exact), currency)

    @classmethod
    def rounded(
        cls, exact_minor: Decimal, rounding: Rounding, currency: Currency = Currency.CNY, multiple: int = 1
    ) -> Money:
        """Money from an exact number of *minor* units, rounded to a multiple of minor units."""
        return cls(round_to_multiple(exact_minor, rounding, multiple), currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units (yuan, dollars), exactly."""
        return Decimal(self.minor).scaleb(-self.currency.exponent)

    def __str__(self) -> str:
        return f"{self.decimal:.{self.currency.exponent}f}"

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def _same(self, other: Money) -> int:
        if other.currency is not self.currency:
            raise CurrencyMismatch(left=self.currency, right=other.currency)
        return other.minor


def total(amounts: Iterable[Money], currency: Currency = Currency.CNY) -> Money:
    """Sum of `amounts`; nothing at all is zero of `currency`."""
    result: Money | None = None
    for amount in amounts:
        result = amount if result is None else result + amount
    return Money.zero(currency) if result is None else result


def split(amount: Money, weights: Sequence[int]) -> list[Money]:
    """Share `amount` by integer `weights` so that the parts sum to it exactly.

    Each part is the running share less what went before (cumulative rounding down), so no part is off by more than
    one minor unit and none changes sign. Weights must be non-negative and not all zero.
    """
    whole = sum(weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights must be non-negative and not all zero")
    sign = -1 if amount.minor < 0 else 1
    given, seen, parts = 0, 0, []
    for weight in weights:
        seen += weight
        up_to_here = abs(amount.minor) * seen // whole
        parts.append(Money(sign * (up_to_here - given), amount.currency))
        given = up_to_here
    return parts
