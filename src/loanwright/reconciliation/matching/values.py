"""What is matched with what, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as a bank told it. `amount` is in minor units, negative for money that left."""

    id: str
    amount: int
    currency: str
    on: date
    reference: str = ""
    text: str = ""
    party: str = ""
    party_account: str = ""
    bank_reference: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """A payment the books know of: ordered, asked for or booked. `reference` is the one we gave the payer."""

    id: str
    amount: int
    currency: str
    on: date
    end_to_end_id: str = ""
    reference: str = ""
    party: str = ""
    party_account: str = ""
    bank_reference: str = ""


class Rule(StrEnum):
    """What a match rests on, the surest first."""

    BANK_REFERENCE = "bank_reference"
    END_TO_END_ID = "end_to_end_id"
    OWN_REFERENCE = "own_reference"
    ACCOUNT_AMOUNT_DATE = "account_amount_date"
    SUM_OF_EXPECTED = "sum_of_expected"  # one entry pays several
    SUM_OF_ENTRIES = "sum_of_entries"  # several entries pay one


class ExceptionCategory(StrEnum):
    """What is wrong: with an item, or with a statement."""

    MISSING_IN_BOOKS = "missing_in_books"
    MISSING_AT_BANK = "missing_at_bank"
    AMOUNT_DIFFERS = "amount_differs"
    DATE_DIFFERS = "date_differs"
    CURRENCY_DIFFERS = "currency_differs"
    DUPLICATE = "duplicate"
    AMBIGUOUS = "ambiguous"
    UNIDENTIFIED_PAYER = "unidentified_payer"
    THIRD_PARTY_PAYER = "third_party_payer"
    RETURNED = "returned"
    FEE_NETTED = "fee_netted"
    OVERPAYMENT = "overpayment"
    UNDERPAYMENT = "underpayment"
    WRONG_ACCOUNT = "wrong_account"
    BALANCE_BREAK = "balance_break"
    STATEMENT_GAP = "statement_gap"
    STATEMENT_DISORDER = "statement_disorder"
    UNREADABLE_ENTRY = "unreadable_entry"


class Reason(StrEnum):
    """Why something is suggested."""

    SAME_END_TO_END_ID = "same_end_to_end_id"
    SAME_REFERENCE = "same_reference"
    SIMILAR_REFERENCE = "similar_reference"
    SAME_AMOUNT = "same_amount"
    SAME_PAYER_ACCOUNT = "same_payer_account"
    SIMILAR_NAME = "similar_name"
    CLOSE_DATE = "close_date"


@dataclass(frozen=True, slots=True)
class Policy:
    """What the institution tolerates."""

    days: int = 5  # between the day expected and the day booked, either way
    fee: int = 5_000  # minor units that banks on the way may keep
    largest_group: int = 12  # entries or payments of one payer that are tried in every combination
    suggestions: int = 3  # at most, an entry
    reference_prefix: str = "LW"


@dataclass(frozen=True, slots=True)
class Match:
    """Entries and payments that are the same money, found by a rule that leaves no other choice."""

    entries: tuple[str, ...]
    expected: tuple[str, ...]
    rule: Rule


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A payment a person may confirm for an entry, and why."""

    expected: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """An entry, or a payment, that no rule could match; what is wrong with it; and what it could be."""

    category: ExceptionCategory
    entry: str = ""
    expected: str = ""
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every entry and every payment is in exactly one match or exactly one open item."""

    matches: tuple[Match, ...] = ()
    open_items: tuple[Open, ...] = field(default=())
