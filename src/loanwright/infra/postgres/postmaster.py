"""One running server process: started as our direct child, watched, stopped; and what its pid file tells of others."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from loanwright.infra.postgres.account import Account
from loanwright.infra.postgres.binaries import Binaries
from loanwright.infra.postgres.faults import SocketTaken, StartFailed
from loanwright.infra.postgres.home import Layout

_POLL_SECONDS = 0.02
_START_SECONDS = 180.0  # crash recovery replays the log first, and that may take a while
_STOP_SECONDS = 30.0
_STATUS_LINE = 7  # of postmaster.pid: "starting", "ready", "stopping" (PostgreSQL source, utils/pidfile.h)
_SOCKET_LOCK = ".s.PGSQL.5432.lock"

# Memory of a server that was killed: its last backends let go of it within moments.
_STILL_LETTING_GO = "shared memory block"


def start(
    binaries: Binaries, account: Account, layout: Layout, parameters: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """Start the server and return once it accepts connections.

    Raises:
        SocketTaken: another server listens in the same directory.
        StartFailed: it ended before it was ready.
    """
    deadline = time.monotonic() + _START_SECONDS
    while True:
        heard_before = layout.log.stat().st_size if layout.log.exists() else 0
        process = _spawn(binaries, account, layout, parameters)
        if _becomes_ready(process, layout, deadline):
            return process
        said = _tail(layout.log, heard_before)
        if _STILL_LETTING_GO not in said or time.monotonic() > deadline:
            raise _reason(layout, said)
        time.sleep(0.2)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop our child: politely (SIGINT ends sessions and writes a checkpoint), then without asking."""
    for polite, patience in ((signal.SIGINT, _STOP_SECONDS), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
        if process.poll() is not None:
            return
        process.send_signal(polite)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue


def clear_the_way(layout: Layout) -> None:
    """Deal with what a Loanwright that was killed left behind: an orphaned server, or a pid file of a dead one."""
    _settle(layout.pid_file)
    _settle_socket(layout)


def _settle(pid_file: Path) -> None:
    pid = _written_pid(pid_file)
    if pid is not None and _is_server_of(pid, pid_file.parent):
        _stop_orphan(pid)
    # Whoever has that number now (another program, or a dead child nobody fetched) is not our server, but PostgreSQL
    # would take it for one. It still refuses to start while anything uses the old server's memory.
    pid_file.unlink(missing_ok=True)


def _settle_socket(layout: Layout) -> None:
    lock = layout.socket / _SOCKET_LOCK
    pid = _written_pid(lock)
    if pid is not None and not _is_server(pid):
        lock.unlink(missing_ok=True)


def _stop_orphan(pid: int) -> None:
    for demand, patience in ((signal.SIGINT, _STOP_SECONDS), (signal.SIGQUIT, 10.0)):
        if not _is_alive(pid):
            return
        os.kill(pid, demand)
        deadline = time.monotonic() + patience
        while _is_alive(pid) and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS)


def _spawn(
    binaries: Binaries, account: Account, layout: Layout, parameters: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    settings = {"listen_addresses": "", "unix_socket_directories": str(layout.socket), **parameters}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with layout.log.open("ab") as log:
        return subprocess.Popen(
            [binaries.program("postgres"), "-D", layout.data, *options],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C at the terminal is for us: we stop it last, after our own work
            **account.credentials,
        )


def _becomes_ready(process: subprocess.Popen[bytes], layout: Layout, deadline: float) -> bool:
    while process.poll() is None:
        if _written_pid(layout.pid_file) == process.pid and _status(layout.pid_file) == "ready":
            return True
        if time.monotonic() > deadline:
            stop(process)
            return False
        time.sleep(_POLL_SECONDS)
    return False


def _reason(layout: Layout, said: str) -> SocketTaken | StartFailed:
    owner = _written_pid(layout.socket / _SOCKET_LOCK)
    if owner is not None and _is_server(owner) and _SOCKET_LOCK in said:
        return SocketTaken(layout.socket, str(owner))
    return StartFailed("PostgreSQL", said)


def _tail(log: Path, since: int) -> str:
    with log.open("rb") as file:
        file.seek(since)
        return file.read()[-4000:].decode(errors="replace")


def _written_pid(pid_file: Path) -> int | None:
    try:
        return abs(int(pid_file.read_text().split("\n", 1)[0]))
    except (OSError, ValueError):
        return None


def _status(pid_file: Path) -> str:
    try:
        lines = pid_file.read_text().splitlines()
    except OSError:
        return ""
    return lines[_STATUS_LINE].strip() if len(lines) > _STATUS_LINE else ""


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def _is_server(pid: int) -> bool:
    command = _command_line(pid)
    return bool(command) and Path(command[0]).name == "postgres"


def _is_server_of(pid: int, data: Path) -> bool:
    return _is_server(pid) and str(data) in _command_line(pid)


def _command_line(pid: int) -> list[str]:
    """The words of a running process's command; empty when there is no such process."""
    proc = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            return proc.read_text(errors="replace").split("\0")
        except OSError:
            return []
    listed = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return listed.stdout.split()
