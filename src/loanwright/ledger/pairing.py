"""From what each account gains and loses to postings between two accounts each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

Name = TypeVar("Name")


def pair_off(net_debits: Iterable[tuple[Name, int]]) -> Iterator[tuple[Name, Name, int]]:
    """Debit, credit and positive minor units, such that every account gets its net debit.

    The order of the accounts decides who is paired with whom.

    Raises:
        ValueError: they do not sum to zero.
    """
    moved = [(name, minor) for name, minor in net_debits if minor]
    taking = [(name, minor) for name, minor in moved if minor > 0]
    giving = [(name, -minor) for name, minor in moved if minor < 0]
    if sum(minor for _, minor in moved) != 0:
        raise ValueError(f"net debits that do not balance: {moved}")
    while taking:
        (debit, taken), (credit, given) = taking[0], giving[0]
        part = min(taken, given)
        yield debit, credit, part
        taking, giving = _rest(taking, part), _rest(giving, part)


def _rest(sides: list[tuple[Name, int]], taken: int) -> list[tuple[Name, int]]:
    (name, minor), *others = sides
    return others if minor == taken else [(name, minor - taken), *others]
