"""Speed of the engine per CPU second, beside baselines and a peer measured in the same run.

    uv run python -m benchmarks.engine

* The baseline of one loan does the least a schedule can do: one level installment known beforehand, 36 interest
  divisions, no dates, no rounding rule, no rows kept.
* The baseline of many is the same loop over NumPy columns: the least that columns can do.
* The peer is the PyPI package `amortization` (MIT): a level installment in floats, no dates, no exact cent. Where it is
  not installed (`uv sync --group bench`), its row says so.

Memory is the growth of the peak over ten times as many loans, streamed in blocks.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from itertools import cycle
from typing import NamedTuple

import numpy as np

from loanwright.engine.api import (
    DayCount,
    Disbursed,
    Event,
    LoanTerms,
    Method,
    Repaid,
    annual_rates,
    replay,
    schedule,
)
from loanwright.engine.bulk import Portfolio, annual_rates_of, schedules
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate

PERIODS = 36
SECONDS = 2.0
MANY = 1_000_000
FIVE_YEARS = 1_826


class Figure(NamedTuple):
    """So many a CPU second; `beside` names the row it is compared with."""

    name: str
    rate: float
    beside: str = ""


ONE = "integer loop without dates (baseline)"
COLUMNS = "the same loop over columns (baseline)"


def kind() -> LoanTerms:
    """Interest by actual days."""
    return LoanTerms(
        principal=Money(1_000_000),
        rate=Rate.percent(12),
        method=Method.EQUAL_INSTALLMENTS,
        periods=PERIODS,
        start_on=date(2024, 1, 1),
        day_count=DayCount.ACT_365,
    )


def contracts() -> list[LoanTerms]:
    """Every start date of a year at many amounts and rates, interest by actual days."""
    return [
        LoanTerms(
            principal=Money(1_000_000 + 7_919 * k),
            rate=Rate.percent(f"{6 + k % 90 / 10:.1f}"),
            method=Method.EQUAL_INSTALLMENTS,
            periods=PERIODS,
            start_on=date(2024, 1, 1) + timedelta(days=k % 366),
            day_count=DayCount.ACT_365,
        )
        for k in range(5_000)
    ]


def portfolio(count: int) -> Portfolio:
    """So many loans of five years of days, at many amounts and rates."""
    numbers = np.random.default_rng(1)
    return Portfolio.of(
        kind(),
        principal=numbers.integers(100_000, 100_000_000, count),
        rate=numbers.integers(600, 2_400, count) * 100,
        start_on=np.datetime64("2020-01-01") + numbers.integers(0, FIVE_YEARS, count),
    )


def life_of(terms: LoanTerms) -> list[Event]:
    """Disbursed and paid 35 times, two days late each."""
    events: list[Event] = [Disbursed(sequence=1, effective_on=terms.start_on, amount=terms.principal)]
    for row in schedule(terms).installments[:-1]:
        late = row.due_on + timedelta(days=2)
        events.append(Repaid(sequence=len(events) + 1, effective_on=late, amount=row.total))
    return events


def integer_loop(amount: int) -> int:
    """The baseline of one loan."""
    installment, balance = amount // 30, amount
    for _ in range(PERIODS):
        balance -= installment - (balance * 10 + 500) // 1000
    return balance


def column_loop(count: int) -> None:
    """The baseline of many, some thousands at a time."""
    for first in range(0, count, 8_192):
        balance = np.arange(1_000_000 + first, 1_000_000 + min(first + 8_192, count))
        installment = balance // 30
        for _ in range(PERIODS):
            balance -= installment - (balance * 10 + 500) // 1000


def all_schedules(count: int) -> None:
    """Portfolio, tables of dates, amounts and due dates of every row, in blocks."""
    for part in portfolio(count).blocks():
        plans = schedules(part)
        assert plans.due_on.shape == plans.principal.shape


def per_cpu_second(work: Callable[[], object]) -> float:
    """How often `work` can be done in a second of CPU time."""
    started, done = time.process_time(), 0
    while (elapsed := time.process_time() - started) < SECONDS:
        work()
        done += 1
    return done / elapsed


def figures() -> Iterator[Figure]:
    """Each measurement; a baseline comes before what is compared with it."""
    yield from _of_one()
    yield from _of_many()


def main() -> None:
    """Print the table."""
    rates: dict[str, float] = {}
    for name, rate, beside in figures():
        rates[name] = rate
        ratio = f"{rate / rates[beside]:>10.3f} of {beside}" if beside else ""
        print(f"{name:<44}{rate:>12,.0f} / CPU s{ratio}")
    few, many = peak_of(MANY // 10), peak_of(MANY)
    print(f"{'memory of bulk schedules, peak':<44}{few:>9.1f} MB for {MANY // 10:,}, {many:.1f} MB for {MANY:,}")


def peak_of(count: int) -> float:
    """Peak memory in MB while the schedules of so many loans are made; their own three columns are part of it."""
    tracemalloc.start()
    all_schedules(count)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def _of_one() -> Iterator[Figure]:
    sample = contracts()
    lives = [(terms, life_of(terms)) for terms in sample[:200]]
    loans, folded, amounts = cycle(sample), cycle(lives), cycle(terms.principal.minor for terms in sample)

    def one_replay() -> object:
        terms, events = next(folded)
        return replay(terms, events, events[-1].effective_on)

    yield Figure(ONE, per_cpu_second(lambda: integer_loop(next(amounts))))
    yield from _peer(amounts)
    yield Figure("schedule, 36 dated cent-exact rows", per_cpu_second(lambda: schedule(next(loans))), ONE)
    yield Figure("schedule with its rows as Money", per_cpu_second(lambda: schedule(next(loans)).installments), ONE)
    yield Figure("replay of a loan with 36 events", per_cpu_second(one_replay), ONE)
    yield Figure("annual rates of a schedule", per_cpu_second(lambda: annual_rates(schedule(next(loans)))), ONE)


def _peer(amounts: Iterator[int]) -> Iterator[Figure]:
    if find_spec("amortization") is None:
        print("the peer is not installed: uv sync --group bench")
        return
    rows = import_module("amortization.schedule").amortization_schedule
    yield Figure(
        "amortization 3: floats, no dates (peer)",
        per_cpu_second(lambda: list(rows(next(amounts) / 100, 0.12, PERIODS))),
        ONE,
    )


def _of_many() -> Iterator[Figure]:
    yield Figure(COLUMNS, MANY * per_cpu_second(lambda: column_loop(MANY)))
    yield Figure(
        "bulk schedules, portfolio and dates included", MANY * per_cpu_second(lambda: all_schedules(MANY)), COLUMNS
    )
    sample = portfolio(MANY // 10)
    plans = schedules(sample)
    annual_rates_of(plans)
    yield Figure("annual rates in bulk", len(sample) * per_cpu_second(lambda: annual_rates_of(plans)), COLUMNS)


if __name__ == "__main__":
    main()
