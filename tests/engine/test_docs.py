"""The worked examples of docs/engine.md are recomputed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from loanwright.engine.api import schedule, terms_from_json

_PAGE = (Path(__file__).parents[2] / "docs" / "engine.md").read_text(encoding="utf-8")
_EXAMPLES = [json.loads(block) for block in re.findall(r"```loan\n(.*?)```", _PAGE, re.DOTALL)]


def test_the_page_has_examples() -> None:
    assert len(_EXAMPLES) >= 4


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda example: str(example["method"]))
def test_example(example: dict[str, Any]) -> None:
    expected = example["expect"]
    form = {key: value for key, value in example.items() if key != "expect"}
    form["principal"] = {"amount": form["principal"], "currency": "CNY"}
    rows = {str(row.number): row for row in schedule(terms_from_json(form)).installments}
    shown = {
        number: [str(rows[number].due_on), str(rows[number].principal), str(rows[number].interest)]
        for number in expected
    }
    assert shown == expected
