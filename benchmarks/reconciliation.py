"""Matching of a bank's entries with expected payments, against a generated truth.

Prints CPU time, the share of payments matched by machine, and how many matches are false; those must be none.
"""

from __future__ import annotations

import sys
from time import process_time

from benchmarks.bank_book import Book, make_book
from loanwright.reconciliation.matching.cascade import match
from loanwright.reconciliation.matching.values import Outcome, Policy

_SIZES = (10_000, 100_000, 1_000_000)


def main(sizes: tuple[int, ...] = _SIZES) -> None:
    """Print a line a size."""
    print(f"{'payments':>10} {'entries':>10} {'CPU s':>8} {'µs each':>8} {'matched':>9} {'false':>6} {'open':>8}")
    for size in sizes:
        book = make_book(size)
        begin = process_time()
        outcome = match(book.told, book.expected, Policy())
        spent = process_time() - begin
        share = len(matched_payments(outcome)) / len(book.expected)
        print(
            f"{len(book.expected):>10,} {len(book.told):>10,} {spent:>8.2f} {spent / size * 1e6:>8.1f} "
            f"{share:>9.2%} {len(false_matches(book, outcome)):>6} {len(outcome.open_items):>8,}"
        )


def matched_payments(outcome: Outcome) -> set[str]:
    """Payments that were matched by machine."""
    return {payment for match_ in outcome.matches for payment in match_.expected}


def false_matches(book: Book, outcome: Outcome) -> set[tuple[str, str]]:
    """Pairs that were matched and are not the same money."""
    made = {(entry, payment) for each in outcome.matches for entry in each.entries for payment in each.expected}
    return made - book.truth


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or _SIZES)
