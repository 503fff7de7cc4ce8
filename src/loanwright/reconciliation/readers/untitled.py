"""A table without a line of titles, as some banks export it: what its columns are is told by what stands in them.

A date in every row; columns of money, told from numbers of other kinds by their cents; the one filled in every row
beside others is the balance, and which of two others is money out is told by whether the balance then follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from loanwright.reconciliation.model import Statement
from loanwright.reconciliation.readers.amounts import read_amount
from loanwright.reconciliation.readers.columns import Columns, Role
from loanwright.reconciliation.readers.dates import read_date
from loanwright.reconciliation.readers.delimited import Row
from loanwright.reconciliation.readers.table import read_table

# Fewer rows may be anything; more columns of money no statement has.
_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 3
_MOST_MONEY = 3


def read_untitled(rows: Sequence[Row], kind: str) -> Statement | None:
    """The statement in the table; None unless nearly all of it looks like one."""
    width, times = Counter(len(row.cells) for row in rows).most_common(1)[0] if rows else (0, 0)
    alike = [row.cells for row in rows if len(row.cells) == width]
    if width < _FEWEST_COLUMNS or times < _FEWEST_ROWS or times * 10 < len(rows) * 9:
        return None
    day = next((index for index in range(width) if all(read_date(cells[index]) for cells in alike)), None)
    money = [index for index in range(width) if index != day and _is_money([cells[index] for cells in alike])]
    if day is None or not 1 <= len(money) <= _MOST_MONEY:
        return None
    read = [_read(rows, kind, width, {Role.BOOKED_ON: day} | each) for each in _guesses(alike, money)]
    return next((each for each in read if each.opening is not None), read[0] if read else None)


def _is_money(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    amounts = [read_amount(cell) for cell in filled]
    return bool(filled) and all(amounts) and any(cell[-3:-2] in (".", ",") for cell in filled)


def _guesses(rows: Sequence[Sequence[str]], money: Sequence[int]) -> Iterator[dict[Role, int]]:
    """What the columns of money may be, the likeliest first: money out stands before money in, the balance last."""
    if len(money) == 1:
        yield {Role.AMOUNT: money[0]}
    for places in permutations(money):
        apart = all(bool(cells[places[0]]) != bool(cells[places[1]]) for cells in rows) if len(money) > 1 else False
        if apart:
            yield dict(zip((Role.DEBIT, Role.CREDIT, Role.BALANCE), places, strict=False))
        elif len(money) == 2:
            yield dict(zip((Role.AMOUNT, Role.BALANCE), places, strict=True))


def _read(rows: Sequence[Row], kind: str, width: int, roles: dict[Role, int]) -> Statement:
    columns = Columns({role: (index,) for role, index in roles.items()}, ("",) * width)
    found = read_table(rows, kind, columns)
    assert found is not None
    taken = ", ".join(f"{role.value} in column {index + 1}" for role, index in roles.items())
    return replace(found, warnings=(f"there is no line of titles; taken as {taken}", *found.warnings))
