"""Apache Fineract's published schedules, to the cent."""

import gzip
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


def test_loans_with_events(tmp_path: Path) -> None:
    """What the engine can express so far agrees; the number may only grow (docs/engine.md names what is missing)."""
    file = tmp_path / "fineract_event_core.json"
    file.write_bytes(gzip.decompress((_VECTORS / "fineract_event_core.json.gz").read_bytes()))
    cases = json.loads(file.read_text(encoding="utf-8"))["cases"]
    ours = {result["id"]: result.get("snapshots") for result in results(file)}
    agreeing = sum(_agrees(ours[case["id"]], case) for case in cases)
    assert agreeing >= 280


def _agrees(snapshots: list[list[dict[str, str]]] | None, case: dict[str, Any]) -> bool:
    expected = [word["rows"] for word in case["timeline"] if word["type"] == "expect_schedule"]
    if snapshots is None or len(snapshots) != len(expected):
        return False
    return all(
        len(got) == len(said := [row for row in rows if row[0] is not None])
        and all(_same(ours, row) for ours, row in zip(got, said, strict=True))
        for got, rows in zip(snapshots, expected, strict=True)
    )


def _same(ours: dict[str, str], row: list[Any]) -> bool:
    positions = zip(_COLUMNS, (2, 5, 6, 7, 8, 9, 4), strict=True)
    return all(row[at] is None or ours[column] == row[at] for column, at in positions)
