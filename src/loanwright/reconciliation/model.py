"""Statements and entries as values, as any file format tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


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


class FindingKind(StrEnum):
    """What can be wrong between a statement and its neighbours."""

    BALANCE_BREAK = "balance_break"  # opening, entries and closing do not add up
    GAP = "gap"  # it does not open where the one before closed, or does not close where the next opens
    DISORDER = "disorder"  # a later one was here first
    REPEATED = "repeated"  # entries that another file has told before


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with an imported statement; `difference` is money, or a number of entries where repeated."""

    kind: FindingKind
    difference: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The balances of another statement of the same account."""

    opening: Decimal | None
    closing: Decimal | None


@dataclass(frozen=True, slots=True)
class ImportedStatement:
    """A statement as it was imported; `repeated` of its entries were here before."""

    id: UUID
    file_id: UUID
    file_name: str
    imported_at: datetime
    format: str
    account: str
    currency: str
    opening: Decimal | None
    closing: Decimal | None
    closing_on: date | None
    number: str
    entries: int
    repeated: int
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """An entry of an imported statement. `is_repeat` if another file told of it before: it then counts for nothing."""

    statement_id: UUID
    seq: int
    entry: Entry
    is_repeat: bool
