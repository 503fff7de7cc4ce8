"""A CSV file of applicants as a table of texts, with every fault of the file named."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loanwright.kernel.refusals import Refusal

ROW = "row"  # an identifier where there is such a column, never a feature
_MISSING = frozenset({"", "NA", "N/A", "#N/A", "n/a", "<NA>", "NaN", "nan", "None", "NULL", "null"})
_ENCODINGS = ("utf-8-sig", "gb18030")  # the second is what spreadsheets write on a Chinese Windows
_SEPARATORS = (",", ";", "\t")


class DataFileNotReadable(Refusal):
    """The file is not there, no text, or no CSV with a header and as many fields in every line."""


class TargetColumnMissing(Refusal):
    """The file has no column of that name."""


class BadOutcomeUnclear(Refusal):
    """Which value of the target means bad is not evident; it must be said."""


class TooFewOutcomes(Refusal):
    """Too few rows, or too few good or bad ones, to learn from."""


_BAD_WORDS = frozenset({"bad", "1", "1.0", "default", "true", "yes"})
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
    """The table in a CSV file. A column without a name is what programs write for a row's number: it is left out.

    Raises:
        DataFileNotReadable: with the reason, and the line where there is one.
    """
    try:
        text = _decoded(path.read_bytes())
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as unreadable:
        raise DataFileNotReadable(file=path.name, reason=type(unreadable).__name__) from None
    header = [name.strip() for name in lines[0]] if lines else []
    named = [name for name in header if name]
    if not named or len(set(named)) != len(named):
        raise DataFileNotReadable(file=path.name, reason="header")
    rows = [line for line in lines[1:] if line]
    for number, line in enumerate(rows, start=2):
        if len(line) != len(header):
            raise DataFileNotReadable(file=path.name, reason=f"line {number}")
    columns = {name: tuple(_value(line[k]) for line in rows) for k, name in enumerate(header) if name}
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


def set_aside(table: Table, names: str) -> tuple[Table, dict[str, tuple[str | None, ...]]]:
    """The table less some columns, named with commas between them, and these columns.

    Raises:
        TargetColumnMissing
    """
    aside = {}
    for name in filter(None, (part.strip() for part in names.split(","))):
        if name not in table.columns:
            raise TargetColumnMissing(target=name, columns=", ".join(table.columns))
        aside[name] = table.columns[name]
        table = table.without(name)
    return table, aside


def _decoded(content: bytes) -> str:
    """The text, by its byte order mark or the first encoding it fits."""
    if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return content.decode("utf-16")
    if b"\0" in content:
        raise csv.Error("no text")
    try:
        return content.decode(_ENCODINGS[0])
    except UnicodeDecodeError:
        return content.decode(_ENCODINGS[1])


def _separator(text: str) -> str:
    header = text.partition("\n")[0]
    return max(_SEPARATORS, key=header.count)


def _value(text: str) -> str | None:
    return None if text.strip() in _MISSING else text.strip()
