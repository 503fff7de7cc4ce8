"""A command sent twice acts once: its `Idempotency-Key` is stored with its result, in its own transaction.

A second request with the same key waits for the first to commit (the primary key does that) and gets the same answer.
A refused or failed command leaves nothing, so it may be tried again under the same key.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from loanwright.infra.tables import idempotency_record
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.refusals import Refusal


class IdempotencyKeyMissing(Refusal):
    """This request creates something or moves money: it needs an `Idempotency-Key` header."""


class IdempotencyKeyReused(Refusal):
    """The key was used for another request."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The result of a command that has run: JSON values, `None` included."""

    response: Any


def claim(uow: UnitOfWork, owner: str, key: str, request_hash: bytes) -> Stored | None:
    """Take `key` for this command, or return the stored result of the same request.

    Raises:
        IdempotencyKeyReused: the key belongs to a request with other contents.
    """
    fresh = {"actor": owner, "key": key, "request_hash": request_hash, "created_at": uow.now}
    take = insert(idempotency_record).values(fresh).on_conflict_do_nothing().returning(idempotency_record.c.key)
    if uow.connection.execute(take).first() is not None:
        return None
    stored = uow.connection.execute(select(idempotency_record).where(*_is(owner, key))).one()
    if bytes(stored.request_hash) != request_hash:
        raise IdempotencyKeyReused()
    return Stored(json.loads(uow.keyring.decrypt(bytes(stored.response))))


def store(uow: UnitOfWork, owner: str, key: str, response: Any) -> None:
    """Keep the result, encrypted, beside the key that `claim` took."""
    sealed = uow.keyring.encrypt(json.dumps(response))
    uow.connection.execute(update(idempotency_record).where(*_is(owner, key)).values(response=sealed))


def _is(owner: str, key: str) -> tuple[Any, ...]:
    return (idempotency_record.c.actor == owner, idempotency_record.c.key == key)
