"""``make bench``: everything that has a baseline, one after the other; ``python -m benchmarks close``: one of them."""

from __future__ import annotations

import logging
from argparse import ArgumentParser, Namespace

from benchmarks import applications, decisions, engine, intake, reconciliation, rings
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
    if asked.only in (None, "decisions"):
        print("\nDecisioning: features, score and rules of one application, CPU time")
        decisions.main()
    if asked.only in (None, "intake"):
        print("\nOrigination: applications accepted from partners, beside the same bare endpoint")
        intake.main()
    if asked.only in (None, "close"):
        print("\nServicing: the close of a day, beside PostgreSQL rewriting as many rows")
        close.main(asked.loans)
    if asked.only in (None, "reconciliation"):
        print("\nReconciliation: entries against expected payments, 2 % of them dirty, beside the truth")
        reconciliation.main()
    if asked.only in (None, "rings"):
        print("\nFraud: an application linked with all others, and its ring looked at")
        rings.main(asked.people)


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "only",
        nargs="?",
        choices=("engine", "applications", "decisions", "intake", "close", "reconciliation", "rings"),
        help="one of them",
    )
    parser.add_argument("--loans", type=int, default=1_000_000, help="size of the book that is closed")
    parser.add_argument("--people", type=int, default=1_000_000, help="how many have applied before")
    return parser.parse_args()


if __name__ == "__main__":
    main()
