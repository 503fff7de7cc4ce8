"""Where an embedded database lives on disk, who holds it, and how clients reach it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from loanwright.infra.postgres.account import Account
from loanwright.infra.postgres.faults import DirectoryInUse, DirectoryNotOurs

_SOCKET_PATH_LIMIT = 85  # sun_path holds 104 bytes on macOS, 108 on Linux; the file's own name needs 14
_ELSEWHERE = Path("/var/lib/loanwright")


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one embedded database."""

    home: Path

    @property
    def data(self) -> Path:
        """The cluster."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "postgres.log"

    @property
    def pid_file(self) -> Path:
        """Written by the server itself."""
        return self.data / "postmaster.pid"

    @property
    def socket(self) -> Path:
        """The directory clients connect in; outside `home` when its path would be too long for a socket."""
        inside = self.home / "socket"
        if len(os.fsencode(inside)) <= _SOCKET_PATH_LIMIT:
            return inside
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"loanwright-{digest}"

    def url(self, role: str, database: str) -> str:
        """The connection URL of a database of the server that runs here."""
        return f"postgresql://{role}@/{quote(database)}?host={quote(str(self.socket), safe='/')}"


def take(directory: Path) -> IO[str]:
    """Hold `directory` until the returned file is closed; the kernel lets go of it for us however we end.

    Raises:
        DirectoryInUse: a living process holds it.
        DirectoryNotOurs: it belongs to another account.
    """
    directory.mkdir(parents=True, exist_ok=True)
    try:
        file = (directory / "supervisor.lock").open("a+")
    except PermissionError:
        raise DirectoryNotOurs(directory, directory.stat().st_uid) from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        owner = file.read().strip() or "unknown"
        file.close()
        raise DirectoryInUse(directory, owner) from None
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return file


def layout_in(directory: Path) -> Layout:
    """The layout of the database that was made in `directory`."""
    return Layout((directory / "cluster").resolve())


def make_layout(directory: Path, account: Account) -> Layout:
    """Make the folders of a database in `directory`, private to `account`.

    Where `account` cannot reach `directory` (root's own home, say), `cluster` there is a link to a folder it can.

    Raises:
        DirectoryNotOurs: another account made the folders before.
    """
    cluster = directory / "cluster"
    if not cluster.exists():
        cluster.unlink(missing_ok=True)  # a link to a folder that is gone
        if account.can_reach(directory):
            cluster.mkdir(mode=0o700)
        else:
            cluster.symlink_to(_folder_elsewhere())
        account.give(cluster)
    layout = layout_in(directory)
    for folder in (layout.home, layout.socket):
        _make_private(folder, account)
    return layout


def _folder_elsewhere() -> Path:
    _ELSEWHERE.mkdir(parents=True, exist_ok=True, mode=0o755)
    return Path(tempfile.mkdtemp(dir=_ELSEWHERE))


def _make_private(folder: Path, account: Account) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
        account.give(folder)
    if not account.owns(folder):
        raise DirectoryNotOurs(folder, folder.stat().st_uid)
