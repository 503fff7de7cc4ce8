"""The balance proof and the daily report as values. Pure.

Bank, books and ledger tell of the same account. What the bank's statement closes with, less what the books have not
heard of, plus what the bank has not told, is what stands in the ledger; anything else is a difference that nobody has
explained, and must be nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loanwright.kernel.money import Money
from loanwright.reconciliation.matching.values import ExceptionCategory


@dataclass(frozen=True, slots=True)
class BalanceProof:
    """One account at the end of one day.

    `unbooked` is what the bank has told and the books have not (by then), `untold` what the books have and the bank
    has not told; both signed as the bank's balance moves.
    """

    account: str
    day: date
    bank: Money
    unbooked: Money
    untold: Money
    ledger: Money

    @property
    def difference(self) -> Money:
        """What neither side explains."""
        return self.bank - self.unbooked + self.untold - self.ledger

    @property
    def is_proven(self) -> bool:
        """Whether bank and ledger agree, but for items that are named."""
        return not self.difference


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What one rule has matched of a day's entries; an empty rule is what is not matched."""

    rule: str
    entries: int
    received: Money
    paid: Money


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """Open exceptions of one category; `oldest_on` since when the first of them waits."""

    category: ExceptionCategory
    cases: int
    oldest_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class GatewayLine:
    """A gateway's day on its own statement, and what of its transfers has reached our bank on that day."""

    gateway: str
    collected: Money
    kept: Money
    withdrawn: Money
    arrived: Money


@dataclass(frozen=True, slots=True)
class DailyReport:
    """One day of our account: the proof (None while the bank has not closed it), its entries, and what is open."""

    day: date
    account: str
    proof: BalanceProof | None
    rules: tuple[RuleLine, ...]
    exceptions: tuple[CategoryLine, ...]
    gateways: tuple[GatewayLine, ...]
