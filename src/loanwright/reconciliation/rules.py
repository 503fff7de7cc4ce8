"""What a statement must hold to, and why a file is refused. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from loanwright.kernel.refusals import Refusal
from loanwright.reconciliation.model import Entry


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


def balance_break(opening: Decimal | None, closing: Decimal | None, entries: Iterable[Entry]) -> Decimal | None:
    """What the closing balance has beyond the opening balance and the entries; None if it agrees or is unknown.

    Entries whose amount could not be read count as nothing, and so show here.
    """
    if opening is None or closing is None:
        return None
    difference = closing - opening - sum((entry.signed for entry in entries), Decimal(0))
    return difference or None
