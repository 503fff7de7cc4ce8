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
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
from pydantic import HttpUrl

LENDER_ACCOUNT = "6222000000000001"  # the default in the settings of both programs
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
        self._post("/control/reset", {"seed": seed})

    def set_today(self, today: date) -> None:
        """The date its bank books on."""
        self._post("/control/today", {"date": today.isoformat()})

    def plant_fault(self, provider: str, kind: str, **fault: Any) -> None:
        """Have a provider misbehave (see the sandbox's /docs for kinds)."""
        self._post("/control/faults", {"provider": provider, "kind": kind, **fault})

    def plant_account(self, number: str, holder: str, **account: Any) -> None:
        """Open or replace an account at the bank."""
        self._post("/control/bank/accounts", {"number": number, "holder": holder, **account})

    def plant_person(self, id_number: str, **person: Any) -> None:
        """Have the bureau know this person so."""
        self._post("/control/persons", {"id_number": id_number, **person})

    def pay(self, amount: str, reference: str = "", text: str = "", **transfer: str) -> None:
        """Have a person pay the lender."""
        payer = {"from_account": "6222020000000000016", "from_name": "李四", "to_account": LENDER_ACCOUNT}
        self._post("/bank/v1/transfers", payer | {"amount": amount, "reference": reference, "text": text} | transfer)

    def bookings(self) -> list[dict[str, Any]]:
        """The bank's own book."""
        return list(self._get("/control/bank/bookings"))

    def balance(self, account: str = LENDER_ACCOUNT) -> Decimal:
        """What the bank says is on an account."""
        return Decimal(self._get(f"/bank/v1/accounts/{account}")["balance"])

    def inbox(self, phone: str = "") -> list[str]:
        """Texts delivered to a phone, oldest first."""
        return [message["text"] for message in self._get(f"/sms/v1/inbox?phone={phone}")["messages"]]

    def _get(self, path: str) -> Any:
        return self.http.get(path).raise_for_status().json()

    def _post(self, path: str, body: dict[str, Any]) -> None:
        self.http.post(path, json=body).raise_for_status()


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
