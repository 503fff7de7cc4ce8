"""``make bench``: everything that has a baseline, one after the other; ``python -m benchmarks close``: one of them."""

from __future__ import annotations

import logging
from argparse import ArgumentParser, Namespace

from benchmarks import applications, engine, reconciliation
from benchmarks.close import command as close
from loanwright.infra.logs import configure_logs


def main() -> None:
    """Print each table under its title."""
    configure_logs(logging.WARNING)
    asked = _asked()
    if asked.only in (None, "engine"):
        print("Engine: schedules, beside an integer-only loop without dates")
        engine.main()
    if asked.only in (None, "applications"):
        print("\nOrigination: applications over HTTP, beside a bare ASGI endpoint with one SQL statement")
        applications.main()
    if asked.only in (None, "close"):
        print("\nServicing: the close of a day, beside PostgreSQL rewriting as many rows")
        close.main(asked.loans)
    if asked.only in (None, "reconciliation"):
        print("\nReconciliation: entries against expected payments, 2 % of them dirty, beside the truth")
        reconciliation.main()


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "only", nargs="?", choices=("engine", "applications", "close", "reconciliation"), help="one of them"
    )
    parser.add_argument("--loans", type=int, default=1_000_000, help="size of the book that is closed")
    return parser.parse_args()


if __name__ == "__main__":
    main()
