"""The outermost layer of the web application: every request gets an id, one log line and its place in the metrics."""

from __future__ import annotations

import re
import time
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from loanwright.infra.metrics import REQUEST_SECONDS, REQUESTS

log = structlog.get_logger()

HEADER = "x-request-id"
_ACCEPTABLE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_UNLOGGED = frozenset({"/healthz", "/readyz", "/metrics"})


class RequestLog:
    """ASGI middleware. The route's template is logged, never the path or query: they may tell who it is about."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope))
        status = 500
        began = time.perf_counter()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_with_id)
            finally:
                _note(scope, status, time.perf_counter() - began)


def _request_id(headers: Headers) -> str:
    """The caller's own id, so that its logs and ours meet; a new one where there is none fit to print."""
    offered = headers.get(HEADER, "")
    return offered if _ACCEPTABLE_ID.fullmatch(offered) else uuid4().hex


def _note(scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", "other")
    REQUESTS.labels(scope["method"], route, status).inc()
    REQUEST_SECONDS.labels(route).observe(seconds)
    if route not in _UNLOGGED:
        milliseconds = int(seconds * 1000)
        log.info("request", method=scope["method"], route=route, status=status, milliseconds=milliseconds)
