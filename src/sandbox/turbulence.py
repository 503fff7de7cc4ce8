"""Between the wire and the providers: answer times, and the faults that happen to connections."""

from __future__ import annotations

import asyncio

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.faults import Fault, FaultKind, Loses, Provider
from sandbox.world import World

_PROVIDERS = {
    "/bureau/v1/": Provider.BUREAU,
    "/bank/v1/": Provider.BANK,
    "/sms/v1/": Provider.SMS,
}


class Turbulence:
    """ASGI middleware; only the providers' program interfaces are troubled, not the pages or the control."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self._app = app
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait, fail or pass on."""
        provider = _provider(scope)
        if provider is None:
            return await self._app(scope, receive, send)
        await asyncio.sleep(self._world.latency.draw())
        fault = self._world.faults.on_the_wire(provider, scope["method"], scope["path"])
        if fault is None:
            return await self._app(scope, receive, send)
        await self._strike(fault, scope, receive, send)

    async def _strike(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.kind is FaultKind.DELAY:
            await asyncio.sleep(fault.seconds)
            return await self._app(scope, receive, send)
        if fault.loses is Loses.ANSWER:
            await self._app(scope, receive, _swallow)
        if fault.kind is FaultKind.TIMEOUT:
            await asyncio.sleep(fault.seconds)
        await _failure(fault.kind)(scope, receive, send)


def _provider(scope: Scope) -> Provider | None:
    if scope["type"] != "http":
        return None
    return next((who for prefix, who in _PROVIDERS.items() if scope["path"].startswith(prefix)), None)


def _failure(kind: FaultKind) -> JSONResponse:
    match kind:
        case FaultKind.ERROR_429:
            return JSONResponse({"error": "too_many_requests"}, 429, {"Retry-After": "1"})
        case FaultKind.TIMEOUT:
            return JSONResponse({"error": "gateway_timeout"}, 504)
        case _:
            return JSONResponse({"error": "internal_error"}, 500)


async def _swallow(_: Message) -> None:
    """The answer that nobody hears."""
