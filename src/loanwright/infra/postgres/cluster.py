"""The data directory: made once by initdb, with one role and databases whose collation knows every language."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from loanwright.infra.postgres.account import Account
from loanwright.infra.postgres.binaries import Binaries
from loanwright.infra.postgres.faults import AnotherMajorVersion, StartFailed

ROLE = "loanwright"


def ensure_cluster(data: Path, binaries: Binaries, account: Account) -> None:
    """Make the cluster in `data` unless it is there; never leave half of one.

    Raises:
        AnotherMajorVersion: the one that is there was made by another PostgreSQL.
        StartFailed: initdb gave up.
    """
    stamp = data / "PG_VERSION"
    if stamp.exists():
        found = stamp.read_text().strip()
        if found != binaries.major:
            raise AnotherMajorVersion(data, found, binaries.major)
        return
    unfinished = data.with_name(f"{data.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    _initdb(unfinished, binaries, account)
    unfinished.rename(data)


def ensure_database(url: str, name: str) -> None:
    """Make the database unless it is there. `url` leads to any database of the same server.

    The locale is named because under the default `C` trigram search finds nothing in Chinese.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if there is None:
            statement = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _initdb(data: Path, binaries: Binaries, account: Account) -> None:
    made = subprocess.run(
        [
            binaries.program("initdb"),
            f"--pgdata={data}",
            f"--username={ROLE}",
            "--auth=trust",  # the directory's mode is the door: 0700
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions",
            "--no-sync",  # nothing of value is in it yet; the first checkpoint syncs
        ],
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        **account.credentials,
    )
    if made.returncode:
        raise StartFailed("initdb", made.stdout + made.stderr)
