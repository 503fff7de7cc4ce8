"""Speed of the engine per CPU second, beside an integer-only loop without dates measured in the same run.

    uv run python -m benchmarks.engine

The baseline does the least a schedule can do: one level installment known beforehand, 36 interest divisions, no dates,
no rounding rule, no rows kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import cycle

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
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate

PERIODS = 36
SECONDS = 2.0


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


def life_of(terms: LoanTerms) -> list[Event]:
    """Disbursed and paid 35 times, two days late each."""
    events: list[Event] = [Disbursed(sequence=1, effective_on=terms.start_on, amount=terms.principal)]
    for row in schedule(terms).installments[:-1]:
        late = row.due_on + timedelta(days=2)
        events.append(Repaid(sequence=len(events) + 1, effective_on=late, amount=row.total))
    return events


def integer_loop(amount: int) -> int:
    """The baseline."""
    installment, balance = amount // 30, amount
    for _ in range(PERIODS):
        balance -= installment - (balance * 10 + 500) // 1000
    return balance


def per_cpu_second(work: Callable[[], object]) -> float:
    """How often `work` can be done in a second of CPU time."""
    started, done = time.process_time(), 0
    while (elapsed := time.process_time() - started) < SECONDS:
        work()
        done += 1
    return done / elapsed


def figures() -> Iterator[tuple[str, float]]:
    """Name and rate of each measurement."""
    sample = contracts()
    lives = [(terms, life_of(terms)) for terms in sample[:200]]
    loans, folded, amounts = cycle(sample), cycle(lives), cycle(terms.principal.minor for terms in sample)

    def one_replay() -> object:
        terms, events = next(folded)
        return replay(terms, events, events[-1].effective_on)

    yield "integer loop without dates (baseline)", per_cpu_second(lambda: integer_loop(next(amounts)))
    yield "schedule, 36 dated cent-exact rows", per_cpu_second(lambda: schedule(next(loans)))
    yield "schedule with its rows as Money", per_cpu_second(lambda: schedule(next(loans)).installments)
    yield "replay of a loan with 36 events", per_cpu_second(one_replay)
    yield "annual rates of a schedule", per_cpu_second(lambda: annual_rates(schedule(next(loans))))


def main() -> None:
    """Print the table."""
    baseline = 0.0
    for name, rate in figures():
        baseline = baseline or rate
        print(f"{name:<40}{rate:>12,.0f} / CPU s{rate / baseline:>10.3f} of baseline")


if __name__ == "__main__":
    main()
