"""One command = one transaction = one `UnitOfWork`.

It carries the only times a use case may know (`now`, `business_date`), who acts, and the four things a command may
leave behind besides its rows: events, jobs, one audit record, nothing else. They are collected here and written
together just before the commit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Connection, insert, select

from loanwright.infra import audit, queue
from loanwright.infra.events import Event
from loanwright.infra.keyring import Keyring
from loanwright.infra.tables import calendar_day, outbox_event
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.ids import uuid7
from loanwright.kernel.money import Currency

T = TypeVar("T")


class ActorKind(StrEnum):
    """Who may act."""

    BORROWER = "borrower"
    STAFF = "staff"
    PARTNER = "partner"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a borrower has a `party_id` and sees only what is theirs; staff have `permissions`."""

    kind: ActorKind
    id: UUID | None = None
    party_id: UUID | None = None
    permissions: frozenset[str] = frozenset()
    name: str = ""

    @property
    def label(self) -> str:
        """How the audit names the actor: kind and id, never personal data."""
        return f"{self.kind}:{self.id}" if self.id else self.kind.value


SYSTEM = Actor(ActorKind.SYSTEM)
ANONYMOUS = Actor(ActorKind.ANONYMOUS)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What outlives the transaction: keys, adapters by port, and who hears which event."""

    keyring: Keyring
    adapters: Mapping[type, object]
    subscribers: Mapping[str, Sequence[str]]


@dataclass
class UnitOfWork:
    """A command's transaction; made by `Runtime.begin`, which also commits it."""

    connection: Connection
    actor: Actor
    now: datetime
    business_date: date
    currency: Currency
    command_id: UUID
    surroundings: Surroundings
    _events: list[tuple[UUID, Event]] = field(default_factory=list)
    _messages: list[queue.Message] = field(default_factory=list)
    _audit: audit.AuditRecord | None = None

    @property
    def keyring(self) -> Keyring:
        """Field encryption and blind indexes."""
        return self.surroundings.keyring

    @cached_property
    def calendar(self) -> BusinessCalendar:
        """The institution's holidays and make-up workdays."""
        rows = self.connection.execute(select(calendar_day.c.day, calendar_day.c.kind)).all()
        return BusinessCalendar(
            holidays=frozenset(row.day for row in rows if row.kind == "holiday"),
            workdays=frozenset(row.day for row in rows if row.kind == "workday"),
        )

    def new_id(self) -> UUID:
        """A new uuidv7."""
        return uuid7(self.now)

    def adapter(self, port: type[T]) -> T:
        """What is wired for a port (a Protocol class); a missing one is a fault of the wiring."""
        return cast(T, self.surroundings.adapters[port])

    def publish(self, event: Event) -> None:
        """Tell `event` to everybody who hears it, when this transaction commits."""
        event_id = self.new_id()
        self._events.append((event_id, event))
        payload = event.model_dump(mode="json")
        for task in self.surroundings.subscribers.get(event.name, ()):
            self._messages.append(queue.Message(event_id, task, payload))

    def enqueue(self, task: str, payload: BaseModel, after: timedelta = timedelta(0), priority: int = 0) -> None:
        """Have the task named ``<domain>.<function>`` run once after the commit, and after a delay.

        What somebody waits for may be given a `priority` above that of all the rest, which is 0.
        """
        form = payload.model_dump(mode="json")
        self._messages.append(queue.Message(self.new_id(), task, form, after, priority))

    def audit(self, command: str, subject: str, subject_id: UUID, **detail: str | int | None) -> None:
        """What this command did to what; called once by its use case. No personal data in `detail`."""
        if self._audit is not None:
            raise RuntimeError(f"a command leaves one audit record: {self._audit.command}, then {command}")
        label = self.actor.label
        self._audit = audit.AuditRecord(self.now, self.command_id, label, command, subject, subject_id, detail, [])

    @property
    def command(self) -> str:
        """Its name in the audit; empty while it has left no record."""
        return self._audit.command if self._audit else ""

    def finish(self) -> None:
        """Write events, jobs and the audit record; `Runtime.begin` calls it just before the commit."""
        if self._events:
            self.connection.execute(insert(outbox_event), [self._row(*told) for told in self._events])
        queue.enqueue(self.connection, self._messages)
        if self._audit is not None:
            self._audit.events.extend(event.name for _, event in self._events)
            audit.append(self.connection, self._audit)

    def _row(self, event_id: UUID, event: Event) -> dict[str, Any]:
        return {
            "id": event_id,
            "name": event.name,
            "payload": event.model_dump(mode="json"),
            "command_id": self.command_id,
            "occurred_at": self.now,
        }
