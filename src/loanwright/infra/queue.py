"""The queue's near side: jobs are rows, inserted in the caller's own transaction.

pgqueuer's own synchronous driver insists on an autocommit connection; `_OpenTransaction` is the same two lines on a
connection whose transaction is under way, which is the whole point here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from psycopg import Connection as PsycopgConnection
from psycopg import RawCursor
from psycopg.rows import dict_row
from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Message:
    """One delivery of a payload (JSON values) to a task; `message_id` stays the same over retries.

    Of messages that are due, workers take those of the highest `priority` first.
    """

    message_id: UUID
    task: str
    payload: dict[str, Any]
    after: timedelta = timedelta(0)
    priority: int = 0

    @property
    def body(self) -> bytes:
        """What travels in the queue."""
        return json.dumps({"message_id": str(self.message_id), "payload": self.payload}).encode()

    @classmethod
    def from_body(cls, task: str, body: bytes) -> Message:
        """The message again, as the worker gets it."""
        fields = json.loads(body)
        return cls(UUID(fields["message_id"]), task, fields["payload"])


class _OpenTransaction:
    """pgqueuer's `SyncDriver` on a connection whose transaction the caller commits."""

    def __init__(self, connection: Connection) -> None:
        self._connection: PsycopgConnection = cast(PsycopgConnection, connection.connection.driver_connection)

    def fetch(self, query: str, *args: object) -> list[dict[str, object]]:
        cursor = RawCursor(self._connection, row_factory=dict_row)
        cursor.execute(query.encode(), args or None)
        return cursor.fetchall()


def enqueue(connection: Connection, messages: Sequence[Message]) -> None:
    """Insert jobs for `messages` in the open transaction; workers see them when it commits."""
    if not messages:
        return
    from pgqueuer.adapters.persistence.queries import SyncQueries  # noqa: PLC0415  slow to load

    SyncQueries(_OpenTransaction(connection)).enqueue(
        [message.task for message in messages],
        [message.body for message in messages],
        [message.priority for message in messages],
        [message.after for message in messages],
    )
