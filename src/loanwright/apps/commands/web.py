"""``loanwright web``: the API and the built web apps."""

from __future__ import annotations

from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from loanwright.apps.commands.surroundings import production_settings
from loanwright.apps.memory import keep_for_good
from loanwright.apps.plain_words import plain_words
from loanwright.apps.web import create_app
from loanwright.apps.wiring import build_runtime

_GRACE_SECONDS = 20


def application() -> FastAPI:
    """What each server process runs."""
    app = create_app(build_runtime(production_settings()))
    keep_for_good()
    return app


def web(
    processes: Annotated[int, typer.Option(help="Server processes; each has its own connection pool.", min=1)] = 1,
) -> None:
    """Serve the API and the web apps on LOANWRIGHT_HOST and LOANWRIGHT_PORT until SIGTERM; requests are finished."""
    with plain_words():
        settings = production_settings()
    uvicorn.run(
        f"{__name__}:application",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=processes,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
