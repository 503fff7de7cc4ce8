"""Models of applicants, for tables laid out like the German credit data, read as live applications are.

A cell that is empty, or holds what that data does not have, is read as the column's stand-in: the median, or the class
whose people were bad most nearly as often as everybody. It neither rewards nor punishes.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from loanwright.decisioning.challenger import Challenger
from loanwright.decisioning.features import Features
from loanwright.decisioning.german_credit import CLASSES, COLUMNS, NUMBERS, features_of_row
from loanwright.decisioning.models.columns import ColumnMissing
from loanwright.decisioning.models.table import Table
from loanwright.decisioning.scorecard import Scorecard


class ScorecardOfTable(BaseModel):
    """A scorecard, and what stands in for a cell that cannot be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["scorecard"] = "scorecard"
    scorecard: Scorecard
    stand_ins: dict[str, str]


class ChallengerOfTable(BaseModel):
    """A challenger, and what stands in for a cell that cannot be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["challenger"] = "challenger"
    challenger: Challenger
    stand_ins: dict[str, str]


def is_german(table: Table) -> bool:
    """Whether a table has all the columns the mapping needs, with cells it can read in most rows."""
    if not table.columns.keys() >= COLUMNS:
        return False
    read = {name: sum(_legible(name, text) is not None for text in table.columns[name]) for name in COLUMNS}
    return all(count * 2 > len(table) for count in read.values())


def german_features(table: Table, stand_ins: Mapping[str, str]) -> Iterator[Features]:
    """Each row's features.

    Raises:
        ColumnMissing: with all that are.
    """
    missing = sorted(COLUMNS - table.columns.keys())
    if missing:
        raise ColumnMissing(columns=", ".join(missing))
    cells = {name: [_legible(name, text) or stand_ins[name] for text in table.columns[name]] for name in COLUMNS}
    for place in range(len(table)):
        yield features_of_row({name: texts[place] for name, texts in cells.items()}, place + 1)


def stand_ins_of(table: Table, bad: Sequence[int]) -> dict[str, str]:
    """What stands in for cells that cannot be read, by column."""
    cells = {name: [_legible(name, text) for text in table.columns[name]] for name in sorted(COLUMNS)}
    return {name: _median(texts) if name in NUMBERS else _most_neutral(texts, bad) for name, texts in cells.items()}


def _legible(column: str, text: str | None) -> str | None:
    """A cell as such data writes it, whole numbers without a decimal point; None for what it does not have."""
    if text is None or (column in CLASSES and text in CLASSES[column]):
        return text
    try:
        whole = str(math.floor(float(text) + 0.5))
    except (ValueError, OverflowError):
        return None
    return whole if (column in NUMBERS and int(whole) > 0) or whole in CLASSES.get(column, ()) else None


def _median(texts: Sequence[str | None]) -> str:
    return str(statistics.median_low(int(text) for text in texts if text is not None))


def _most_neutral(texts: Sequence[str | None], bad: Sequence[int]) -> str:
    rows = Counter(text for text in texts if text is not None)
    bad_rows = Counter(text for text, is_bad in zip(texts, bad, strict=True) if is_bad and text is not None)
    share = sum(bad) / len(bad)
    return min(sorted(rows), key=lambda text: abs(bad_rows[text] / rows[text] - share))
