"""Accepting applications from partners, beside a bare ASGI endpoint with one SQL statement, in turns on one machine.

    uv run python -m benchmarks.intake [APPLICATIONS]

Both sides get the same bodies over the same 64 connections from the same client, which writes plain bytes to sockets
so that it costs little beside the servers. Ours checks the token, validates every answer, encrypts, makes a
repetition known, commits, and queues the work; 202 means that it is kept. A refusal for want of room (429) is counted
apart. In the
end every promise is looked up in the database: none may be missing, none may be there twice.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid4

import httpx
from sqlalchemy import text

from benchmarks.applicants import Applicant, consents_asked
from benchmarks.lender import BARE_PORT, PORT, Lender, running_lender
from loanwright.access.usecases.admit_partner import issue_partner_token
from loanwright.access.usecases.register_partner import register_partner
from loanwright.infra.unit_of_work import SYSTEM

CONNECTIONS = 64
APPLICATIONS = 6_400
ROUNDS = 3
PRODUCT = "xiao-fei-dai"


@dataclass
class Answers:
    """What came back: how many of each status, and how long each answer took in seconds."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    took: float = 0.0

    @property
    def rate(self) -> float:
        """Kept, a second."""
        kept = sum(number for status, number in self.statuses.items() if status < 300)
        return kept / self.took

    def percentile(self, share: float) -> float:
        """Milliseconds that `share` of the answers stayed below."""
        return sorted(self.seconds)[int(len(self.seconds) * share)] * 1000


def main(number: int = APPLICATIONS) -> None:
    """Print the table for `number` applications a round."""
    with running_lender() as lender:
        _until_it_answers(lender.bare_url)
        bodies, token = _bodies(lender, number), _token(lender)
        rounds = [_round(bodies, token) for _ in range(ROUNDS)]
        bare, ours = max(rounds, key=lambda pair: pair[1].rate / pair[0].rate)
        print(f"{'bare ASGI, one INSERT (baseline)':<40}{bare.rate:>12,.0f} requests / s")
        print(f"{'applications accepted':<40}{ours.rate:>12,.0f} a second{ours.rate / bare.rate:>12.2f} of baseline")
        ratios = ", ".join(f"{mine.rate / base.rate:.2f}" for base, mine in rounds)
        print(f"{'the same in each round':<40}{ratios:>12}")
        print(f"{'p50, p99 of accepting':<40}{ours.percentile(0.5):>9,.0f}, {ours.percentile(0.99):,.0f} ms")
        _print_promises(lender, sum((mine.statuses for _, mine in rounds), Counter()))


def _round(bodies: Sequence[bytes], token: str) -> tuple[Answers, Answers]:
    bare = asyncio.run(_send_all(BARE_PORT, "/", bodies, token))
    return bare, asyncio.run(_send_all(PORT, "/api/v1/partner/applications", bodies, token))


def _print_promises(lender: Lender, statuses: Counter[int]) -> None:
    with lender.runtime.engine.connect() as connection:
        kept = connection.scalar(text("SELECT count(*) FROM partner_intake"))
        queued = connection.scalar(text("SELECT count(*) FROM pgqueuer WHERE entrypoint LIKE '%take_in%'"))
    print(f"{'promised (202), kept in the database':<40}{statuses[202]:>12,}, {kept:,} in {queued:,} jobs")
    others = statuses.total() - statuses[202] - statuses[429]
    print(f"{'politely refused (429), anything else':<40}{statuses[429]:>12,}, {others:,}")
    assert kept == statuses[202], "a promise was lost or doubled"


def _until_it_answers(url: str) -> None:
    with httpx.Client(transport=httpx.HTTPTransport(retries=10), trust_env=False) as http:
        http.get(url)


async def _send_all(port: int, path: str, bodies: Sequence[bytes], token: str) -> Answers:
    answers, waiting = Answers(), iter(bodies)
    began = time.perf_counter()

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for body in waiting:
            sent = time.perf_counter()
            writer.write(_request(path, body, token))
            answers.statuses[await _status(reader)] += 1
            answers.seconds.append(time.perf_counter() - sent)
        writer.close()

    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    answers.took = time.perf_counter() - began
    return answers


def _request(path: str, body: bytes, token: str) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nhost: lender\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n"
        f"authorization: Bearer {token}\r\nidempotency-key: {uuid4().hex}\r\n\r\n"
    )
    return head.encode() + body


async def _status(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    if "transfer-encoding: chunked" in head:
        await reader.readuntil(b"0\r\n\r\n")
    else:
        await reader.readexactly(int(head.partition("content-length:")[2].split("\r\n")[0]))
    return int(head.split(" ", 2)[1])


def _bodies(lender: Lender, number: int) -> list[bytes]:
    with httpx.Client(base_url=lender.url, trust_env=False) as http:
        consents = consents_asked(http)
    return [json.dumps(_body(Applicant(one, {}), consents)).encode() for one in range(number)]


def _body(applicant: Applicant, consents: list[dict[str, object]]) -> dict[str, object]:
    phone = f"139{applicant.number:08}"
    return {"phone": phone, "wish": applicant.wish, "answers": applicant.answers, "consents": consents}


def _token(lender: Lender) -> str:
    with lender.runtime.begin(SYSTEM) as uow:
        made = register_partner(uow, "bench", "Bench", [PRODUCT])
    with lender.runtime.read(SYSTEM) as uow:
        return issue_partner_token(uow, "bench", made.secret)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
