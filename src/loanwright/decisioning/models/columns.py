"""A table's columns as arrays: numbers (NaN where one is missing) and categories ("" where one is missing)."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from loanwright.decisioning.encoding import Floats
from loanwright.decisioning.models.table import Table
from loanwright.kernel.refusals import Refusal

Texts = npt.NDArray[np.str_]


class ColumnMissing(Refusal):
    """The file lacks columns the model was trained with."""


class NumberNotReadable(Refusal):
    """A column the model knows as numbers holds a text that is none."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Numbers and categories by the name of their column, all of one length."""

    numbers: Mapping[str, Floats]
    texts: Mapping[str, Texts]

    def part(self, rows: Sequence[int]) -> Self:
        """Some of the rows."""
        numbers = {name: values[rows] for name, values in self.numbers.items()}
        return type(self)(numbers, {name: values[rows] for name, values in self.texts.items()})


def columns_of(table: Table, numeric: Collection[str], categorical: Collection[str]) -> Columns:
    """Columns of a table as arrays.

    Raises:
        ColumnMissing: with all that are. NumberNotReadable
    """
    missing = [name for name in (*numeric, *categorical) if name not in table.columns]
    if missing:
        raise ColumnMissing(columns=", ".join(missing))
    texts = {name: np.array([text or "" for text in table.columns[name]], dtype=np.str_) for name in categorical}
    return Columns({name: _numbers(name, table.columns[name]) for name in numeric}, texts)


def is_numeric(texts: Collection[str | None]) -> bool:
    """Whether a column holds numbers, and more than one."""
    try:
        return len({read_number(text) for text in set(texts) - {None}}) > 1
    except ValueError:
        return False


def read_number(text: str | None) -> float:
    """A finite number, or NaN for a missing one.

    Raises:
        ValueError: any other text.
    """
    if text is None:
        return math.nan
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _numbers(name: str, texts: Sequence[str | None]) -> Floats:
    read: dict[str | None, float] = {}
    for text in dict.fromkeys(texts):  # columns repeat themselves: each text is read once
        try:
            read[text] = read_number(text)
        except ValueError:
            raise NumberNotReadable(column=name, row=texts.index(text) + 1) from None
    return np.array([read[text] for text in texts], dtype=np.float64)
