"""An additive model: the log-odds of bad are a sum of one curve for each number and one weight for each category.

What a column adds is read off directly, so the reasons for a probability are exact and not an approximation. A number
is looked at as its rank among the training rows (by interpolation between quantiles), bent at the quartiles, and as its
logarithm; a missing number has a weight of its own.
"""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from loanwright.decisioning.models.table import Table
from loanwright.kernel.refusals import Refusal

BENDS = (-0.25, 0.0, 0.25)  # quartiles of a rank between -1/2 and 1/2
_STEEPNESS = 3.0  # a bend's share of the shrinkage is that of a rank: chosen once, on three public data sets
_RANK_SCALE = math.sqrt(3)
_LOG_SCALE = 0.3
_LOG_LIMIT = 3.0


class ColumnMissing(Refusal):
    """The file lacks a column the model was trained with."""


class NumberNotReadable(Refusal):
    """A column the model knows as numbers holds a text that is none."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Ratio(_Part):
    """A number formed of two others."""

    name: str
    numerator: str
    denominator: str


class Curve(_Part):
    """What a number adds to the log-odds."""

    column: str
    quantiles: tuple[float, ...]
    ranks: tuple[float, ...]
    log_mean: float
    log_spread: float
    median: float
    weights: tuple[float, ...] = ()  # of `basis`, in its order

    def basis(self, value: float | None) -> tuple[float, ...]:
        """The number as the model looks at it."""
        number = self.median if value is None else value
        rank = self._rank(number)
        log = max(-_LOG_LIMIT, min(_LOG_LIMIT, (signed_log(number) - self.log_mean) / self.log_spread))
        bends = (_STEEPNESS * max(rank - bend, 0.0) for bend in BENDS)
        return (_RANK_SCALE * rank, _LOG_SCALE * log, *bends, float(value is None))

    def adds(self, value: float | None) -> float:
        """The number's part of the log-odds."""
        return sum(weight * part for weight, part in zip(self.weights, self.basis(value), strict=True))

    def _rank(self, number: float) -> float:
        quantiles, ranks = self.quantiles, self.ranks
        place = bisect_right(quantiles, number)
        if place in (0, len(quantiles)):
            return ranks[0 if place == 0 else -1]
        low, high = quantiles[place - 1], quantiles[place]
        return ranks[place - 1] + (ranks[place] - ranks[place - 1]) * (number - low) / (high - low)


class Categories(_Part):
    """What each category adds to the log-odds; one never seen adds nothing."""

    column: str
    weights: dict[str, float]

    def adds(self, value: str | None) -> float:
        """The category's part of the log-odds."""
        return self.weights.get(category(value), 0.0)


class AdditiveModel(_Part):
    """The fitted model; `slope` and `intercept` calibrate the sum to probabilities."""

    kind: Literal["additive"] = "additive"
    ratios: tuple[Ratio, ...]
    curves: tuple[Curve, ...]
    categories: tuple[Categories, ...]
    constant: float
    slope: float = 1.0
    intercept: float = 0.0

    def parts(self, table: Table) -> Iterator[dict[str, float]]:
        """For each row, what each column adds to the log-odds before calibration.

        Raises:
            ColumnMissing, NumberNotReadable.
        """
        numbers = numbers_of(table, [curve.column for curve in self.curves], self.ratios)
        texts = {known.column: column_of(table, known.column) for known in self.categories}
        for i in range(len(table)):
            yield {
                **{curve.column: curve.adds(numbers[curve.column][i]) for curve in self.curves},
                **{known.column: known.adds(texts[known.column][i]) for known in self.categories},
            }

    def probability_of_bad(self, parts: dict[str, float]) -> float:
        """The calibrated probability of a row from its parts."""
        return logistic(self.intercept + self.slope * (self.constant + sum(parts.values())))


@cache
def known_ratios() -> tuple[Ratio, ...]:
    """The ratios formed wherever a file has their columns."""
    text = (files("loanwright.decisioning.models") / "ratios.toml").read_text("utf-8")
    return tuple(Ratio.model_validate(entry) for entry in tomllib.loads(text)["ratios"])


def numbers_of(table: Table, names: list[str], ratios: tuple[Ratio, ...]) -> dict[str, list[float | None]]:
    """Columns as numbers, by name; names of `ratios` are formed.

    Raises:
        ColumnMissing, NumberNotReadable.
    """
    formed = {ratio.name: ratio for ratio in ratios}
    return {
        name: _ratio(table, formed[name]) if name in formed else _numbers(table, name)
        for name in names
    }  # fmt: skip


def column_of(table: Table, name: str) -> tuple[str | None, ...]:
    """A column's texts.

    Raises:
        ColumnMissing
    """
    if name not in table.columns:
        raise ColumnMissing(column=name)
    return table.columns[name]


def category(value: str | None) -> str:
    """The category of a text; a missing one is a category of its own."""
    return "" if value is None else value


def signed_log(number: float) -> float:
    """ln(1 + |x|) with the sign of x."""
    return math.copysign(math.log1p(abs(number)), number)


def logistic(log_odds: float) -> float:
    """The probability of these log-odds."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, log_odds))))


def read_number(text: str | None) -> float | None:
    """A finite number, or None for a missing one.

    Raises:
        ValueError: any other text.
    """
    if text is None:
        return None
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _numbers(table: Table, name: str) -> list[float | None]:
    try:
        texts = column_of(table, name)
        read = {text: read_number(text) for text in set(texts)}  # columns repeat themselves: each text is read once
        return [read[text] for text in texts]
    except ValueError:
        raise NumberNotReadable(column=name) from None


def _ratio(table: Table, ratio: Ratio) -> list[float | None]:
    above, below = _numbers(table, ratio.numerator), _numbers(table, ratio.denominator)
    return [None if a is None or b is None else a / (abs(b) + 1) for a, b in zip(above, below, strict=True)]
