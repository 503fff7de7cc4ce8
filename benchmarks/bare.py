"""The baseline of web applications: the least an ASGI endpoint can do that stores what it is sent.

No framework, no validation, no identity, no transaction of several statements: read the body, insert it, answer.
"""

from __future__ import annotations

import os

from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool
from starlette.types import Receive, Scope, Send

pool = AsyncConnectionPool(os.environ["LOANWRIGHT_DATABASE_URL"], open=False, kwargs={"autocommit": True})


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Store the body of any request in the table `bare`."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    body = (await receive())["body"]
    async with pool.connection() as connection:
        await connection.execute("INSERT INTO bare (body) VALUES (%s)", (Jsonb({"sent": body.decode()}),))
    await send({"type": "http.response.start", "status": 201, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": b"{}"})


async def _lifespan(receive: Receive, send: Send) -> None:
    while (await receive())["type"] == "lifespan.startup":
        await pool.open()
        await send({"type": "lifespan.startup.complete"})
    await pool.close()
    await send({"type": "lifespan.shutdown.complete"})
