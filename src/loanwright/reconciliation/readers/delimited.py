"""Delimited text as rows of cells: commas of either width, semicolons, tabs or bars, quoted well or badly."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DELIMITERS = (",", "\t", ";", "|", "，")
_EXCEL_TEXT = re.compile(r'(^|[,\t;|，])="([^"]*)"')
_LONGEST_CELL = 1 << 20
_SAMPLE = 1 << 18
# A quoted cell may hold line breaks; one that seems to hold more than this was never meant to be quoted. A file full of
# such quotes is not searched for ever.
_LINES_A_CELL = 20
_MOST_TORN = 200
_MOST_CELLS = 500


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one record, and the line it begins on.

    `ended` is False if the file ends before the line does; `torn` is True if a quote in it is never closed.
    """

    cells: tuple[str, ...]
    line: int
    ended: bool = True
    torn: bool = False


def rows(text: str, delimiter: str) -> list[Row]:
    """The records of the text, blank lines left out."""
    csv.field_size_limit(_LONGEST_CELL)
    lines = _lines(text)
    ended = lines[-1] == ""
    if ended:
        lines.pop()
    return list(_records(lines, delimiter, ended=ended))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")


def delimiters(text: str) -> list[str]:
    """The characters that may delimit, those first that split the most lines into the same number of cells."""
    lines = _lines(text[:_SAMPLE])
    sample = [line for line in lines[:400] if line.strip()]

    def regularity(delimiter: str) -> int:
        counts = [line.count(delimiter) for line in sample]
        used = [count for count in counts if count >= 2]
        return max((used.count(count) * count for count in set(used)), default=0)

    return sorted(_DELIMITERS, key=regularity, reverse=True)


def _records(lines: Sequence[str], delimiter: str, *, ended: bool) -> Iterator[Row]:
    at, torn_ones = 0, 0
    while at < len(lines):
        taken, cells = _record(lines[at : at + (_LINES_A_CELL if torn_ones < _MOST_TORN else 1)], delimiter)
        torn = not cells
        torn_ones += torn
        cells = cells or [cell[:_LONGEST_CELL] for cell in lines[at].split(delimiter, _MOST_CELLS)]
        last = at + taken >= len(lines)
        if any(cell.strip() for cell in cells):
            yield Row(tuple(_clean(cell) for cell in cells), at + 1, ended=ended or not last, torn=torn)
        at += taken


def _record(lines: Sequence[str], delimiter: str) -> tuple[int, list[str]]:
    """How many of the lines the record that begins them takes, and its cells; none if a quote is never closed."""
    for taken in range(1, len(lines) + 1):
        whole = "\n".join(lines[:taken])
        if cells := _cells(_EXCEL_TEXT.sub(r'\1"\2"', whole), delimiter):
            return taken, cells
    return 1, []


def _cells(whole: str, delimiter: str) -> list[str]:
    """The cells; none if a quote is still open."""
    if '"' not in whole:
        return whole.split(delimiter, _MOST_CELLS)
    try:
        found = list(csv.reader(whole.split("\n"), delimiter=delimiter, strict=True, skipinitialspace=True))
    except csv.Error:
        found = []
    if len(found) == 1:
        return found[0]
    return _loose(whole, delimiter)


def _loose(whole: str, delimiter: str) -> list[str]:
    """Cells where quotes stand within a cell or have blanks around them; none if one is left open."""
    ends = re.escape(delimiter)
    pattern = re.compile(rf'\s*"((?:[^"]|"")*)"[^\S\n{ends}]*(?={ends}|\n?$)|([^{ends}]*)')
    cells, at = list[str](), 0
    while at <= len(whole) and len(cells) < _MOST_CELLS:
        found = pattern.match(whole, at)
        if found is None or (found[2] or "").lstrip().startswith('"'):
            return []
        cells.append(found[1].replace('""', '"') if found[1] is not None else found[2])
        at = found.end() + 1
    return cells


def _clean(cell: str) -> str:
    """The cell without blanks, and without the backtick by which WeChat keeps spreadsheets from rounding numbers."""
    return cell.strip().lstrip("\ufeff`").strip("\t ")
