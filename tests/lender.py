"""A whole demo lender in processes of its own, started as a person starts it: `loanwright run`."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.outside import free_port

_START_SECONDS = 240
_STOP_SECONDS = 90
_UP = "Ctrl-C stops everything."


@dataclass
class Lender:
    """A `loanwright run` in its own folder and process group, as a terminal would start it."""

    folder: Path
    port: int = field(default_factory=free_port)
    sandbox_port: int = field(default_factory=free_port)

    def start(self) -> subprocess.Popen[str]:
        """Start it; wait with `up`."""
        options = ("--port", str(self.port), "--sandbox-port", str(self.sandbox_port), "--book", "empty")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LOANWRIGHT_")}
        return subprocess.Popen(
            [sys.executable, "-m", "loanwright.apps.cli", "run", *options],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    @property
    def is_reachable(self) -> bool:
        """Whether anybody answers on any of its ports."""
        return any(_listens(port) for port in (self.port, self.sandbox_port))

    @property
    def url(self) -> str:
        """Where its web apps and API are."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def sandbox_url(self) -> str:
        """Where its outside world is."""
        return f"http://127.0.0.1:{self.sandbox_port}"

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[str]]:
        """The lender, up; stopped in order at the end of the block unless it has ended by then."""
        with self.start() as process:
            wait_until_up(process)
            try:
                yield process
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(_STOP_SECONDS)


def wait_until_up(process: subprocess.Popen[str]) -> None:
    """Read what it says until it says that it is up."""
    assert process.stdout is not None
    deadline = time.monotonic() + _START_SECONDS
    said = []
    for told in process.stdout:
        said.append(told)
        if _UP in told:
            return
        assert time.monotonic() < deadline, "".join(said)
    raise AssertionError("".join(said))


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
