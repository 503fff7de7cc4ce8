"""Random loans live through every invariant; `python -m tests.simulator` lives more of them for longer."""

from __future__ import annotations

import pytest

from tests.simulator.life import live

_SEED = 20261122
_LOANS = 30
_DAYS = 300


@pytest.mark.parametrize("number", range(_LOANS))
def test_a_loan_lives_through_every_invariant(number: int) -> None:
    life = live(_SEED, number, _DAYS)
    assert life.books["disbursed"] > 0


def test_most_of_what_is_tried_is_done_and_some_of_it_refused() -> None:
    lives = [live(_SEED + 1, number, 120) for number in range(20)]
    assert sum(len(life.events) for life in lives) > sum(life.refused for life in lives) > 0
