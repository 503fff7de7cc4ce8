"""Owns one embedded database: makes it, starts it, starts it again if it dies, stops it last."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import structlog

from loanwright.infra.postgres import postmaster
from loanwright.infra.postgres.account import Account
from loanwright.infra.postgres.binaries import binaries_for
from loanwright.infra.postgres.cluster import ROLE, ensure_cluster, ensure_database
from loanwright.infra.postgres.faults import DatabaseFault, DirectoryInUse
from loanwright.infra.postgres.home import layout_in, make_layout, take

log = structlog.get_logger()

DATABASE = "loanwright"

_POLL_SECONDS = 0.1
_RESTARTS_IN_A_ROW = 5
_STEADY_SECONDS = 60.0  # a server that lived this long did not die of being started
_PARAMETERS = {
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "max_connections": "200",
    # After a crash one call syncs the whole file system, where the default opens and syncs every file: 0.4 s for 5 s.
    **({"recovery_init_sync_method": "syncfs"} if sys.platform == "linux" else {}),
}


class EmbeddedPostgres:
    """The database of one directory. Use it as a context manager; `url()` leads to it while it runs."""

    def __init__(self, directory: Path, parameters: Mapping[str, str] | None = None) -> None:
        self._directory = directory.resolve()
        self._parameters = {**_PARAMETERS, **(parameters or {})}
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="postgres-watcher", daemon=True)

    def start(self) -> None:
        """Make and start the server, ready to use, with the database `loanwright` in it.

        Raises:
            DatabaseFault: one of the named ones, each saying what to do.
        """
        self._lock = take(self._directory)
        try:
            self._account = Account.chosen()
            self._layout = make_layout(self._directory, self._account)
            self._binaries = binaries_for(self._account, self._layout.home)
            self._launch()
            ensure_database(self.url("postgres"), DATABASE)
        except BaseException:
            self._release()
            raise
        self._watcher.start()

    def stop(self) -> None:
        """Stop the server and let go of the directory. Does nothing when it does not run."""
        self._stopping.set()
        if self._watcher.is_alive():
            self._watcher.join()
        self._release()

    def url(self, database: str = DATABASE) -> str:
        """The connection URL of a database of this server."""
        return self._layout.url(ROLE, database)

    @property
    def pid(self) -> int | None:
        """The process id of the server, while it runs."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def _launch(self) -> None:
        postmaster.clear_the_way(self._layout)
        ensure_cluster(self._layout.data, self._binaries, self._account)
        self._process = postmaster.start(self._binaries, self._account, self._layout, self._parameters)

    def _release(self) -> None:
        if self._process is not None:
            postmaster.stop(self._process)
            self._process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _watch(self) -> None:
        """Start the server again when it dies, unless it keeps dying."""
        deaths, started = 0, time.monotonic()
        while not self._stopping.wait(_POLL_SECONDS):
            if self.pid is not None:
                continue
            deaths = 1 if time.monotonic() - started > _STEADY_SECONDS else deaths + 1
            log.error("database.died", deaths=deaths)
            if deaths > _RESTARTS_IN_A_ROW or not self._relaunched():
                return
            started = time.monotonic()

    def _relaunched(self) -> bool:
        try:
            self._launch()
        except DatabaseFault as fault:
            log.error("database.not_restarted", reason=str(fault))
            return False
        log.warning("database.restarted")
        return True


@contextmanager
def open_database(directory: Path) -> Iterator[str]:
    """The URL of the database in `directory`: of the server already running there, else of one started for this use."""
    server = EmbeddedPostgres(directory)
    try:
        server.start()
    except DirectoryInUse:
        yield layout_in(directory).url(ROLE, DATABASE)
        return
    try:
        yield server.url()
    finally:
        server.stop()
