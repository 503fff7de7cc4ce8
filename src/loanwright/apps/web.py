"""The HTTP application: every domain's endpoints under ``/api/v1``, problems from the catalogue."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from loanwright.infra import problems
from loanwright.infra.runtime import Runtime

REFUSALS = Path(__file__).with_name("refusals.toml")

ROUTERS: list[APIRouter] = []


def create_app(runtime: Runtime) -> FastAPI:
    """The API on a runtime."""
    app = FastAPI(title="Loanwright", version="1", generate_unique_id_function=_operation_name)
    app.state.runtime = runtime
    for router in ROUTERS:
        app.include_router(router, prefix="/api/v1")
    problems.install(app, problems.Catalogue.load(REFUSALS))
    return app


def _operation_name(route: APIRoute) -> str:
    return route.name
