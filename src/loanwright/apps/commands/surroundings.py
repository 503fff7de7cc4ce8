"""What most commands need first: settings that are right, and a database that is there.

A command started beside a running `loanwright run` talks to the same lender; without one it starts the demo lender's
database for its own use. In production both come from the environment alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from loanwright.apps.demo_home import DemoHome
from loanwright.apps.plain_words import plain_words
from loanwright.apps.wiring import build_runtime
from loanwright.infra.logs import configure_logs
from loanwright.infra.postgres.supervisor import open_database
from loanwright.infra.runtime import Runtime
from loanwright.infra.settings import Settings, load_settings


def production_settings() -> Settings:
    """Settings from the environment, with logs configured; for the long-running programs."""
    configure_logs()
    return load_settings()


@contextmanager
def open_runtime() -> Iterator[Runtime]:
    """The application for one command: on the environment's settings, or on the demo lender of this folder."""
    with plain_words():
        if "LOANWRIGHT_ENCRYPTION_KEYS" in os.environ:
            yield from _using(load_settings())
            return
        home = DemoHome.here()
        given = os.environ.get("LOANWRIGHT_DATABASE_URL")
        if given:
            yield from _using(home.settings(given))
            return
        with open_database(home.database) as url:
            yield from _using(home.settings(url))


def _using(settings: Settings) -> Iterator[Runtime]:
    runtime = build_runtime(settings)
    try:
        yield runtime
    finally:
        runtime.engine.dispose()
