"""Linking an application with a million others: wall time of its transaction, by what it shares.

A ring's newcomer is linked, joined, and its ring looked at; a room-mate shares an address with forty people and is
joined with nobody. Both are checked, not only timed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter, process_time

from benchmarks.lender import quiet_lender
from benchmarks.population import person, settle_in
from loanwright.fraud.links import Applicant
from loanwright.fraud.model import Group
from loanwright.fraud.usecases.link_application import link_application
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM

_ARRIVALS = 200


def main(people: int = 1_000_000) -> None:
    """Print a line for each kind of newcomer."""
    with quiet_lender() as runtime:
        settle_in(runtime, people, runtime.clock())
        print(f"{people:,} applications on record; load {os.getloadavg()[0]:.1f}")
        print(f"{'newcomer shares':<22} {'p50 ms':>8} {'p99 ms':>8} {'CPU ms':>8} {'people joined':>14}")
        for turn, (name, share) in enumerate(_KINDS.items(), start=1):
            _measure(runtime, name, share, first=turn * _ARRIVALS * 1000 + people)


def _measure(runtime: Runtime, name: str, share: Callable[[Applicant, int], Applicant], first: int) -> None:
    times, joined = [], []
    cpu = process_time()
    for turn in range(_ARRIVALS):
        known = turn * 1000  # the first of a ring; each turn another one
        newcomer = share(person(first + known + _OF_NO_RING), known)
        begin = perf_counter()
        group = _arrive(runtime, newcomer)
        times.append(perf_counter() - begin)
        joined.append(group.people if group else 1)
    spent = (process_time() - cpu) / _ARRIVALS * 1e3
    times.sort()
    p50, p99 = times[len(times) // 2] * 1e3, times[int(len(times) * 0.99)] * 1e3
    print(f"{name:<22} {p50:>8.1f} {p99:>8.1f} {spent:>8.1f} {max(joined):>14}")


def _arrive(runtime: Runtime, who: Applicant) -> Group | None:
    return runtime.run(SYSTEM, lambda uow: link_application(uow, who))


_OF_NO_RING, _OF_DORMITORY = 300, 999
_KINDS: dict[str, Callable[[Applicant, int], Applicant]] = {
    "nothing": lambda newcomer, _: newcomer,
    "an address": lambda newcomer, known: replace(newcomer, address=person(known + _OF_DORMITORY).address),
    "a ring's device": lambda newcomer, known: replace(newcomer, device=person(known).device),
}


if __name__ == "__main__":
    main()
