"""Random loans live through every invariant; `python -m tests.simulator` lives more of them for longer."""

from __future__ import annotations

import os

import pytest

from loanwright.infra.runtime import Runtime
from tests.simulator.books import keep
from tests.simulator.life import live

_SEED = 20261122
_LOANS = 12
_DAYS = 200
_BOOKS = {"SEED": _SEED, "BOOKS": 3, "DAYS": 4}


@pytest.mark.parametrize("number", range(_LOANS))
def test_a_loan_lives_through_every_invariant(number: int) -> None:
    life = live(_SEED, number, _DAYS)
    assert life.books["disbursed"] > 0


def test_most_of_what_is_tried_is_done_and_some_of_it_refused() -> None:
    lives = [live(_SEED + 1, number, 90) for number in range(8)]
    assert sum(len(life.events) for life in lives) > sum(life.refused for life in lives) > 0


def test_the_books_agree_on_every_day(runtime: Runtime) -> None:
    size = {name: int(os.environ.get(f"SIMULATOR_{name}", usual)) for name, usual in _BOOKS.items()}
    keep(runtime, size["SEED"], loans=size["BOOKS"], days=size["DAYS"])
