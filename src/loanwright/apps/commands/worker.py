"""``loanwright worker``: background jobs."""

from __future__ import annotations

import signal
from typing import Annotated

import typer
from prometheus_client import start_http_server

from loanwright.apps.commands.surroundings import production_settings
from loanwright.apps.memory import keep_for_good
from loanwright.apps.plain_words import plain_words
from loanwright.apps.wiring import build_runtime
from loanwright.infra.jobs.worker import Worker


def worker(
    metrics_port: Annotated[int, typer.Option(help="Port for Prometheus on this machine; 0 for none.")] = 0,
) -> None:
    """Run jobs until SIGTERM; those under way are finished. Start as many workers as you like."""
    with plain_words():
        settings = production_settings()
    runtime = build_runtime(settings)
    if metrics_port:
        start_http_server(metrics_port, addr="127.0.0.1")
    keep_for_good()
    working = Worker(runtime, settings.worker_threads)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: working.stop())
    working.run()
    runtime.engine.dispose()
