"""A whole file, read before anything is written: every loan in it, and everything wrong with any row."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO, cast

from loanwright.kernel.refusals import Refusal
from loanwright.servicing.takeover.rows import Problem, Reader, Takeover


@dataclass
class Reading:
    """What a file comes to."""

    rows: int = 0
    loans: list[Takeover] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def agreeing(self) -> int:
        """Loans whose installment by our engine is the one charged, within a cent."""
        return sum(loan.agrees for loan in self.loans)


class BookNotReadable(Refusal):
    """The file is not CSV in UTF-8, plain or gzipped."""


def read_book(path: Path, reader: Reader, progress: Callable[[int], None]) -> Reading:
    """Read a CSV file, plain or gzipped, in UTF-8; `progress` hears the number of rows read so far.

    Raises:
        BookNotReadable
    """
    reading, seen = Reading(), set[str]()
    for number, row in enumerate(_rows(path), start=1):
        reading.rows = number
        result = reader.read(number, row)
        if isinstance(result, list):
            reading.problems += result
        elif result.external_id in seen:
            column = reader.mapping.columns.external_id
            reading.problems.append(Problem(number, column, "external-id-repeated", row[column] or ""))
        else:
            seen.add(result.external_id)
            reading.loans.append(result)
        progress(number)
    return reading


def count_rows(path: Path) -> int:
    """How many rows a file has. Raises BookNotReadable."""
    return sum(1 for _ in _rows(path))


def _rows(path: Path) -> Iterator[dict[str, str | None]]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with cast(TextIO, opener(path, "rt", encoding="utf-8-sig", newline="")) as file:
            yield from csv.DictReader(file)
    except (UnicodeDecodeError, csv.Error, gzip.BadGzipFile, EOFError) as unreadable:
        raise BookNotReadable(why=unreadable) from None
