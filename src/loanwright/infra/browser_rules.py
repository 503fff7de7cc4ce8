"""What browsers are told with every answer: run only our own scripts, show us in nobody's frame, guess no types."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SOURCES = (
    "default-src 'self'",
    "img-src 'self' data: blob:",
    "style-src 'self' 'unsafe-inline'",  # charts and components set styles on elements
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
_RULES = {
    "content-security-policy": "; ".join(_SOURCES),
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


class BrowserRules:
    """ASGI middleware. The page at the path `exempt` is left alone: the API's documentation loads its own scripts."""

    def __init__(self, app: ASGIApp, exempt: str) -> None:
        self._app = app
        self._exempt = exempt

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"] == self._exempt:
            await self._app(scope, receive, send)
            return

        async def send_with_rules(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, rule in _RULES.items():
                    headers.setdefault(name, rule)
            await send(message)

        await self._app(scope, receive, send_with_rules)
