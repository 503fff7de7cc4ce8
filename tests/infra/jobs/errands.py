"""Tasks whose effects can be counted, and the table they leave them in."""

from __future__ import annotations

import os
import time

import psycopg
from pydantic import BaseModel
from sqlalchemy import text

from loanwright.infra.runtime import Runtime, connect
from loanwright.infra.settings import Settings
from loanwright.infra.tasks import TaskRegistry, TaskSet, Work
from loanwright.infra.unit_of_work import SYSTEM, UnitOfWork

tasks = TaskSet("errands")


class Errand(BaseModel):
    """A numbered errand; `mood` decides how it goes."""

    number: int
    mood: str = "willing"


class Unwilling(Exception):
    """The errand was not to be run."""


@tasks.task(Errand)
def run_errand(uow: UnitOfWork, errand: Errand) -> None:
    """Leave a row, slowly enough to be killed in the middle."""
    uow.connection.execute(text("INSERT INTO errand_run (number) VALUES (:number)"), {"number": errand.number})
    if errand.mood == "slow":
        time.sleep(0.02)
    if errand.mood == "deadly":
        os._exit(1)
    if errand.mood == "unwilling":
        raise Unwilling("not today")


@tasks.task_outside(Errand)
def run_outside(work: Work, errand: Errand) -> None:
    """Leave a row in a transaction of its own, from the third attempt on."""
    if work.attempt < 3 and errand.mood == "hesitant":
        raise Unwilling("not yet")
    with work.begin() as uow:
        run_errand(uow, errand)


@tasks.every("0 0 29 2 *")  # not by itself during a test
def look_around(work: Work) -> None:
    """Leave row 0."""
    run_outside(work, Errand(number=0))


def prepare(database_url: str) -> None:
    """Make the table of effects."""
    with psycopg.connect(database_url) as connection:
        connection.execute("CREATE TABLE errand_run (number integer)")
        connection.execute("GRANT ALL ON errand_run TO loanwright_app")


def runtime_of(settings: Settings) -> Runtime:
    """An application that knows only errands."""
    engine = connect(settings.database_url, settings.database_pool_size)
    return Runtime(settings, engine, TaskRegistry([tasks]), {})


def send(runtime: Runtime, task: str, errands: list[Errand]) -> None:
    """Enqueue one message an errand, in one transaction."""
    with runtime.begin(SYSTEM) as uow:
        for errand in errands:
            uow.enqueue(task, errand)


def effects(runtime: Runtime) -> dict[int, int]:
    """How often each errand took effect."""
    with runtime.read(SYSTEM) as uow:
        rows = uow.connection.execute(text("SELECT number, count(*) AS times FROM errand_run GROUP BY number"))
        return {row.number: row.times for row in rows}
