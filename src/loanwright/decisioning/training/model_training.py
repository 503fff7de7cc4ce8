"""Training a model from a table: measured in five folds on rows it has not seen, then made from all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from loanwright.decisioning.models.additive import AdditiveModel
from loanwright.decisioning.models.german_table import ScorecardOfTable, german_features, is_german, stand_ins_of
from loanwright.decisioning.models.model_file import ModelFile
from loanwright.decisioning.models.table import Table
from loanwright.decisioning.scorecard import Evidence
from loanwright.decisioning.training.additive_training import train_additive
from loanwright.decisioning.training.measures import area_under_curve, calibration, folds
from loanwright.decisioning.training.scorecard_training import NO_EVIDENCE, Sample, fit_scorecard, load_plan

FOLDS = 5

Progress = Callable[[int, float], None]


def train_model(
    name: str, target: str, source: tuple[str, str], table: Table, bad: Sequence[int], tell: Progress
) -> ModelFile:
    """The model of a table without its target; `source` is the file's name and SHA-256, `tell` hears each AUC."""
    predicted, areas = [0.0] * len(bad), []
    for number, (training, testing) in enumerate(folds(bad, FOLDS), start=1):
        made = _file(name, target, table.part(training), [bad[i] for i in training])
        for i, scored in zip(testing, made.scored(table.part(testing)), strict=True):
            predicted[i] = scored.pd
        areas.append(area_under_curve([predicted[i] for i in testing], [bad[i] for i in testing]))
        tell(number, areas[-1])
    evidence = Evidence(
        data=source[0],
        data_sha256=source[1],
        rows=len(bad),
        bad=sum(bad),
        folds=FOLDS,
        auc_mean=f"{sum(areas) / FOLDS:.4f}",
        auc_of_folds=tuple(f"{area:.4f}" for area in areas),
        calibration=tuple(calibration(predicted, bad)),
    )
    return _file(name, target, table, bad).model_copy(update={"evidence": evidence})


def _file(name: str, target: str, table: Table, bad: Sequence[int]) -> ModelFile:
    model = _scorecard(table, bad) if is_german(table) else train_additive(table, bad)
    return ModelFile(name=name, target=target, evidence=NO_EVIDENCE, model=model)


def _scorecard(table: Table, bad: Sequence[int]) -> ScorecardOfTable:
    stand_ins = stand_ins_of(table, bad)
    sample = Sample("", "", tuple(german_features(table, stand_ins)), tuple(bad))
    return ScorecardOfTable(scorecard=fit_scorecard(load_plan("consumer"), sample), stand_ins=stand_ins)


def model_card(file: ModelFile) -> str:
    """What anybody who relies on the model should read first, in Markdown."""
    evidence = file.evidence
    share = evidence.bad / evidence.rows
    lines = [
        f"# Model `{file.name}`",
        "",
        f"- Kind: {file.model.kind}; predicts the probability of a bad `{file.target}`.",
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
        "",
        "Probabilities hold for applicants like those in the data and for its share of bad ones. Whether every column",
        "may lawfully be used in a credit decision (sex, marital status, region ...) is for the institution to decide:",
        "leave a column out of the file to leave it out of the model.",
    ]
    return "\n".join(lines) + "\n"


def _columns(file: ModelFile) -> list[str]:
    match file.model:
        case ScorecardOfTable(scorecard=scorecard):
            return [attribute.feature for attribute in scorecard.attributes]
        case AdditiveModel(curves=curves, categories=categories):
            return [curve.column for curve in curves] + [known.column for known in categories]
