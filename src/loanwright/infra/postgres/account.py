"""Under which account the server runs: our own, or an unprivileged one when we are root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from loanwright.infra.postgres.faults import NoUnprivilegedAccount

_CANDIDATES = ("postgres", "nobody")


class Credentials(TypedDict, total=False):
    """The keyword arguments of `subprocess` that change the account of a child."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """The account a child runs under; `switches` says whether it differs from ours."""

    uid: int
    gid: int
    switches: bool

    @classmethod
    def chosen(cls) -> Account:
        """Ours, unless we are root, under which PostgreSQL refuses to run.

        Raises:
            NoUnprivilegedAccount: we are root and the machine has neither `postgres` nor `nobody`.
        """
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), switches=False)
        for name in _CANDIDATES:
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid, switches=True)
        raise NoUnprivilegedAccount(_CANDIDATES)

    @property
    def credentials(self) -> Credentials:
        """What to pass to `subprocess` so that the child runs under this account."""
        if not self.switches:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_reach(self, path: Path) -> bool:
        """Whether this account may enter the directory, or run the file, at `path`."""
        asked = subprocess.run(["test", "-x", path], cwd="/", check=False, **self.credentials)
        return asked.returncode == 0

    def owns(self, path: Path) -> bool:
        """Whether `path` belongs to this account."""
        return path.lstat().st_uid == self.uid

    def give(self, path: Path) -> None:
        """Make this account the owner of `path`."""
        if self.switches:
            os.chown(path, self.uid, self.gid)
