"""Runs the simulator at any size; says which loan failed and stops with it."""

from __future__ import annotations

import argparse
import random
import sys
import traceback

from tests.simulator.life import LifeFailed, live


def main() -> int:
    """Zero when nothing broke."""
    options = _options()
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


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--loans", type=int, default=300, help="how many loans live")
    parser.add_argument("--days", type=int, default=3 * 365, help="for how many days each")
    parser.add_argument("--loan", type=int, help="this one alone")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
