"""``python -m benchmarks close --loans N``: how long a day takes to close, and what it costs per loan."""

from __future__ import annotations

import os
from datetime import date

from benchmarks.close import measures
from benchmarks.close.book import load, loan_id
from benchmarks.close.mix import old_loan, samples
from benchmarks.lender import lender_with_workers
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.servicing.proofs import PROOFS

SEED = 20261122
KINDS = 3_000
OLD_LOANS = 100
DAYS = 3
WORKERS = os.cpu_count() or 1


def main(loans: int) -> None:
    """Close some days of a book of a fifth of `loans`, then of all of them, and print both."""
    with lender_with_workers(WORKERS) as runtime:
        small = loans // 5
        print(f"{WORKERS} workers, load before: {os.getloadavg()[0]:.2f}")
        _grow(runtime, 1, small)
        costs = [_closed(runtime, small)]
        _grow(runtime, small + 1, loans - small)
        costs.append(_closed(runtime, loans))
        print(f"{'CPU per loan, all of them to a fifth':<46}{costs[1] / costs[0]:>10.2f}")
        _open_old(runtime, loans)
        _prove(runtime)


def _grow(runtime: Runtime, first: int, count: int) -> None:
    with runtime.read(SYSTEM) as uow:
        today = uow.business_date
    load(runtime, samples(KINDS, today, SEED + first), first, count, SEED)


def _closed(runtime: Runtime, loans: int) -> float:
    """CPU seconds a loan of the best day, after a first one that warms up."""
    closes = [measures.close_day(runtime) for _ in range(1 + DAYS)]
    for one in closes:
        print(
            f"  {one.close.business_date}: {one.close.loans:,} loans, {one.close.rewritten:,} rewritten,"
            f" {one.close.set_aside} set aside, {one.seconds:.2f} s, {one.cpu_seconds:.2f} CPU s,"
            f" load {os.getloadavg()[0]:.2f}"
        )
    best = max(closes[1:], key=lambda one: one.rate_per_cpu)
    rows, rows_per_cpu = measures.rewrite_all(runtime, WORKERS)
    print(f"{f'{loans:,} loans: rewriting rows (baseline)':<46}{rows:>10,.0f} / s{rows_per_cpu:>12,.0f} / CPU s")
    print(f"{'closing the day':<46}{best.rate:>10,.0f} / s{best.rate_per_cpu:>12,.0f} / CPU s")
    print(f"{'':<46}{best.rate / rows:>10.2f}{best.rate_per_cpu / rows_per_cpu:>16.2f} of baseline")
    print(f"{'a worker at its largest':<46}{measures.peak_memory_of_workers() / 2**20:>10,.0f} MiB")
    return best.cpu_seconds / best.close.loans


def _open_old(runtime: Runtime, loans: int) -> None:
    with runtime.read(SYSTEM) as uow:
        today: date = uow.business_date
    load(runtime, [old_loan(today)], loans + 1, OLD_LOANS, SEED)
    elapsed, cpu = measures.open_loan_p99(runtime, [loan_id(loans + 1 + one) for one in range(OLD_LOANS)], 1_000)
    print(f"{'opening a loan with five years, p99':<46}{elapsed * 1000:>10.1f} ms{cpu * 1000:>12.1f} ms CPU")


def _prove(runtime: Runtime) -> None:
    """The sub-ledger of the whole book against the ledger."""
    with runtime.read(SYSTEM) as uow:
        findings = [finding for proof in PROOFS if proof.name == "sub-ledger" for finding in proof.check(uow)]
    print(f"{'sub-ledger against ledger':<46}{findings or 'equal'}")
