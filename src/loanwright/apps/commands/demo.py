"""``loanwright demo``: the main job without a screen, from the first application to a year later, and then `verify`."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from loanwright.apps.demo.bank_bell import BankBell
from loanwright.apps.demo.http import Unexpected
from loanwright.apps.demo.lender import Lender, throwaway_lender
from loanwright.apps.demo.people import demo_applicants
from loanwright.apps.demo.report import Report, gather, show
from loanwright.apps.demo.story import Story, Tell
from loanwright.apps.plain_words import plain_words
from loanwright.infra.logs import configure_logs

_FIRST_DAY = date(2026, 1, 5)


def _day(text: str | date) -> date:
    """Typer has its parsers read defaults, too."""
    return text if isinstance(text, date) else date.fromisoformat(text)


def demo(
    applicants: Annotated[int, typer.Option(help="How many people apply.", min=1, max=1000)] = 200,
    seed: Annotated[int, typer.Option(help="The same seed tells the same story.")] = 1,
    days: Annotated[int, typer.Option(help="How many days pass.", min=30, max=3650)] = 365,
    opens_on: Annotated[
        date, typer.Option(help="The first business date.", parser=_day, metavar="YYYY-MM-DD")
    ] = _FIRST_DAY,
) -> None:
    """Take real applicants through everything over HTTP, let a year pass, and print a report.

    Everything runs on a lender of its own that is gone afterwards. Exit status 1 when `verify` finds a fault.
    """
    configure_logs(logging.WARNING)
    console = Console()
    plan = Plan(applicants, seed, days, opens_on)
    with plain_words(), _story_told(), throwaway_lender(opens_on, seed) as lender, _progress(console) as tell:
        report = _live(lender, plan, tell)
    show(report, console)
    raise SystemExit(0 if report.clean else 1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the demo is asked to play."""

    applicants: int
    seed: int
    days: int
    opens_on: date


def _live(lender: Lender, plan: Plan, tell: Tell) -> Report:
    people = demo_applicants(plan.applicants, plan.seed, plan.opens_on)
    with BankBell(lender.runtime) as bell:
        story = Story.at(lender, bell, plan.seed, tell)
        journeys = story.originate(people, plan.opens_on)
        story.let_pass(journeys, plan.opens_on, plan.days)
    return gather(lender.runtime, story.clerk.api, journeys)


def _lines(console: Console) -> Tell:
    """Progress where no cursor can move: a line at every tenth."""
    told: dict[str, int] = {}

    def tell(what: str, done: int, of: int) -> None:
        tenth = done * 10 // of
        if tenth > told.get(what, 0):
            told[what] = tenth
            console.print(f"{what}: {done} of {of}")

    return tell


@contextmanager
def _story_told() -> Iterator[None]:
    """An answer of the lender that the story has no place for ends it with that answer, not with a traceback."""
    try:
        yield
    except Unexpected as answer:
        print(f"The demo cannot go on: {answer}", file=sys.stderr)
        raise SystemExit(1) from None


@contextmanager
def _progress(console: Console) -> Iterator[Tell]:
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        bars: dict[str, TaskID] = {}

        def tell(what: str, done: int, of: int) -> None:
            bar = bars.get(what)
            if bar is None:
                bar = bars[what] = progress.add_task(what, total=of)
            progress.update(bar, completed=done)

        yield tell
