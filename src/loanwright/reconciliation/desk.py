"""What lies on the reconciliation desk, and what people may do with it. Pure.

An *item* is one movement of money as one side tells it: the bank (an entry of a statement), or the books (an order, a
request, a receipt ...). A *match* says that some items of the bank and some of the books are the same money. Money is
neither made nor lost here: both sides of a match add up to the same, and the parts of a split item to the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from loanwright.kernel.money import Money, total
from loanwright.kernel.refusals import Refusal
from loanwright.reconciliation.matching.values import ExceptionCategory, Reason


class Side(StrEnum):
    """Who tells of a movement."""

    BANK = "bank"
    BOOKS = "books"


class ItemKind(StrEnum):
    """What an item stands for."""

    ENTRY = "entry"  # of a statement
    ORDER = "order"  # of ours to pay
    RETURN = "return"  # of a payment of ours
    REQUEST = "request"  # ours for money, which may come or not
    RECEIPT = "receipt"  # money that came in
    DEBIT = "debit"  # money the bank took unasked
    SETTLEMENT = "settlement"  # a gateway's transfer to our bank, as the gateway's own statement must tell it


class ItemState(StrEnum):
    """Where an item stands."""

    OPEN = "open"
    MATCHED = "matched"
    EXPLAINED = "explained"  # a person has said why it will never match
    SPLIT = "split"  # its parts stand for it
    VOID = "void"  # nothing will come of it: an order rejected, a request answered otherwise, a part joined again


class Resolution(StrEnum):
    """How an exception ended."""

    MATCHED = "matched"  # the other side came, or a person found it
    BOOKED = "booked"  # the entry was taken into the books: to its loan, or to suspense
    CHARGED = "charged"  # a charge of the bank was taken into the books as an expense
    EXPLAINED = "explained"  # nothing is to be booked; the note says why


BY_HAND = "person"
"""The rule of a match that a person made."""


class ItemNotFound(Refusal):
    """There is no such item."""


class ItemNotOpen(Refusal):
    """Somebody, or the machine, has dealt with the item already."""


class MatchOneSided(Refusal):
    """A match needs items of the bank and items of the books."""


class MatchAmountsDiffer(Refusal):
    """The two sides of a match do not add up to the same; split an item, or choose others."""


class MatchNotFound(Refusal):
    """There is no such match."""


class MatchUndoneBefore(Refusal):
    """The match has been undone already."""


class SplitNotWhole(Refusal):
    """The parts do not add up to the item, or one of them is nothing or runs the other way."""


class SplitNotJoinable(Refusal):
    """A part of the item has been matched, explained or split again; undo that first."""


class ExceptionNotFound(Refusal):
    """There is no such exception."""


class ExceptionResolvedBefore(Refusal):
    """The exception has been resolved already."""


class ExceptionNotBookable(Refusal):
    """Only an entry of our own account that the bank has named, and that the books have not, can be booked."""


class ExceptionResolvesItself(Refusal):
    """An exception is not called matched: match its item, and it is."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a movement says of people; sealed where it is kept."""

    party: str = ""
    party_account: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One movement as one side tells it.

    `amount` is negative for money that leaves. `booked_on` is its day at the bank, or the day it is expected;
    `counted_on` the day from which it stands in that side's balance. `is_moved` is False while it is only expected.
    `reference` holds our references as far as it names them, separated by spaces.
    """

    id: UUID
    side: Side
    kind: ItemKind
    account: str
    source_id: UUID
    seq: int
    booked_on: date
    counted_on: date
    amount: Money
    said: Said
    is_moved: bool
    end_to_end_id: str = ""
    reference: str = ""
    bank_reference: str = ""
    state: ItemState = ItemState.OPEN
    match_id: UUID | None = None
    parent_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MatchRecord:
    """A match as it was made, and undone if it was."""

    id: UUID
    rule: str
    note: str
    matched_at: datetime
    matched_by: UUID | None
    undone_at: datetime | None = None
    undo_reason: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """An item of the books that may be the other side, and why."""

    item_id: UUID
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ExceptionCase:
    """Something that needs a person: an item without its other side, or a statement that does not add up."""

    id: UUID
    category: ExceptionCategory
    account: str
    amount: Money | None
    since_on: date
    item_id: UUID | None = None
    statement_id: UUID | None = None
    hints: tuple[Hint, ...] = ()
    owner_id: UUID | None = None
    resolution: Resolution | None = None
    note: str = ""
    entry_id: UUID | None = None
    resolved_at: datetime | None = None
    resolved_by: UUID | None = None


def check_match(items: Sequence[Item]) -> None:
    """Whether these items may be called the same money.

    Raises:
        ItemNotOpen, MatchOneSided, MatchAmountsDiffer, CurrencyMismatch
    """
    if any(item.state is not ItemState.OPEN for item in items):
        raise ItemNotOpen
    bank, books = ([item for item in items if item.side is side] for side in Side)
    if not bank or not books:
        raise MatchOneSided
    difference = total(item.amount for item in bank) - total(item.amount for item in books)
    if difference:
        raise MatchAmountsDiffer(difference=difference)


def check_split(item: Item, parts: Sequence[Money]) -> None:
    """Whether an item may be cut into these parts.

    Raises:
        ItemNotOpen, SplitNotWhole, CurrencyMismatch
    """
    if item.state is not ItemState.OPEN:
        raise ItemNotOpen
    same_way = all((part.minor > 0) is (item.amount.minor > 0) and part for part in parts)
    if len(parts) < 2 or not same_way or total(parts, item.amount.currency) != item.amount:
        raise SplitNotWhole(amount=item.amount)


def check_join(item: Item, parts: Sequence[Item]) -> None:
    """Whether the parts of a split item may become one again.

    Raises:
        SplitNotJoinable
    """
    if item.state is not ItemState.SPLIT or any(part.state is not ItemState.OPEN for part in parts):
        raise SplitNotJoinable
