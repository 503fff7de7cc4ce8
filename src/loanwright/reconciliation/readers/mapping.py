"""A mapping: which column of a custom CSV or spreadsheet plays which role, as the lender's own people write it down.

TOML, one line a role: the title of the column, or its number, counted from 1, where the file has no titles.

    booked_on = "Datum"
    amount = "Betrag"
    counterparty = "Name"
    text = ["Zweck", "Notiz"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loanwright.reconciliation.readers.columns import Columns, Role, title
from loanwright.reconciliation.readers.delimited import Row
from loanwright.reconciliation.rules import StatementColumnsUnknown

_MOST_PREAMBLE = 200


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Titles or numbers by role."""

    roles: Mapping[Role, tuple[int | str, ...]]

    def columns(self, rows: Sequence[Row]) -> tuple[int, Columns]:
        """The columns of this file, and how many rows stand before its first entry.

        Raises:
            StatementColumnsUnknown: no line of the file has all the titles.
        """
        wanted = {title(name) for names in self.roles.values() for name in names if isinstance(name, str)}
        if not wanted:
            width = max((len(row.cells) for row in rows), default=0)
            return 0, Columns(self._places(()), ("",) * width)
        for index, row in enumerate(rows[:_MOST_PREAMBLE]):
            titles = tuple(title(cell) for cell in row.cells)
            if wanted <= set(titles):
                return index + 1, Columns(self._places(titles), titles)
        raise StatementColumnsUnknown(columns=", ".join(sorted(wanted)))

    def _places(self, titles: tuple[str, ...]) -> dict[Role, tuple[int, ...]]:
        def place(name: int | str) -> int:
            return name - 1 if isinstance(name, int) else titles.index(title(name))

        return {role: tuple(place(name) for name in names) for role, names in self.roles.items()}


def read_column_mapping(text: str) -> ColumnMapping:
    """The mapping in a TOML document.

    Raises:
        StatementColumnsUnknown: not TOML, an unknown role, or neither a date nor an amount is named.
    """
    try:
        told = tomllib.loads(text)
        roles = {Role(name): _names(value) for name, value in told.items()}
    except (tomllib.TOMLDecodeError, ValueError) as wrong:
        raise StatementColumnsUnknown(columns=str(wrong)[:80]) from None
    if Role.BOOKED_ON not in roles or not {Role.AMOUNT, Role.CREDIT, Role.DEBIT} & set(roles):
        raise StatementColumnsUnknown(columns="booked_on, amount")
    return ColumnMapping(roles)


def _names(value: object) -> tuple[int | str, ...]:
    names = value if isinstance(value, list) else [value]
    if not all(isinstance(name, str) or (type(name) is int and name > 0) for name in names):
        raise ValueError(value)
    return tuple(names)
