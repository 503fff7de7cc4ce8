"""``make bench``: everything that has a baseline, one after the other."""

from __future__ import annotations

import logging

from benchmarks import applications, engine
from loanwright.infra.logs import configure_logs


def main() -> None:
    """Print each table under its title."""
    configure_logs(logging.WARNING)
    print("Engine: schedules, beside an integer-only loop without dates")
    engine.main()
    print("\nOrigination: applications over HTTP, beside a bare ASGI endpoint with one SQL statement")
    applications.main()


if __name__ == "__main__":
    main()
