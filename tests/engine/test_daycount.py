"""QuantLib's published day counts, and the conventions it has no figures for."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from loanwright.engine.api import DayCount
from loanwright.engine.daycount import BASIS, icma_fraction, weight

_FILE = Path(__file__).parents[1] / "golden" / "vectors" / "daycount_examples.json"
_EXAMPLES: list[dict[str, Any]] = json.loads(_FILE.read_text())["examples"]
_NAMES = {
    "30/360 Bond Basis": DayCount.THIRTY_360,
    "30E/360 Eurobond": DayCount.THIRTY_E_360,
    "30E/360 ISDA": DayCount.THIRTY_E_360_ISDA,
    "ACT/ACT ISDA": DayCount.ACT_ACT,
}


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda example: f"{example['convention']} {example['start']}")
def test_published_examples(example: dict[str, Any]) -> None:
    start, end = date.fromisoformat(example["start"]), date.fromisoformat(example["end"])
    if example["convention"] == "ACT/ACT ICMA":
        reference = date.fromisoformat(example["ref_start"]), date.fromisoformat(example["ref_end"])
        fraction = icma_fraction(start, end, reference, example["periods_per_year"])
        assert float(fraction) == pytest.approx(example["expected_fraction"], abs=1e-11)
        return
    count = _NAMES[example["convention"]]
    maturity = example.get("termination")
    days = weight(count, start, end, date.fromisoformat(maturity) if maturity else None)
    if "expected_days" in example:
        assert days == example["expected_days"]
    else:
        assert days / BASIS[count] == pytest.approx(example["expected_fraction"], abs=1e-11)


@pytest.mark.parametrize(
    ("count", "fraction"),
    [
        (DayCount.ACT_365, Fraction(366, 365)),
        (DayCount.ACT_360, Fraction(366, 360)),
        (DayCount.ACT_364, Fraction(366, 364)),
        (DayCount.ACT_ACT, Fraction(306, 366) + Fraction(60, 365)),
        (DayCount.THIRTY_360, Fraction(361, 360)),
    ],
)
def test_366_days_from_march_2024(count: DayCount, fraction: Fraction) -> None:
    days = weight(count, date(2024, 3, 1), date(2025, 3, 2))
    assert Fraction(days, BASIS[count]) == fraction
