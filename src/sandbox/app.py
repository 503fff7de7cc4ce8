"""The sandbox as one web application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from sandbox import control
from sandbox.bank import endpoints as bank
from sandbox.bank import payment_page
from sandbox.bank.accounts import open_house
from sandbox.bureau import endpoints as bureau
from sandbox.pages import page
from sandbox.sms import endpoints as sms
from sandbox.turbulence import Turbulence
from sandbox.world import Settings, World

_PLACES = {
    "/sms/": "短信收件箱 SMS inbox",
    "/control/bank/accounts": "银行账户 Bank accounts (JSON)",
    "/control/bank/bookings": "银行记账 Bank bookings (JSON)",
    "/docs": "接口与控制台 Interfaces and control panel",
}


def create_app(settings: Settings) -> FastAPI:
    """A world and its providers; the store is closed when the application stops."""
    world = World(settings)
    open_house(world)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        world.store.close()

    app = FastAPI(title="Loanwright sandbox: the outside world", version="1", lifespan=lifespan)
    app.state.world = world
    app.add_middleware(Turbulence, world=world)
    for router in (bureau.router, bank.router, payment_page.router, sms.router, control.router):
        app.include_router(router)
    app.add_api_route("/", _home, include_in_schema=False)
    app.add_api_route("/healthz", _healthz, include_in_schema=False)
    return app


async def _home() -> HTMLResponse:
    links = "".join(f'<li><a href="{path}">{label}</a></li>' for path, label in _PLACES.items())
    body = f"<h1>沙盒：外部世界 <span class=quiet>Sandbox: the outside world</span></h1><ul>{links}</ul>"
    return page(lang="zh-CN", title="Sandbox", name="沙盒 Sandbox", note="", body=body, tint="#3d4654")


async def _healthz() -> dict[str, str]:
    return {"status": "ok"}
