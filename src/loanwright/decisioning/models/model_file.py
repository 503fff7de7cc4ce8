"""A model in a file: what it is, what it was made from, how good it was on rows it had not seen, and scoring with it.

A file of German credit columns becomes a scorecard, through the very mapping live applications use; any other table
becomes an additive model. Both give exact reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from loanwright.decisioning.models.additive import AdditiveModel
from loanwright.decisioning.models.german_table import ScorecardOfTable, german_features
from loanwright.decisioning.models.table import Table
from loanwright.decisioning.scorecard import Evidence, score
from loanwright.kernel.refusals import Refusal

_REASONS = 3


class ModelUnknown(Refusal):
    """No model of this name has been trained here."""


class ModelNameNotValid(Refusal):
    """A model's name is letters, digits, `-` and `_`, 40 at most: it becomes a file's name."""


class ModelFileNotReadable(Refusal):
    """The model's file is damaged, or of another release."""


class ScoredRow(BaseModel):
    """A row's probability of bad, and the columns that raised it most."""

    row: int | str
    pd: float
    reasons: list[str]


class ModelFile(BaseModel):
    """A trained model and the evidence for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    target: str
    evidence: Evidence
    model: Annotated[ScorecardOfTable | AdditiveModel, Field(discriminator="kind")]

    def scored(self, table: Table) -> Iterator[ScoredRow]:
        """Each row of a table scored, in order.

        Raises:
            ColumnMissing, NumberNotReadable.
        """
        match self.model:
            case ScorecardOfTable():
                return _by_points(self.model, table)
            case AdditiveModel():
                return _by_parts(self.model, table)


def path_of(folder: Path, name: str) -> Path:
    """Where a model of this name is kept in a data folder.

    Raises:
        ModelNameNotValid
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", name):
        raise ModelNameNotValid(name=name[:60])
    return folder / "models" / f"{name}.json"


def save_model(file: ModelFile, folder: Path) -> Path:
    """Keep a model, in place of an earlier one of its name; a reader sees the old file or the new one, never half."""
    path = path_of(folder, file.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.write_text(file.model_dump_json(by_alias=True, indent=1) + "\n", "utf-8")
    unfinished.replace(path)
    return path


def load_model(folder: Path, name: str) -> ModelFile:
    """A model trained earlier.

    Raises:
        ModelNameNotValid, ModelUnknown, ModelFileNotReadable.
    """
    path = path_of(folder, name)
    if not path.is_file():
        raise ModelUnknown(name=name, folder=path.parent)
    try:
        return ModelFile.model_validate_json(path.read_text("utf-8"))
    except (ValidationError, UnicodeDecodeError):
        raise ModelFileNotReadable(name=name) from None


def _by_points(model: ScorecardOfTable, table: Table) -> Iterator[ScoredRow]:
    for identifier, features in zip(table.ids, german_features(table, model.stand_ins), strict=True):
        scored = score(model.scorecard, features)
        lost = sorted(scored.attributes, key=lambda attribute: attribute.points - attribute.points_best)
        reasons = [attribute.feature for attribute in lost[:_REASONS] if attribute.points < attribute.points_best]
        yield ScoredRow(row=_identifier(identifier), pd=float(scored.probability_of_bad), reasons=reasons)


def _by_parts(model: AdditiveModel, table: Table) -> Iterator[ScoredRow]:
    parts = model.parts(table)
    probabilities = model.probabilities_of_bad(parts)
    for place, identifier in enumerate(table.ids):
        raising = [name for name in sorted(parts, key=lambda name: -parts[name][place]) if parts[name][place] > 0]
        probability = float(f"{probabilities[place]:.6f}")
        yield ScoredRow(row=_identifier(identifier), pd=probability, reasons=raising[:_REASONS])


def _identifier(text: str) -> int | str:
    """A number where the text is exactly that: `007` stays what it is."""
    return int(text) if re.fullmatch(r"0|[1-9][0-9]{0,17}", text) else text
