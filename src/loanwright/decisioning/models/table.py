"""A CSV file of applicants as a table of texts, with every fault of the file named."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loanwright.kernel.refusals import Refusal

ROW = "row"  # an identifier where there is such a column, never a feature
_MISSING = frozenset({"", "NA", "NaN", "nan", "NULL", "null"})


class DataFileNotReadable(Refusal):
    """The file is not there, not UTF-8, or no CSV with a header and as many fields in every line."""


class TargetColumnMissing(Refusal):
    """The file has no column of that name."""


class BadOutcomeUnclear(Refusal):
    """Which value of the target means bad is not evident; it must be said."""


class TooFewOutcomes(Refusal):
    """Too few rows, or too few good or bad ones, to learn from."""


_BAD_WORDS = frozenset({"bad", "1", "default", "true", "yes"})
_OUTCOMES_AT_LEAST = 25


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by column; a missing value is None. `ids` are the values of the column `row`, or 1, 2, 3 ..."""

    ids: tuple[str, ...]
    columns: Mapping[str, tuple[str | None, ...]]

    def __len__(self) -> int:
        return len(self.ids)

    def part(self, numbers: Sequence[int]) -> Table:
        """Some of the rows."""
        kept = {name: tuple(values[i] for i in numbers) for name, values in self.columns.items()}
        return Table(tuple(self.ids[i] for i in numbers), kept)

    def without(self, name: str) -> Table:
        """The table less a column."""
        return Table(self.ids, {known: values for known, values in self.columns.items() if known != name})


def read_table(path: Path) -> Table:
    """The table in a CSV file.

    Raises:
        DataFileNotReadable: with the reason, and the line where there is one.
    """
    try:
        lines = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as unreadable:
        raise DataFileNotReadable(file=path.name, reason=type(unreadable).__name__) from None
    if not lines or len(set(lines[0])) != len(lines[0]):
        raise DataFileNotReadable(file=path.name, reason="header")
    header, rows = lines[0], [line for line in lines[1:] if line]
    for number, line in enumerate(rows, start=2):
        if len(line) != len(header):
            raise DataFileNotReadable(file=path.name, reason=f"line {number}")
    columns = {name: tuple(_value(line[k]) for line in rows) for k, name in enumerate(header)}
    numbered = tuple(str(number) for number in range(1, len(rows) + 1))
    ids = tuple(value or "" for value in columns.pop(ROW, numbered))
    return Table(ids, columns)


def outcomes_of(table: Table, target: str, bad: str | None) -> tuple[int, ...]:
    """1 for each bad row, 0 for each other; without `bad` the word itself must tell (bad, default, yes, 1).

    Raises:
        TargetColumnMissing, BadOutcomeUnclear, TooFewOutcomes.
    """
    if target not in table.columns:
        raise TargetColumnMissing(target=target, columns=", ".join(table.columns))
    values = table.columns[target]
    found = {value for value in values if value is not None}
    bad_values = {bad} if bad is not None else {value for value in found if value.lower() in _BAD_WORDS}
    if len(bad_values) != 1 or not bad_values < found or None in values:
        raise BadOutcomeUnclear(target=target, values=", ".join(sorted(found)[:6]))
    outcomes = tuple(int(value in bad_values) for value in values)
    if min(sum(outcomes), len(outcomes) - sum(outcomes)) < _OUTCOMES_AT_LEAST:
        raise TooFewOutcomes(rows=len(outcomes), bad=sum(outcomes), least=_OUTCOMES_AT_LEAST)
    return outcomes


def _value(text: str) -> str | None:
    return None if text.strip() in _MISSING else text.strip()
