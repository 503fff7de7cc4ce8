"""The running application: settings, connection pool, keys, adapters and tasks, made once in `apps`.

It is the only place that begins and commits transactions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, TypeVar, runtime_checkable

import structlog
from sqlalchemy import Connection, Engine, create_engine, text

from loanwright.infra.keyring import Keyring
from loanwright.infra.settings import Settings
from loanwright.infra.tasks import TaskRegistry
from loanwright.infra.unit_of_work import Actor, ActorKind, Surroundings, UnitOfWork
from loanwright.kernel.ids import uuid7
from loanwright.kernel.money import Currency
from loanwright.kernel.refusals import RecordedRefusal, Refusal

T = TypeVar("T")
log = structlog.get_logger()

# One round trip: leave the owner's rights behind, say whose rows may be seen, and learn the business date.
# The settings are local to the transaction, so nothing leaks through the pool (and Citus carries them to its nodes).
_ENTER = text(
    """
    SELECT set_config('role', 'loanwright_app', true), set_config('loanwright.party_id', :party_id, true),
           (SELECT business_date FROM institution) AS business_date, (SELECT currency FROM institution) AS currency
    """
)
_EVERYBODY = "*"


class InstitutionNotSetUp(Refusal):
    """The database has tables but no institution yet."""


def connect(database_url: str, pool_size: int = 10) -> Engine:
    """A pool of psycopg connections to ``postgresql://...``."""
    url = database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(url, pool_size=pool_size, max_overflow=0, pool_pre_ping=True, hide_parameters=True)


def utc_now() -> datetime:
    """The clock of the outermost layers."""
    return datetime.now(UTC)


@runtime_checkable
class Closeable(Protocol):
    """An adapter that holds connections open."""

    def close(self) -> None:
        """Close them."""


@dataclass
class Runtime:
    """Begins transactions for actors. `clock` is replaced in tests."""

    settings: Settings
    engine: Engine
    registry: TaskRegistry
    adapters: Mapping[type, object]
    clock: Callable[[], datetime] = utc_now

    def __post_init__(self) -> None:
        keys = [key.get_secret_value() for key in self.settings.encryption_keys]
        keyring = Keyring(keys, self.settings.index_key.get_secret_value())
        self.surroundings = Surroundings(keyring, self.adapters, self.registry.by_event)

    @contextmanager
    def begin(self, actor: Actor) -> Iterator[UnitOfWork]:
        """A transaction for one command: commits at the end of the block.

        Any exception undoes everything, except a `RecordedRefusal`, whose writes are kept before it is raised on.
        """
        with self.engine.connect() as connection:
            work = self._enter(connection, actor)
            refusal: RecordedRefusal | None = None
            try:
                yield work
            except RecordedRefusal as recorded:
                refusal = recorded
            work.finish()
            connection.commit()
            if work.command:
                log.info("command", command=work.command, command_id=str(work.command_id), actor=actor.kind.value)
            if refusal:
                raise refusal

    @contextmanager
    def read(self, actor: Actor) -> Iterator[UnitOfWork]:
        """A read-only transaction for queries, all on one view of the data; PostgreSQL refuses any write in it."""
        with self.engine.connect() as connection:
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            yield self._enter(connection, actor)

    def run(self, actor: Actor, work: Callable[[UnitOfWork], T]) -> T:
        """`work` in a transaction of its own."""
        with self.begin(actor) as unit_of_work:
            return work(unit_of_work)

    def adapter(self, port: type[T]) -> T:
        """What is wired for a port."""
        return self.adapters[port]  # type: ignore[return-value]

    def close(self) -> None:
        """Give back every connection: the pool's, and those of adapters to the outside."""
        self.engine.dispose()
        for adapter in self.adapters.values():
            if isinstance(adapter, Closeable):
                adapter.close()

    def _enter(self, connection: Connection, actor: Actor) -> UnitOfWork:
        row = connection.execute(_ENTER, {"party_id": _visible_party(actor)}).one()
        if row.business_date is None:
            raise InstitutionNotSetUp()
        now = self.clock()
        return UnitOfWork(
            connection, actor, now, row.business_date, Currency(row.currency), uuid7(now), self.surroundings
        )


def _visible_party(actor: Actor) -> str:
    match actor.kind:
        case ActorKind.BORROWER:
            return str(actor.party_id or "")
        case ActorKind.ANONYMOUS:
            return ""
        case ActorKind.STAFF | ActorKind.PARTNER | ActorKind.SYSTEM:
            return _EVERYBODY
