"""``loanwright import-book FILE --mapping M.toml``: take over another lender's loans in mid-life."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from loanwright.apps.book import import_loans
from loanwright.apps.commands.surroundings import open_runtime
from loanwright.apps.web import REFUSALS
from loanwright.infra.refusal_catalogue import Catalogue
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.refusals import Refusal
from loanwright.servicing.api import (
    Problem,
    Reader,
    Reading,
    count_rows,
    in_words,
    read_book,
    read_mapping,
)

_SHOWN = 200
_console = Console()


def import_book(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV, plain or .gz")],
    mapping: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="which column means what (TOML)")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="read and report, write nothing")] = False,  # noqa: FBT002
) -> None:
    """Read the whole file first; nothing is written unless every row is right.

    Stopped half-way, it is simply started again: loans already taken over are left alone. Exit status 1 when rows
    are wrong.
    """
    with open_runtime() as runtime, _refusals_in_words():
        reading = _read(runtime, file, mapping)
        _report(reading)
        if reading.problems:
            raise SystemExit(1)
        if not dry_run:
            _import(runtime, reading)


def _read(runtime: Runtime, file: Path, mapping: Path) -> Reading:
    document = read_mapping(mapping)
    with runtime.read(SYSTEM) as uow:
        reader = Reader(document, uow.business_date, uow.currency)
    with _progress("Reading", count_rows(file)) as advance:
        return read_book(file, reader, advance)


def _import(runtime: Runtime, reading: Reading) -> None:
    new = 0
    with _progress("Taking over", len(reading.loans)) as advance:
        for done, added in import_loans(runtime, reading.loans):
            new += added
            advance(done)
    _console.print(f"{new:,} loans taken over, {len(reading.loans) - new:,} were here already.")


def _report(reading: Reading) -> None:
    _console.print(f"{reading.rows:,} rows read, {len(reading.loans):,} can be taken over.")
    if reading.loans:
        share = reading.agreeing / len(reading.loans)
        _console.print(f"Our installment is the one charged, within a cent, on {reading.agreeing:,} ({share:.2%}).")
    if reading.problems:
        _console.print(_table(reading.problems))
        wrong = len({problem.row for problem in reading.problems})
        _console.print(f"{wrong:,} rows are wrong in {len(reading.problems):,} places. Nothing was written.")


def _table(problems: list[Problem]) -> Table:
    title = "What is wrong" if len(problems) <= _SHOWN else f"What is wrong: the first {_SHOWN} places"
    table = Table("Row", "Column", "问题", "Problem", title=title)
    for problem in problems[:_SHOWN]:
        table.add_row(str(problem.row), problem.column, *in_words(problem))
    return table


@contextmanager
def _refusals_in_words() -> Iterator[None]:
    """Turn a refusal into its sentences and exit status 1."""
    try:
        yield
    except Refusal as refusal:
        titles = Catalogue.load(REFUSALS).document(refusal.name, refusal.params, "")["titles"]
        _console.print("\n".join(titles.values()), style="red", markup=False)
        raise SystemExit(1) from None


@contextmanager
def _progress(title: str, total: int) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=_console) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.update(task, completed=done)
