"""The worked examples of docs/engine.md are recomputed."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from loanwright.engine.api import (
    Drawn,
    Event,
    Repaid,
    annual_rates,
    line_from_json,
    replay_line,
    schedule,
    terms_from_json,
)
from loanwright.kernel.money import Money

_PAGE = (Path(__file__).parents[2] / "docs" / "engine.md").read_text(encoding="utf-8")
_EXAMPLES = [json.loads(block) for block in re.findall(r"```loan\n(.*?)```", _PAGE, re.DOTALL)]
_LINES = [json.loads(block) for block in re.findall(r"```line\n(.*?)```", _PAGE, re.DOTALL)]
_MOVES: dict[str, type[Drawn | Repaid]] = {"Drawn": Drawn, "Repaid": Repaid}


def test_the_page_has_examples() -> None:
    assert len(_EXAMPLES) >= 18


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda example: str(example["method"]))
def test_example(example: dict[str, Any]) -> None:
    """Of an installment: due date, principal, interest, and fees where they are stated; of a loan: its annual rates."""
    expected = example.pop("expect")
    form = {**example, "principal": {"amount": example["principal"], "currency": "CNY"}}
    plan = schedule(terms_from_json(form))
    if stated := expected.pop("annual_rate", None):
        rates = annual_rates(plan)
        assert [f"{rate.as_percent:.2f}" for rate in (rates.simple, rates.compound)] == stated
    rows = {
        str(row.number): [str(row.due_on), str(row.principal), str(row.interest), str(row.fees)]
        for row in plan.installments
    }
    assert {number: rows[number][: len(row)] for number, row in expected.items()} == expected


@pytest.mark.parametrize("example", _LINES)
def test_example_of_a_line(example: dict[str, Any]) -> None:
    events: list[Event] = [
        _MOVES[kind](sequence=sequence, effective_on=date.fromisoformat(day), amount=Money.parse(amount))
        for sequence, (kind, day, amount) in enumerate(example["events"], start=1)
    ]
    state = replay_line(line_from_json(example["terms"]), events, date.fromisoformat(example["as_of"]))
    figures = {
        "drawn": state.account.principal_outstanding,
        "available": state.available,
        "interest_earned": state.account.totals.interest_income,
    }
    assert {name: str(figure) for name, figure in figures.items()} == example["expect"]
