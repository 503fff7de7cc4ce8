"""pgqueuer's driver on two connections: one to work on, one to listen on.

While psycopg waits for a notification it holds its connection, up to a second at a time, and every query on that
connection waits with it: four jobs a second. With a connection of its own for listening nothing waits.
"""

from __future__ import annotations

from typing import Any, Self

import psycopg
from pgqueuer.adapters.drivers.psycopg import PsycopgDriver
from pgqueuer.ports.driver import NotifyCallback


class TwoConnections(PsycopgDriver):
    """Queries on `working`, notifications from `listening`; both in autocommit, closed by the caller."""

    def __init__(self, working: psycopg.AsyncConnection[Any], listening: psycopg.AsyncConnection[Any]) -> None:
        super().__init__(working)
        self._ear = PsycopgDriver(listening)

    async def add_listener(self, channel: str, callback: NotifyCallback) -> None:
        """Call `callback` with the payload of every notification on `channel`."""
        await self._ear.add_listener(channel, callback)

    async def remove_listener(self, channel: str, callback: NotifyCallback) -> None:
        """Stop calling it."""
        await self._ear.remove_listener(channel, callback)

    async def __aenter__(self) -> Self:
        await self._ear.__aenter__()
        return await super().__aenter__()

    async def __aexit__(self, *exception: object) -> None:
        await self._ear.__aexit__(*exception)
        await super().__aexit__(*exception)
