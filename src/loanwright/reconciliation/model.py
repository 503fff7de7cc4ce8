"""Statements and entries as values, as any file format tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class EntryPart:
    """One payment of a collective booking."""

    amount: Decimal | None
    currency: str
    credit: bool
    reference: str
    counterparty: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One booking on an account.

    `amount` is never negative; `credit` says which way it went: True only if money came in. None stands for what the
    file does not say or says unreadably; a warning of the statement then names the place. `reference` is the most
    particular name the payment has: its end-to-end id, else the payer's reference, else the bank's own
    (`bank_reference`). `text` is everything else that was said. `booked` is False for what has moved no money: pending,
    closed or failed.
    """

    booked_on: date | None
    value_on: date | None
    amount: Decimal | None
    currency: str
    credit: bool
    reference: str = ""
    counterparty: str = ""
    text: str = ""
    bank_reference: str = ""
    counterparty_account: str = ""
    booked: bool = True
    parts: tuple[EntryPart, ...] = ()

    @property
    def signed(self) -> Decimal:
        """What the entry adds to the balance of the account: negative for money that left."""
        if self.amount is None or not self.booked:
            return Decimal(0)
        return self.amount if self.credit else -self.amount


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file tells of one account over one period.

    Balances are negative where the account is overdrawn, and None where the file gives none. Warnings name what is odd
    and where.
    """

    format: str
    account: str
    currency: str
    entries: tuple[Entry, ...]
    opening: Decimal | None = None
    closing: Decimal | None = None
    closing_on: date | None = None
    number: str = ""
    warnings: tuple[str, ...] = ()
