"""Apache Fineract's published schedules, to the cent."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden.fineract import results

_VECTORS = Path(__file__).parent / "vectors"
_COLUMNS = ("due_date", "principal", "interest", "fees", "penalties", "due", "balance")


def _expected(file: Path) -> dict[str, list[dict[str, Any]]]:
    cases = json.loads(file.read_text(encoding="utf-8"))["cases"]
    return {case["id"]: [row for row in case["expected"]["rows"] if row["nr"] is not None] for case in cases}


_SIMPLE = _VECTORS / "fineract_simple.json"
_EXPECTED = _expected(_SIMPLE)


@pytest.mark.parametrize("result", list(results(_SIMPLE)), ids=lambda result: str(result["id"]))
def test_schedule_without_events(result: dict[str, Any]) -> None:
    expected = _EXPECTED[result["id"]]
    stated = [{column: row[column] for column in _COLUMNS if row.get(column)} for row in expected]
    ours = [{column: row[column] for column in said} for row, said in zip(result["rows"], stated, strict=True)]
    assert ours == stated
