"""One embedded PostgreSQL for the whole session; every test that asks for a database gets one of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from loanwright.infra.postgres.supervisor import EmbeddedPostgres

# Nothing here outlives the session, so nothing needs to reach the disk.
_IN_A_HURRY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@pytest.fixture(scope="session")
def shared_folder() -> Iterator[Path]:
    """A temporary folder that other accounts may enter (pytest's own are private, and root's server is not root)."""
    with TemporaryDirectory(prefix="loanwright-") as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path


@pytest.fixture(scope="session")
def postgres(shared_folder: Path) -> Iterator[EmbeddedPostgres]:
    """The server of this session."""
    with EmbeddedPostgres(shared_folder / "postgres", _IN_A_HURRY) as server:
        yield server
