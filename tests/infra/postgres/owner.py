"""A process that owns an embedded database until it is killed: `python -m tests.infra.postgres.owner DIRECTORY`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from loanwright.infra.postgres.supervisor import EmbeddedPostgres


def main(directory: Path) -> None:
    """Start the server, print its process id, and wait."""
    with EmbeddedPostgres(directory) as server:
        print(server.pid, flush=True)
        time.sleep(120)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
