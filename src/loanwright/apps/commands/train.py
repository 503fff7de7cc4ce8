"""``loanwright train``: a model from a file of past outcomes, without a running system."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

# The matrices are small: threads of the linear algebra would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from loanwright.apps.commands.data_folder import data_folder
from loanwright.decisioning.models.model_file import path_of, save_model
from loanwright.decisioning.models.table import outcomes_of, read_table, set_aside
from loanwright.decisioning.training.model_training import ModelKind, TrainingOrder, model_card, train_model
from loanwright.kernel.refusals import Refusal


def train(
    data: Annotated[Path, typer.Option(help="CSV file with a header; the column `row` is an identifier.")],
    target: Annotated[str, typer.Option(help="The column that says how it ended.")],
    name: Annotated[str, typer.Option(help="What the model will be called.")],
    bad: Annotated[str | None, typer.Option(help="The target's value that means bad, where it is not plain.")] = None,
    kind: Annotated[ModelKind, typer.Option(help="One people can read, or a challenger.")] = ModelKind.AUDITABLE,
    protected: Annotated[str, typer.Option(help="Columns, by comma: never seen, only measured by.")] = "",
) -> None:
    """Train a model, measured in five folds, and keep it with its model card."""
    try:
        path = path_of(data_folder(), name)
        table = read_table(data)
        outcomes = outcomes_of(table, target, bad)
        seen, groups = set_aside(table.without(target), protected)
        source = (data.name, hashlib.sha256(data.read_bytes()).hexdigest())
        file = train_model(TrainingOrder(name, target, source, kind, groups), seen, outcomes, _tell)
    except Refusal as refusal:
        print(f"Not trained: {refusal}", file=sys.stderr)
        raise SystemExit(2) from None
    save_model(file, data_folder())
    path.with_suffix(".md").write_text(model_card(file), "utf-8")
    print(model_card(file))
    print(f"Kept in {path} with its card beside it.")


def _tell(fold: int, area: float) -> None:
    print(f"fold {fold}: AUC {area:.4f}", file=sys.stderr, flush=True)
