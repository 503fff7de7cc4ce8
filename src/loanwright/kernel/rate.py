"""Interest rates: exact decimals per year, never floats."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from loanwright.kernel.refusals import Refusal


class RateNotReadable(Refusal):
    """The text is not a percentage between 0 and 1000."""


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """A yearly rate as a fraction: ``Rate(Decimal("0.1407"))`` is 14.07 % a year."""

    annual: Decimal

    @classmethod
    def percent(cls, text: str | int | Decimal) -> Rate:
        """Read percent a year: ``Rate.percent("14.07")``.

        Raises:
            RateNotReadable: not a number, or outside 0 to 1000 %.
        """
        try:
            value = Decimal(text)
        except (InvalidOperation, ValueError):
            raise RateNotReadable(text=str(text)[:40]) from None
        if not value.is_finite() or not 0 <= value <= 1000:
            raise RateNotReadable(text=str(text)[:40])
        return cls(value / 100)

    @property
    def as_percent(self) -> Decimal:
        """The same rate in percent a year."""
        return self.annual * 100

    def __str__(self) -> str:
        return f"{(self.annual * 100).normalize():f}%"
