"""What happens after the commit: each domain's `tasks.py` lists its consumers and named jobs in a `TaskSet`.

Two kinds, by what they touch:

* `on` / `task`: the handler gets a `UnitOfWork`. Its writes and the mark "done" commit together, so it takes effect
  exactly once however often the queue delivers it.
* `on_outside` / `task_outside` / `every`: the handler talks to the outside world, so it must not hold a transaction
  open. It gets a `Work` and opens transactions itself; it must be safe to repeat.

Raise to be tried again with backoff; after the last attempt the message becomes a dead letter that staff can retry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from pydantic import BaseModel

from loanwright.infra.events import Event
from loanwright.infra.unit_of_work import UnitOfWork

P = TypeVar("P", bound=BaseModel)
T = TypeVar("T")

MAX_ATTEMPTS = 8


class Nothing(BaseModel):
    """Payload of periodic tasks."""


class Work(Protocol):
    """What an outside task is given."""

    @property
    def message_id(self) -> UUID:
        """Stable over retries: the same delivery, the same id."""

    @property
    def attempt(self) -> int:
        """1 at first."""

    @property
    def now(self) -> datetime:
        """The moment this attempt began, UTC."""

    def begin(self) -> AbstractContextManager[UnitOfWork]:
        """A new transaction as the system; commits at the end of the block."""

    def adapter(self, port: type[T]) -> T:
        """The adapter wired for a port."""


@dataclass(frozen=True, slots=True)
class Task:
    """A named handler with the type of its message."""

    name: str
    payload: type[BaseModel]
    inside: Callable[[UnitOfWork, Any], None] | None = None
    outside: Callable[[Work, Any], None] | None = None
    event: str | None = None
    schedule: str | None = None


class TaskSet:
    """The tasks of one domain; names are ``<domain>.<function name>``."""

    def __init__(self, domain: str) -> None:
        self.domain = domain
        self.tasks: list[Task] = []

    def on(
        self, event: type[Event]
    ) -> Callable[[Callable[[UnitOfWork, Any], None]], Callable[[UnitOfWork, Any], None]]:
        """Hear an event in one transaction, exactly once."""
        return self._inside(event, event.name)

    def task(
        self, payload: type[BaseModel]
    ) -> Callable[[Callable[[UnitOfWork, Any], None]], Callable[[UnitOfWork, Any], None]]:
        """A named job in one transaction, exactly once; enqueue with ``uow.enqueue(name, payload)``."""
        return self._inside(payload, None)

    def on_outside(self, event: type[Event]) -> Callable[[Callable[[Work, Any], None]], Callable[[Work, Any], None]]:
        """Hear an event and talk to the outside; must be safe to repeat."""
        return self._outside(event, event.name, None)

    def task_outside(
        self, payload: type[BaseModel]
    ) -> Callable[[Callable[[Work, Any], None]], Callable[[Work, Any], None]]:
        """A named job that talks to the outside; must be safe to repeat."""
        return self._outside(payload, None, None)

    def every(self, cron: str) -> Callable[[Callable[[Work], None]], Callable[[Work], None]]:
        """A periodic task (cron of five fields, UTC)."""

        def register(handler: Callable[[Work], None]) -> Callable[[Work], None]:
            self._outside(Nothing, None, cron)(_ignoring_payload(handler))
            return handler

        return register

    def _inside(self, payload: type[BaseModel], event: str | None) -> Callable[[Any], Any]:
        def register(handler: Callable[[UnitOfWork, Any], None]) -> Callable[[UnitOfWork, Any], None]:
            self.tasks.append(Task(f"{self.domain}.{handler.__name__}", payload, inside=handler, event=event))
            return handler

        return register

    def _outside(self, payload: type[BaseModel], event: str | None, cron: str | None) -> Callable[[Any], Any]:
        def register(handler: Callable[[Work, Any], None]) -> Callable[[Work, Any], None]:
            name = f"{self.domain}.{handler.__name__}"
            self.tasks.append(Task(name, payload, outside=handler, event=event, schedule=cron))
            return handler

        return register


def _ignoring_payload(handler: Callable[[Work], None]) -> Callable[[Work, BaseModel], None]:
    def outside(work: Work, _: BaseModel) -> None:
        handler(work)

    outside.__name__ = handler.__name__
    return outside


class TaskRegistry:
    """All tasks of the application, by name and by the event they hear."""

    def __init__(self, sets: Iterable[TaskSet]) -> None:
        self.by_name: dict[str, Task] = {}
        self.by_event: dict[str, list[str]] = {}
        for task in (task for task_set in sets for task in task_set.tasks):
            if task.name in self.by_name:
                raise ValueError(f"two tasks are named {task.name}")
            self.by_name[task.name] = task
            if task.event:
                self.by_event.setdefault(task.event, []).append(task.name)

    @property
    def periodic(self) -> list[Task]:
        """Tasks with a schedule."""
        return [task for task in self.by_name.values() if task.schedule]
