"""Several programs run as one: started in order, restarted when they die, stopped in reverse order."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import structlog

log = structlog.get_logger()

_STOP_SECONDS = 25
_START_SECONDS = 60
_DEATHS_FORGIVEN = 5


class CannotStart(Exception):
    """A program cannot run; the message says what to do."""


class PortTaken(CannotStart):
    """Somebody else listens where a program of ours would."""

    def __init__(self, port: int, option: str) -> None:
        super().__init__(
            f"Port {port} is used by another program. Stop that program, or choose another port: {option}."
        )


class ProgramDied(CannotStart):
    """A program ended although nobody told it to; the end of its log is in the message."""

    def __init__(self, name: str, log_file: Path) -> None:
        said = log_file.read_text(errors="replace")[-3000:].strip()
        super().__init__(f"The {name} does not stay up. The end of {log_file}:\n{said}")


@dataclass(frozen=True, slots=True)
class Program:
    """A Python module to run; it is up once `health_url` answers, or at once where there is none."""

    name: str
    arguments: Sequence[str]
    health_url: str | None = None


def require_free_port(port: int, option: str) -> None:
    """Refuse early and clearly rather than deep inside a server.

    Raises:
        PortTaken: with the `option` that chooses another.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise PortTaken(port, option) from None


class Programs:
    """A running group of programs; their output goes to `<name>.log` in `logs`.

    Those that say when they are up are started first, so that the others don't take the processor from them.
    """

    def __init__(self, programs: Sequence[Program], environment: Mapping[str, str], logs: Path) -> None:
        self._programs = programs
        self._environment = dict(environment)
        self._logs = logs
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="programs-watcher", daemon=True)

    def __enter__(self) -> Self:
        self._logs.mkdir(parents=True, exist_ok=True)
        try:
            awaited = [program for program in self._programs if program.health_url]
            for program in awaited:
                self._running[program.name] = self._started(program)
            for program in awaited:
                self._await(program)
            for program in self._programs:
                if program not in awaited:
                    self._running[program.name] = self._started(program)
        except BaseException:
            self._stop()
            raise
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._watcher.join()
        self._stop()

    def _log_file(self, program: Program) -> Path:
        return self._logs / f"{program.name}.log"

    def _started(self, program: Program) -> subprocess.Popen[bytes]:
        with self._log_file(program).open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "loanwright.apps.child", *program.arguments],
                env=self._environment,
                stdin=subprocess.PIPE,  # closed by the kernel when we die: see `child`
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for us; we stop them in order
            )

    def _await(self, program: Program) -> None:
        deadline = time.monotonic() + _START_SECONDS
        assert program.health_url is not None
        while not _answers(program.health_url):
            if self._running[program.name].poll() is not None or time.monotonic() > deadline:
                raise ProgramDied(program.name, self._log_file(program))
            time.sleep(0.1)

    def _watch(self) -> None:
        deaths = dict.fromkeys(self._running, 0)
        while not self._stopping.wait(0.5):
            for program in self._programs:
                ended = self._running[program.name].poll()
                if ended is None or deaths[program.name] > _DEATHS_FORGIVEN:
                    continue
                deaths[program.name] += 1
                log.error("program.died", program=program.name, exit_status=ended, deaths=deaths[program.name])
                self._running[program.name] = self._started(program)

    def _stop(self) -> None:
        for name in reversed(self._running):
            process = self._running[name]
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                log.error("program.killed", program=name)
                process.kill()
                process.wait()
            if process.stdin:
                process.stdin.close()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False
