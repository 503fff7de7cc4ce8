"""No request may be longer than the largest file anybody uploads: it would be read into memory before it is refused."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TOO_LARGE = 413


class BodyLimit:
    """Refuses a body beyond `most` bytes: by its announced length at once, else as soon as so many have come."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its body under watch."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        come = 0

        async def watched() -> Message:
            nonlocal come
            if _announced(scope) > self.most:
                raise HTTPException(_TOO_LARGE)
            message = await receive()
            come += len(message.get("body", b""))
            if come > self.most:
                raise HTTPException(_TOO_LARGE)
            return message

        await self.app(scope, watched, send)


def _announced(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"")
    return int(length) if length.isdigit() else 0
