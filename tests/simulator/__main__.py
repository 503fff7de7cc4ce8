"""Runs the simulator at any size; says which loan failed and stops with it."""

from __future__ import annotations

import argparse
import os
import random
import sys
import traceback

import pytest

from tests.simulator.life import LifeFailed, live


def main() -> int:
    """Zero when nothing broke."""
    options = _options()
    if options.books:
        return _keep_books(options)
    numbers = range(options.loans) if options.loan is None else [options.loan]
    print(f"seed {options.seed}: {len(numbers)} loans over {options.days} days")
    recorded = refused = 0
    for number in numbers:
        try:
            life = live(options.seed, number, options.days)
        except LifeFailed:
            traceback.print_exc()
            return 1
        recorded, refused = recorded + len(life.events), refused + life.refused
    print(f"every invariant held on every day: {recorded} events recorded, {refused} refused")
    return 0


def _keep_books(options: argparse.Namespace) -> int:
    """Through the database, which pytest's fixtures start and stop."""
    size = {"SEED": options.seed, "BOOKS": options.books, "DAYS": options.days}
    os.environ.update({f"SIMULATOR_{name}": str(value) for name, value in size.items()})
    return pytest.main(["-q", "-k", "books", "tests/simulator/test_simulator.py"])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--loans", type=int, default=300, help="how many loans live")
    parser.add_argument("--days", type=int, default=3 * 365, help="for how many days each")
    parser.add_argument("--loan", type=int, help="this one alone")
    parser.add_argument("--books", type=int, help="so many loans through servicing, database and close of the day")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
