"""Applications a second over HTTP, beside a bare ASGI endpoint with one SQL statement, in turns on one machine.

    uv run python -m benchmarks.applications

One application is three requests (begin, save the draft, submit), each a transaction with identity, validation, rules,
encryption, idempotency, an audit record, events and jobs. Client and servers share the cores; both sides have the same
client, so the ratio stands where the absolute figures do not.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Iterator

import httpx

from benchmarks.applicants import Applicant, apply, consents_asked, sign_in
from benchmarks.lender import Lender, running_lender

AT_ONCE = 8
APPLICANTS = 40
ROUNDS = 3
REQUESTS_EACH = 3


def main() -> None:
    """Print the table."""
    with running_lender() as lender:
        rounds = [asyncio.run(_round(lender, number)) for number in range(ROUNDS)]
    bare = max(pair[0] for pair in rounds)
    ours = max(pair[1] for pair in rounds)
    print(f"{'bare ASGI, one INSERT (baseline)':<40}{bare:>12,.0f} requests / s")
    print(f"{'complete applications':<40}{ours:>12,.1f} applications / s")
    share = ours * REQUESTS_EACH / bare
    print(f"{'their requests':<40}{ours * REQUESTS_EACH:>12,.0f} requests / s{share:>8.3f} of baseline")


async def _round(lender: Lender, number: int) -> tuple[float, float]:
    """Requests a second of the baseline and applications a second of ours, one after the other."""
    people, consents = _people(lender, number)
    async with httpx.AsyncClient(base_url=lender.bare_url, trust_env=False) as http:
        body = people[0].answers
        bare = await _rate(lambda: _store(http, body), APPLICANTS * REQUESTS_EACH)
    waiting = iter(people)
    async with httpx.AsyncClient(base_url=lender.url, trust_env=False) as http:
        ours = await _rate(lambda: apply(http, next(waiting), consents), len(people))
    return bare, ours


def _people(lender: Lender, number: int) -> tuple[list[Applicant], list[dict[str, object]]]:
    first = number * APPLICANTS
    with httpx.Client(base_url=lender.url, trust_env=False) as http:
        people = [sign_in(http, lender.runtime, first + one) for one in range(APPLICANTS)]
        http.cookies.update(people[0].cookies)
        return people, consents_asked(http)


async def _store(http: httpx.AsyncClient, body: dict[str, object]) -> None:
    (await http.post("/", json=body)).raise_for_status()


async def _rate(work: Callable[[], Awaitable[None]], times: int) -> float:
    """How often a second `work` is done, `AT_ONCE` at a time."""
    tickets: Iterator[int] = itertools.islice(itertools.count(), times)

    async def take_turns() -> None:
        for _ in tickets:
            await work()

    began = time.perf_counter()
    await asyncio.gather(*(take_turns() for _ in range(AT_ONCE)))
    return times / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
