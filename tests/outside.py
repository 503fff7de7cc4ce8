"""The real sandbox program in a process of its own, for tests that talk to the outside world."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
from pydantic import HttpUrl

_START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running outside world. `http` reaches all of it, the control panel included."""

    http: httpx.Client

    @property
    def url(self) -> HttpUrl:
        """Where its providers are."""
        return HttpUrl(str(self.http.base_url))

    def reset(self, seed: int = 1) -> None:
        """Back to the beginning: no bookings, no messages, no faults."""
        self.http.post("/control/reset", json={"seed": seed}).raise_for_status()

    def set_today(self, today: date) -> None:
        """The date its bank books on."""
        self.http.post("/control/today", json={"date": today.isoformat()}).raise_for_status()

    def plant_fault(self, **fault: Any) -> None:
        """Have a provider misbehave (see the sandbox's /docs for kinds)."""
        self.http.post("/control/faults", json=fault).raise_for_status()


@contextmanager
def sandbox_process(folder: Path) -> Iterator[Sandbox]:
    """The program on a free port; it ends with the block."""
    port = free_port()
    command = [sys.executable, "-m", "sandbox", "--port", str(port)]
    with (folder / "sandbox.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            _await(client, process)
            yield Sandbox(client)
        process.terminate()


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            client.get("/healthz").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the sandbox did not start")
