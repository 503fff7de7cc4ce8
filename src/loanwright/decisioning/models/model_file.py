"""A model in a file: what it is, what it was made from, how good it was on rows it had not seen, and scoring with it.

A file of German credit columns becomes a model of applicants, through the very mapping live applications use; any other
table becomes an additive model, or an ONNX graph of its own columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from loanwright.decisioning.model import AttributePoints
from loanwright.decisioning.models.additive import AdditiveModel, logistic
from loanwright.decisioning.models.applicant_table import ChallengerOfTable, ScorecardOfTable, german_features
from loanwright.decisioning.models.onnx_table import OnnxOfTable
from loanwright.decisioning.models.table import Table
from loanwright.decisioning.scorecard import Evidence
from loanwright.decisioning.scoring import ScoringModel, scored
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
    reasons: list[str] = []


class ModelFile(BaseModel):
    """A trained model and the evidence for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    target: str
    evidence: Evidence
    model: Annotated[ScorecardOfTable | ChallengerOfTable | AdditiveModel | OnnxOfTable, Field(discriminator="kind")]

    @property
    def kind(self) -> str:
        """What sort of model it is."""
        match self.model:
            case ScorecardOfTable() | AdditiveModel():
                return self.model.kind
            case ChallengerOfTable(challenger=challenger):
                return challenger.kind
            case OnnxOfTable(model=model):
                return model.kind

    @property
    def of_applicants(self) -> ScoringModel | None:
        """The model that can score live applications; None where it knows only a file's own columns."""
        match self.model:
            case ScorecardOfTable(scorecard=scorecard):
                return scorecard
            case ChallengerOfTable(challenger=challenger):
                return challenger
            case AdditiveModel() | OnnxOfTable():
                return None

    def scored(self, table: Table) -> Iterator[ScoredRow]:
        """Each row of a table scored, in order; reasons only where they cost nothing.

        Raises:
            ColumnMissing, NumberNotReadable.
        """
        return _by_graph(self.model, table) if isinstance(self.model, OnnxOfTable) else self.explained(table)

    def explained(self, table: Table) -> Iterator[ScoredRow]:
        """Each row of a table scored, in order, with the reasons.

        Raises:
            ColumnMissing, NumberNotReadable.
        """
        match self.model:
            case ScorecardOfTable(scorecard=scorecard, stand_ins=stand_ins):
                return _by_points(scorecard, stand_ins, table)
            case ChallengerOfTable(challenger=challenger, stand_ins=stand_ins):
                return _by_points(challenger, stand_ins, table)
            case AdditiveModel():
                return _by_parts(self.model, table)
            case OnnxOfTable():
                return _by_graph_explained(self.model, table)


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
        return model_file_from(path.read_text("utf-8"), name)
    except UnicodeDecodeError:
        raise ModelFileNotReadable(name=name) from None


def model_file_from(document: str, name: str) -> ModelFile:
    """A model from the text of its file; `name` is what a refusal calls it.

    Raises:
        ModelFileNotReadable
    """
    try:
        return ModelFile.model_validate_json(document)
    except ValidationError:
        raise ModelFileNotReadable(name=name) from None


def _by_points(model: ScoringModel, stand_ins: Mapping[str, str], table: Table) -> Iterator[ScoredRow]:
    for identifier, features in zip(table.ids, german_features(table, stand_ins), strict=True):
        result = scored(model, features)
        reasons = _costliest(result.attributes)
        yield ScoredRow(row=_identifier(identifier), pd=float(result.probability_of_bad), reasons=reasons)


def _costliest(attributes: tuple[AttributePoints, ...]) -> list[str]:
    lost = sorted(attributes, key=lambda attribute: attribute.points - attribute.points_best)
    return [attribute.feature for attribute in lost[:_REASONS] if attribute.points < attribute.points_best]


def _by_parts(model: AdditiveModel, table: Table) -> Iterator[ScoredRow]:
    parts = model.parts(table)
    probabilities = model.probabilities_of_bad(parts)
    for place, identifier in enumerate(table.ids):
        reasons = _raising({name: float(values[place]) for name, values in parts.items()})
        yield ScoredRow(row=_identifier(identifier), pd=_rounded(probabilities[place]), reasons=reasons)


def _by_graph(model: OnnxOfTable, table: Table) -> Iterator[ScoredRow]:
    probabilities = logistic(model.model.log_odds(model.rows(table)))
    for identifier, probability in zip(table.ids, probabilities.tolist(), strict=True):
        yield ScoredRow(row=_identifier(identifier), pd=_rounded(probability))


def _by_graph_explained(model: OnnxOfTable, table: Table) -> Iterator[ScoredRow]:
    for row, values in zip(_by_graph(model, table), model.rows(table), strict=True):
        _, parts = model.model.explained(values)
        yield row.model_copy(update={"reasons": _raising(parts)})


def _raising(parts: Mapping[str, float]) -> list[str]:
    """The columns that raise the log-odds of bad most."""
    raising = [name for name in sorted(parts, key=lambda name: -parts[name]) if parts[name] > 0]
    return raising[:_REASONS]


def _rounded(probability: float) -> float:
    return float(f"{probability:.6f}")


def _identifier(text: str) -> int | str:
    """A number where the text is exactly that: `007` stays what it is."""
    return int(text) if re.fullmatch(r"0|[1-9][0-9]{0,17}", text) else text
