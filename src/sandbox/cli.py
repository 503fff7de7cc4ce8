"""``loanwright-sandbox``: start the outside world on a port."""

from __future__ import annotations

from typing import Annotated

import typer
import uvicorn

from sandbox.app import create_app
from sandbox.latency import LatencyProfile
from sandbox.store import IN_MEMORY
from sandbox.world import Settings


def main() -> None:
    """Entry point of the console script."""
    typer.run(serve)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8790,
    store: Annotated[str, typer.Option(help="SQLite file that keeps books and inbox over restarts.")] = IN_MEMORY,
    seed: Annotated[int, typer.Option(help="Seed of everything random, on first start.")] = 1,
    latency_p50_ms: Annotated[float, typer.Option(help="Median answer time; 0 for none. Try 300.")] = 0,
    latency_p99_ms: Annotated[float, typer.Option(help="99th percentile of answer times. Try 3000.")] = 0,
) -> None:
    """Play a credit bureau, a bank and an SMS gateway over HTTP; documentation at /docs."""
    latency = LatencyProfile(p50_ms=latency_p50_ms, p99_ms=latency_p99_ms)
    app = create_app(Settings(store_path=store, seed=seed, latency=latency))
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)
