"""The balance a table gives after each entry: it tells what opens and closes, and proves that none is missing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from loanwright.reconciliation.model import Entry
from loanwright.reconciliation.readers.amounts import Amount


def balances_of(
    entries: Sequence[Entry], told: Sequence[Amount | None], lines: Sequence[int], warnings: list[str]
) -> tuple[Decimal | None, Decimal | None]:
    """Opening and closing balance, if the running balance leads from one to the other; breaks in it become warnings.

    A file may begin with its newest entry or with its oldest; the order in which more balances follow from their
    entries is the file's.
    """
    known = [balance.value for balance in told if balance is not None]
    if not known or len(known) != len(entries) or len({entry.currency for entry in entries}) > 1:
        return None, None
    upward = _breaks(entries, known)
    downward = _breaks(entries[::-1], known[::-1])
    newest_first = len(downward) < len(upward)
    breaks = [len(known) - 1 - index for index in downward] if newest_first else upward
    warnings.extend(f"line {lines[index]}: the balance does not follow from the one before" for index in breaks)
    if breaks:
        return None, None
    first = entries[-1] if newest_first else entries[0]
    opens, closes = (known[-1], known[0]) if newest_first else (known[0], known[-1])
    return opens - first.signed, closes


def _breaks(entries: Sequence[Entry], balances: Sequence[Decimal]) -> list[int]:
    """Where a balance is not the one before it plus its entry."""
    pairs = zip(balances, balances[1:], entries[1:], strict=False)
    return [index for index, (before, after, entry) in enumerate(pairs, 1) if after - before != entry.signed]
