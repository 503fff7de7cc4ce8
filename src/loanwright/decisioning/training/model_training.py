"""Training a model from a table: measured in five folds on rows it has not seen, then made from all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

import numpy as np

from loanwright.decisioning.models.additive import AdditiveModel
from loanwright.decisioning.models.applicant_table import (
    ChallengerOfTable,
    ScorecardOfTable,
    german_features,
    is_german,
    stand_ins_of,
)
from loanwright.decisioning.models.columns import is_numeric
from loanwright.decisioning.models.model_file import ModelFile
from loanwright.decisioning.models.onnx_table import OnnxOfTable, rows_of
from loanwright.decisioning.models.table import Table
from loanwright.decisioning.scorecard import Evidence
from loanwright.decisioning.training.additive_training import train_additive
from loanwright.decisioning.training.challenger_training import ChallengerKind, fields_of, fit_challenger, fit_onnx
from loanwright.decisioning.training.fairness import fairness
from loanwright.decisioning.training.measures import area_under_curve, calibration, folds
from loanwright.decisioning.training.scorecard_training import NO_EVIDENCE, Sample, fit_scorecard, load_plan

FOLDS = 5

Progress = Callable[[int, float], None]


class ModelKind(StrEnum):
    """What to train: a model people can read, or a challenger."""

    AUDITABLE = "auditable"
    BOOSTING = "boosting"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class TrainingOrder:
    """What a model will be called, what it predicts, from which file (name and SHA-256), and of which kind.

    `protected` are columns the model never sees and is measured by: sex, origin, age.
    """

    name: str
    target: str
    source: tuple[str, str]
    kind: ModelKind = ModelKind.AUDITABLE
    protected: Mapping[str, Sequence[str | None]] = field(default_factory=dict)


def train_model(order: TrainingOrder, table: Table, bad: Sequence[int], tell: Progress) -> ModelFile:
    """The model of a table without its target and protected columns; `tell` hears the AUC of each fold."""
    predicted, areas = [0.0] * len(bad), []
    for number, (training, testing) in enumerate(folds(bad, FOLDS), start=1):
        made = _file(order, table.part(training), [bad[i] for i in training])
        for i, scored in zip(testing, made.scored(table.part(testing)), strict=True):
            predicted[i] = scored.pd
        areas.append(area_under_curve([predicted[i] for i in testing], [bad[i] for i in testing]))
        tell(number, areas[-1])
    made = _file(order, table, bad)
    evidence = Evidence(
        data=order.source[0],
        data_sha256=order.source[1],
        rows=len(bad),
        bad=sum(bad),
        folds=FOLDS,
        auc_mean=f"{sum(areas) / FOLDS:.4f}",
        auc_of_folds=tuple(f"{area:.4f}" for area in areas),
        calibration=tuple(calibration(predicted, bad)),
        points_deciles=_points_deciles(made, predicted),
        fairness=fairness(predicted, bad, order.protected),
    )
    return made.model_copy(update={"evidence": evidence})


def _points_deciles(made: ModelFile, predicted: Sequence[float]) -> tuple[int, ...]:
    """Nine cuts of the points of rows it had not seen, where it gives points."""
    if made.of_applicants is None:
        return ()
    points = [made.of_applicants.scale.points_of(probability) for probability in predicted]
    return tuple(int(cut) for cut in np.quantile(points, np.arange(1, 10) / 10).round())


def _file(order: TrainingOrder, table: Table, bad: Sequence[int]) -> ModelFile:
    made = _of_applicants(order.kind, table, bad) if is_german(table) else _of_columns(order.kind, table, bad)
    return ModelFile(name=order.name, target=order.target, evidence=NO_EVIDENCE, model=made)


def _of_applicants(kind: ModelKind, table: Table, bad: Sequence[int]) -> ScorecardOfTable | ChallengerOfTable:
    stand_ins, plan = stand_ins_of(table, bad), load_plan("consumer")
    sample = Sample(tuple(german_features(table, stand_ins)), tuple(bad))
    match kind:
        case ModelKind.AUDITABLE:
            return ScorecardOfTable(scorecard=fit_scorecard(plan, sample), stand_ins=stand_ins)
        case ModelKind.BOOSTING | ModelKind.NETWORK:
            challenger = fit_challenger(ChallengerKind(kind.value), plan, sample)
            return ChallengerOfTable(challenger=challenger, stand_ins=stand_ins)
        case _:
            assert_never(kind)


def _of_columns(kind: ModelKind, table: Table, bad: Sequence[int]) -> AdditiveModel | OnnxOfTable:
    if kind is ModelKind.AUDITABLE:
        return train_additive(table, bad)
    numeric = [name for name, texts in table.columns.items() if is_numeric(texts)]
    rows = rows_of(table, numeric, [name for name in table.columns if name not in numeric])
    return OnnxOfTable(model=fit_onnx(ChallengerKind(kind.value), fields_of(list(table.columns), rows), rows, bad))


def model_card(file: ModelFile) -> str:
    """What anybody who relies on the model should read first, in Markdown."""
    evidence = file.evidence
    share = evidence.bad / evidence.rows
    lines = [
        f"# Model `{file.name}`",
        "",
        f"- Kind: {file.kind}; predicts the probability of a bad `{file.target}`.",
        f"- Data: {evidence.data} (SHA-256 {evidence.data_sha256}).",
        f"- Rows: {evidence.rows}, of which {evidence.bad} bad ({share:.1%}).",
        f"- AUC on unseen rows: {evidence.auc_mean}, the mean of {', '.join(evidence.auc_of_folds)}.",
        f"- Columns: {', '.join(_columns(file))}.",
        "",
        "| fifth of rows | predicted | observed |",
        "|---|---|---|",
        *(
            f"| {k} | {part['predicted']} | {part['observed']} |"
            for k, part in enumerate(evidence.calibration, start=1)
        ),
        *_fairness_lines(evidence),
        "",
        "Probabilities hold for applicants like those in the data and for its share of bad ones. Whether every column",
        "may lawfully be used in a credit decision (sex, marital status, region ...) is for the institution to decide:",
        "leave a column out of the file to leave it out of the model.",
    ]
    return "\n".join(lines) + "\n"


def _fairness_lines(evidence: Evidence) -> list[str]:
    if not evidence.fairness:
        return []
    rows = [
        f"| {one.column} | {one.group} | {one.rows} | {one.approved} | {one.approved_of_good} | {one.auc} |"
        for one in evidence.fairness
    ]
    head = "| column | group | rows | approved | approved among the good | AUC |"
    return [
        "",
        "Groups the model never saw, were as many approved as were good:",
        "",
        head,
        "|---|---|---|---|---|---|",
        *rows,
    ]


def _columns(file: ModelFile) -> list[str]:
    match file.model:
        case ScorecardOfTable(scorecard=scorecard):
            return [attribute.feature for attribute in scorecard.attributes]
        case ChallengerOfTable(challenger=challenger):
            return [attribute.feature for attribute in challenger.attributes]
        case AdditiveModel(curves=curves, categories=categories):
            return [curve.column for curve in curves] + [known.column for known in categories]
        case OnnxOfTable(model=model):
            return [known.name for known in model.fields]
