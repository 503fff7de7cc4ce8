"""Where HTTP meets the use cases: an `Edge` is one request's actor, ready to run commands and queries.

`loanwright.access` turns a request into an `Edge` for the right kind of actor; endpoints only call it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from fastapi import Request
from pydantic import TypeAdapter

from loanwright.infra import idempotency
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import ANONYMOUS, Actor, UnitOfWork

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What a command may need to know of the request that carries it."""

    ip: str
    user_agent: str
    method: str
    idempotency_key: str
    fingerprint: bytes  # SHA-256 over method, path and body


async def request_facts(request: Request) -> RequestFacts:
    """FastAPI dependency; reads the body once (Starlette keeps it)."""
    body = await request.body()
    target = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    return RequestFacts(
        ip=request.client.host if request.client else "",
        user_agent=request.headers.get("user-agent", "")[:300],
        method=request.method,
        idempotency_key=request.headers.get("idempotency-key", "")[:200],
        fingerprint=hashlib.sha256(target + body).digest(),
    )


def runtime_of(request: Request) -> Runtime:
    """The application the request came to."""
    runtime: Runtime = request.app.state.runtime
    return runtime


@dataclass(frozen=True, slots=True)
class Edge:
    """One request's way in."""

    runtime: Runtime
    facts: RequestFacts
    actor: Actor = ANONYMOUS

    def command(self, work: Callable[[UnitOfWork], T], returns: type[T]) -> T:
        """Run `work` in one transaction and answer with its result, which must be of the pydantic type `returns`.

        A POST needs an `Idempotency-Key`; sent again with the same key it answers the same without acting again.

        Raises:
            IdempotencyKeyMissing, IdempotencyKeyReused, and whatever `work` refuses.
        """
        if self.facts.method != "POST":
            return self.transact(work)
        if not self.facts.idempotency_key:
            raise idempotency.IdempotencyKeyMissing()
        owner = self.actor.label if self.actor.id else f"{self.actor.kind}:{self.facts.ip}"
        return self.transact(lambda uow: self._once(uow, owner, work, TypeAdapter(returns)))

    def transact(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` in one transaction without storing its result: for what is harmless to repeat."""
        return self.runtime.run(self.actor, work)

    def query(self, read: Callable[[UnitOfWork], T]) -> T:
        """Run `read` in a read-only transaction."""
        with self.runtime.read(self.actor) as uow:
            return read(uow)

    def _once(self, uow: UnitOfWork, owner: str, work: Callable[[UnitOfWork], T], shape: TypeAdapter[T]) -> T:
        stored = idempotency.claim(uow, owner, self.facts.idempotency_key, self.facts.fingerprint)
        if stored is not None:
            return shape.validate_python(stored.response)
        result = work(uow)
        idempotency.store(uow, owner, self.facts.idempotency_key, shape.dump_python(result, mode="json"))
        return result
