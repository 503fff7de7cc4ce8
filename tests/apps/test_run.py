"""`loanwright run` as a person meets it: started in an empty folder, stopped, killed, refused."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import httpx
import pytest

from tests.lender import Lender, wait_until_up


@pytest.fixture(scope="module")
def lender(shared_folder: Path) -> Lender:
    """One lender for this module: the first test finds an empty folder, the others what it left."""
    folder = shared_folder / "lender"
    folder.mkdir()
    return Lender(folder)


@pytest.fixture
def running(lender: Lender) -> Iterator[subprocess.Popen[str]]:
    """The lender, up."""
    with lender.start() as process:
        wait_until_up(process)
        yield process
        process.kill()


def test_it_starts_in_an_empty_folder_and_stops_on_ctrl_c(lender: Lender, running: subprocess.Popen[str]) -> None:
    here = f"http://127.0.0.1:{lender.port}"
    assert httpx.get(f"{here}/readyz", trust_env=False).json() == {"status": "ok"}
    assert "loanwright_queue_waiting" in httpx.get(f"{here}/metrics", trust_env=False).text
    assert httpx.get(f"{here}/api/v1/products", trust_env=False).json()["items"]
    os.killpg(running.pid, signal.SIGINT)  # a terminal's Ctrl-C reaches the whole group
    assert running.wait(timeout=60) == 0
    assert not lender.is_reachable
    assert not (lender.folder / ".loanwright/postgres/cluster/data/postmaster.pid").exists()


def test_killed_it_leaves_nothing_running_and_starts_again(lender: Lender, running: subprocess.Popen[str]) -> None:
    running.send_signal(signal.SIGKILL)
    running.wait()
    deadline = time.monotonic() + 30
    while lender.is_reachable:
        assert time.monotonic() < deadline, "its programs outlived it"
        time.sleep(0.1)
    with lender.start() as again:
        wait_until_up(again)
        again.send_signal(signal.SIGTERM)
        assert again.wait(timeout=60) == 0


def test_a_port_in_use_is_explained_in_one_sentence(lender: Lender) -> None:
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", lender.port))
        somebody.listen()
        with lender.start() as refused:
            assert refused.wait(timeout=60) == 1
            said = _everything(refused.stdout)
    assert said.startswith(f"Port {lender.port} is used by another program.")
    assert "--port" in said
    assert "Traceback" not in said


def test_a_bad_setting_is_explained_in_one_sentence() -> None:
    command = [sys.executable, "-m", "loanwright.apps.cli", "web"]
    environment = {**os.environ, "LOANWRIGHT_INDEX_KEY": "secret-but-wrong", "LOANWRIGHT_BANK_URL": "bank"}
    refused = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "LOANWRIGHT_INDEX_KEY: " in refused.stderr
    assert "LOANWRIGHT_DATABASE_URL: Field required" in refused.stderr
    assert "secret-but-wrong" not in refused.stderr
    assert "Traceback" not in refused.stderr


def _everything(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.read()
