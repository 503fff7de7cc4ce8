"""What is measured on a book: a whole day's close by the workers, the baseline beside it, one loan opened."""

from __future__ import annotations

import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import quantiles
from uuid import UUID

import psycopg

from loanwright.apps.memory import keep_for_good
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.servicing.api import DayClose, day_close, start_close
from loanwright.servicing.staff_views import loan_file

_LOOK_SECONDS = 0.02
_FIGURES = (
    "principal_minor bigint, interest_minor bigint, fees_minor bigint, penalties_minor bigint, overdue_minor bigint"
)


@dataclass(frozen=True, slots=True)
class Closed:
    """A day that was closed, and how long it took from the command to the new business date."""

    close: DayClose
    seconds: float
    cpu_seconds: float

    @property
    def rate(self) -> float:
        """Loans a second."""
        return self.close.loans / self.seconds

    @property
    def rate_per_cpu(self) -> float:
        """Loans per CPU second of database and workers: what a busy machine shows too."""
        return self.close.loans / self.cpu_seconds


def close_day(runtime: Runtime) -> Closed:
    """Close the open day with the workers that are up."""
    with runtime.read(SYSTEM) as uow:
        today = uow.business_date
    _await_quiet(runtime)
    began, spent = time.perf_counter(), _cpu_seconds(runtime)
    runtime.run(SYSTEM, lambda uow: start_close(uow, today))
    while (close := _progress(runtime, today)).finished_at is None:
        time.sleep(_LOOK_SECONDS)
    return Closed(close, time.perf_counter() - began, _cpu_seconds(runtime) - spent)


def _await_quiet(runtime: Runtime) -> None:
    """Until what the last close has told others is done: notices are not part of the next one."""
    with psycopg.connect(runtime.settings.database_url, autocommit=True) as connection:
        while connection.execute("SELECT count(*) FROM pgqueuer").fetchone() != (0,):
            time.sleep(_LOOK_SECONDS)


def _progress(runtime: Runtime, day: date) -> DayClose:
    with runtime.read(SYSTEM) as uow:
        return day_close(uow, day)


def rewrite_all(runtime: Runtime, connections: int) -> tuple[float, float]:
    """The baseline: rows that PostgreSQL rewrites when that is all it has to do, a second and per CPU second.

    A table of a loan's id, dates and figures without index but its key or any text, one figure changed in every row, in
    the same ranges on as many connections as there are workers.
    """
    url = runtime.settings.database_url
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS bare_loan")
        connection.execute(f"CREATE TABLE bare_loan (id uuid, book_range int, through date, {_FIGURES})".encode())
        connection.execute(
            "INSERT INTO bare_loan SELECT id, book_range, accrued_through, principal_minor, interest_receivable_minor,"
            " fees_receivable_minor, penalties_receivable_minor, overdue_minor FROM loan ORDER BY number"
        )
        connection.execute("ALTER TABLE bare_loan ADD PRIMARY KEY (id)")
        connection.execute("CREATE INDEX ON bare_loan (book_range)")
        connection.execute("VACUUM ANALYZE bare_loan")
        connection.execute("CHECKPOINT")
        rows, last = connection.execute("SELECT count(*), max(book_range) FROM bare_loan").fetchone() or (0, 0)
    shares = [range(first, last + 1, connections) for first in range(connections)]
    began, spent = time.perf_counter(), _cpu_seconds(runtime)
    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(lambda share: _rewrite(url, share), shares))
    return rows / (time.perf_counter() - began), rows / (_cpu_seconds(runtime) - spent)


def _rewrite(url: str, ranges: range) -> None:
    update = "UPDATE bare_loan SET interest_minor = interest_minor + 1, through = through + 1 WHERE book_range = %s"
    with psycopg.connect(url, autocommit=True) as connection:
        for book_range in ranges:
            connection.execute(update, (book_range,))


def open_loan_p99(runtime: Runtime, loan_ids: list[UUID], times: int) -> tuple[float, float]:
    """Seconds within which 99 of 100 times a loan's page is put together, schedule and borrower included.

    By the clock, which on a busy machine measures the others, too, and in CPU time of this process.
    """
    keep_for_good()  # as a web server does
    elapsed, cpu = [], []
    for turn in range(times):
        began, spent = time.perf_counter(), time.process_time()
        with runtime.read(SYSTEM) as uow:
            loan_file(uow, loan_ids[turn % len(loan_ids)])
        elapsed.append(time.perf_counter() - began)
        cpu.append(time.process_time() - spent)
    return quantiles(elapsed, n=100)[-1], quantiles(cpu, n=100)[-1]


def _cpu_seconds(runtime: Runtime) -> float:
    """CPU time so far of the database, those of its processes that have ended included, and of the workers."""
    with psycopg.connect(runtime.settings.database_url) as connection:
        folder = (connection.execute("SHOW data_directory").fetchone() or ("",))[0]
    postmaster = Path(folder, "postmaster.pid").read_text().split("\n", 1)[0]
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        stat = _stat(process)
        if process.name == postmaster:
            ticks += sum(map(int, stat[11:15]))
        elif stat[1:2] == [postmaster] or _is_worker(process):
            ticks += sum(map(int, stat[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(process: Path) -> list[str]:
    """The fields of proc(5) stat from the third on: state, parent, ..., utime, stime, cutime, cstime."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def peak_memory_of_workers() -> int:
    """Bytes of the largest worker of ours that runs, at its peak."""
    peaks = [_peak(process) for process in Path("/proc").glob("[0-9]*") if _is_worker(process)]
    return max(peaks, default=0)


def _is_worker(process: Path) -> bool:
    try:
        return b"loanwright.apps.cli\0worker" in (process / "cmdline").read_bytes()
    except OSError:
        return False


def _peak(process: Path) -> int:
    found = re.search(r"VmHWM:\s+(\d+) kB", (process / "status").read_text())
    return int(found[1]) * 1024 if found else 0
