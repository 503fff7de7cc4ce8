"""``loanwright score``: probabilities of bad for the rows of a file, without a running system."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from loanwright.apps.commands.data_folder import data_folder
from loanwright.decisioning.models.model_file import load_model
from loanwright.decisioning.models.table import read_table
from loanwright.kernel.refusals import Refusal


def score(
    model: Annotated[str, typer.Option(help="The name it was trained under.")],
    data: Annotated[Path, typer.Option(help="CSV file with the columns it was trained with.")],
    with_reasons: Annotated[  # noqa: FBT002 (a switch of the command line)
        bool, typer.Option("--reasons", help="Name the columns that raise it most.")
    ] = False,
) -> None:
    """Print one JSON line a row: its identifier and the probability of bad."""
    try:
        file, table = load_model(data_folder(), model), read_table(data)
        for row in file.explained(table) if with_reasons else file.scored(table):
            print(json.dumps(row.model_dump(exclude=set() if with_reasons else {"reasons"})))
    except Refusal as refusal:
        print(f"Not scored: {refusal}", file=sys.stderr)
        raise SystemExit(2) from None
