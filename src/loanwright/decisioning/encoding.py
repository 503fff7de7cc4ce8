"""Values as a row of numbers, the way trees and networks want them. Pure.

A number becomes itself on a common scale and a mark that says whether it was missing; a category becomes one mark for
each value that training knew. One it did not know leaves all marks at zero.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Discriminator

Floats = npt.NDArray[np.float64]
Value = float | int | str | None
Row = Mapping[str, Value]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NumberField(_Part):
    """A number; `stand_in` is looked at where it is missing."""

    kind: Literal["number"]
    name: str
    stand_in: float
    mean: float
    spread: float

    @property
    def width(self) -> int:
        """Of its part of the row."""
        return 2

    def encoded(self, values: Sequence[Value]) -> Floats:
        """Its part of each row."""
        numbers = np.array([math.nan if value is None else float(value) for value in values])
        is_missing = np.isnan(numbers)
        return np.column_stack([(np.where(is_missing, self.stand_in, numbers) - self.mean) / self.spread, is_missing])


class CategoryField(_Part):
    """A category; none at all is the category ``""``."""

    kind: Literal["category"]
    name: str
    values: tuple[str, ...]

    @property
    def width(self) -> int:
        """Of its part of the row."""
        return len(self.values)

    def encoded(self, values: Sequence[Value]) -> Floats:
        """Its part of each row."""
        texts = ["" if value is None else str(value) for value in values]
        return np.array([[float(text == known) for known in self.values] for text in texts])


Field = Annotated[NumberField | CategoryField, Discriminator("kind")]


def encoded(fields: Sequence[NumberField | CategoryField], rows: Sequence[Row]) -> Floats:
    """Rows of values as rows of numbers, field after field."""
    return np.hstack([field.encoded([row[field.name] for row in rows]) for field in fields])
