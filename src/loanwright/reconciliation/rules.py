"""What a statement must hold to, and why a file is refused. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from uuid import UUID

from loanwright.kernel.refusals import Refusal
from loanwright.reconciliation.model import Entry, Finding, FindingKind, Neighbour, Statement


class StatementFileMissing(Refusal):
    """There is no such file, or it may not be read."""


class StatementFileEmpty(Refusal):
    """The file holds nothing."""


class StatementFileTooLarge(Refusal):
    """The file, or what is packed in it, is larger than any statement."""


class StatementFileUnsafe(Refusal):
    """The file uses a feature that no statement needs and that attacks are made of, such as XML entities."""


class StatementFormatUnknown(Refusal):
    """Nothing in the file looks like a statement of any kind we read."""


class StatementColumnsUnknown(Refusal):
    """The mapping names a column the file has not, or names too few."""


class StatementUnknown(Refusal):
    """There is no statement with this id."""


def fingerprints(statement: Statement) -> list[UUID]:
    """One id an entry, the same in whatever file and format it is told.

    Where the bank names the booking, its name with account, day and amount is the booking; else all that was said is.
    Entries alike within one statement are different bookings, told apart by their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for entry in statement.entries:
        said = (entry.bank_reference,) if entry.bank_reference else (entry.reference, entry.counterparty, entry.text)
        amount = "" if entry.amount is None else f"{entry.amount.normalize():f}"
        key = (statement.account, str(entry.booked_on), amount, str(entry.credit), entry.currency, *said)
        seen[key] += 1
        found.append(UUID(bytes=hashlib.sha256(repr((*key, seen[key])).encode()).digest()[:16]))
    return found


def findings_of(
    statement: Statement, before: Neighbour | None, after: Neighbour | None, repeated: int
) -> Iterator[Finding]:
    """What is wrong with a statement between the one `before` it and the one `after` it that was here already."""
    broken = balance_break(statement.opening, statement.closing, statement.entries)
    if broken is not None:
        yield Finding(FindingKind.BALANCE_BREAK, broken)
    if before and None not in (before.closing, statement.opening) and before.closing != statement.opening:
        yield Finding(FindingKind.GAP, _less(statement.opening, before.closing))
    if after:
        yield Finding(FindingKind.DISORDER)
        if None not in (after.opening, statement.closing) and after.opening != statement.closing:
            yield Finding(FindingKind.GAP, _less(after.opening, statement.closing))
    if repeated:
        yield Finding(FindingKind.REPEATED, Decimal(repeated))


def _less(amount: Decimal | None, other: Decimal | None) -> Decimal:
    return (amount or Decimal(0)) - (other or Decimal(0))


def balance_break(opening: Decimal | None, closing: Decimal | None, entries: Iterable[Entry]) -> Decimal | None:
    """What the closing balance has beyond the opening balance and the entries; None if it agrees or is unknown.

    Entries whose amount could not be read count as nothing, and so show here.
    """
    if opening is None or closing is None:
        return None
    difference = closing - opening - sum((entry.signed for entry in entries), Decimal(0))
    return difference or None
