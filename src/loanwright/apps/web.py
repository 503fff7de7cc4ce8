"""The HTTP application: every domain's endpoints under ``/api/v1``, problems from the catalogue, the built web apps."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from loanwright.apps import health
from loanwright.apps.wiring import ROUTERS
from loanwright.infra import problems
from loanwright.infra.body_limit import BodyLimit
from loanwright.infra.browser_rules import BrowserRules
from loanwright.infra.refusal_catalogue import Catalogue
from loanwright.infra.request_log import RequestLog
from loanwright.infra.runtime import Runtime

API = "/api/v1"
DOCS = "/api/docs"
REFUSALS = Path(__file__).with_name("refusals.toml")
WEB = Path(__file__).parents[3] / "web"

_HASHED = "assets/"  # where the build puts files that have the hash of their content in their names
_FOR_EVER = "public, max-age=31536000, immutable"


def create_app(runtime: Runtime) -> FastAPI:
    """The API and the web apps on a runtime."""
    app = FastAPI(
        title="Loanwright",
        version="1",
        generate_unique_id_function=operation_name,
        docs_url=DOCS,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
    )
    app.state.runtime = runtime
    app.add_middleware(BodyLimit, most=runtime.settings.largest_upload_mib << 20)
    app.add_middleware(BrowserRules, exempt=DOCS)
    app.add_middleware(RequestLog)
    app.include_router(health.router)
    mount_api(app)
    problems.install(app, Catalogue.load(REFUSALS))
    for path, app_name in (("/console", "console"), ("/", "borrower")):
        folder = WEB / app_name / "dist"
        if folder.is_dir():
            app.mount(path, web_app(folder), name=app_name)
    return app


def mount_api(app: FastAPI) -> None:
    """Every domain's routes, under the API's prefix."""
    for router in ROUTERS:
        app.include_router(router, prefix=API)


def web_app(folder: Path) -> ASGIApp:
    """A built web app, sent compressed. The API is not: the size of an answer would tell of its secrets (BREACH)."""
    return GZipMiddleware(SinglePageApp(directory=folder, html=True), compresslevel=6)


def operation_name(route: APIRoute) -> str:
    """The endpoint function's name: short names for the generated client."""
    return route.name


class SinglePageApp(StaticFiles):
    """Static files where every unknown page path answers with the app itself, which does its own routing.

    Browsers keep what has its hash in its name, and ask about everything else each time.
    """

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file at `path`, or the app."""
        response = await self._found(path, scope)
        response.headers["cache-control"] = _FOR_EVER if path.startswith(_HASHED) else "no-cache"
        return response

    async def _found(self, path: str, scope: Scope) -> Response:
        try:
            return await super().get_response(path, scope)
        except HTTPException as missing:
            if missing.status_code != 404 or path.startswith(("api/", _HASHED)):
                raise
            return await super().get_response("index.html", scope)
