"""An additive model: the log-odds of bad are a sum of one curve for each number and one weight for each category.

What a column adds is read off directly, so the reasons for a probability are exact and not an approximation. A number
is looked at as its rank among the training rows (by interpolation between quantiles), bent at the quartiles, and as its
logarithm; a missing number has a weight of its own.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from loanwright.decisioning.encoding import Floats
from loanwright.decisioning.models.columns import Columns, Texts, columns_of
from loanwright.decisioning.models.table import Table

BENDS = (-0.25, 0.0, 0.25)  # quartiles of a rank between -1/2 and 1/2
_STEEPNESS = 3.0  # a bend's share of the shrinkage is that of a rank: chosen once, on three public data sets
_RANK_SCALE = math.sqrt(3)
_LOG_SCALE = 0.3
_LOG_LIMIT = 3.0


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

    def basis(self, values: Floats) -> Floats:
        """The numbers as the model looks at them, a row each."""
        is_missing = np.isnan(values)
        numbers = np.where(is_missing, self.median, values)
        rank = np.interp(numbers, self.quantiles, self.ranks)
        log = np.clip((signed_log(numbers) - self.log_mean) / self.log_spread, -_LOG_LIMIT, _LOG_LIMIT)
        bends = [_STEEPNESS * np.maximum(rank - bend, 0.0) for bend in BENDS]
        return np.column_stack([_RANK_SCALE * rank, _LOG_SCALE * log, *bends, is_missing])

    def adds(self, values: Floats) -> Floats:
        """The numbers' part of the log-odds."""
        added: Floats = self.basis(values) @ np.array(self.weights)
        return added


class Categories(_Part):
    """What each category adds to the log-odds; one never seen adds nothing."""

    column: str
    weights: dict[str, float]

    def adds(self, texts: Texts) -> Floats:
        """The categories' part of the log-odds."""
        return np.array([self.weights.get(text, 0.0) for text in texts.tolist()])


class AdditiveModel(_Part):
    """The fitted model; `slope` and `intercept` calibrate the sum to probabilities."""

    kind: Literal["additive"] = "additive"
    ratios: tuple[Ratio, ...]
    curves: tuple[Curve, ...]
    categories: tuple[Categories, ...]
    constant: float
    slope: float = 1.0
    intercept: float = 0.0

    def parts(self, table: Table) -> dict[str, Floats]:
        """What each column adds to the log-odds of each row, before calibration.

        Raises:
            ColumnMissing, NumberNotReadable.
        """
        formed = {ratio.name for ratio in self.ratios}
        numeric = [curve.column for curve in self.curves if curve.column not in formed]
        read = columns_of(table, numeric, [known.column for known in self.categories])
        columns = with_ratios(read, self.ratios)
        curves = {curve.column: curve.adds(columns.numbers[curve.column]) for curve in self.curves}
        return curves | {known.column: known.adds(columns.texts[known.column]) for known in self.categories}

    def probabilities_of_bad(self, parts: dict[str, Floats]) -> Floats:
        """The calibrated probability of each row from its parts."""
        return logistic(self.intercept + self.slope * (self.constant + np.sum(list(parts.values()), axis=0)))


@cache
def known_ratios() -> tuple[Ratio, ...]:
    """The ratios formed wherever a file has their columns."""
    text = (files("loanwright.decisioning.models") / "ratios.toml").read_text("utf-8")
    return tuple(Ratio.model_validate(entry) for entry in tomllib.loads(text)["ratios"])


def with_ratios(columns: Columns, ratios: tuple[Ratio, ...]) -> Columns:
    """The columns and, formed of them, the ratios."""
    numbers = columns.numbers
    formed = {ratio.name: numbers[ratio.numerator] / (np.abs(numbers[ratio.denominator]) + 1) for ratio in ratios}
    return Columns({**numbers, **formed}, columns.texts)


def signed_log(numbers: Floats) -> Floats:
    """ln(1 + |x|) with the sign of x."""
    return np.copysign(np.log1p(np.abs(numbers)), numbers)


def logistic(log_odds: Floats) -> Floats:
    """The probabilities of these log-odds."""
    return 1 / (1 + np.exp(-np.clip(log_odds, -40.0, 40.0)))
