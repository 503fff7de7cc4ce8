"""6,982 loans really lent: the engine's installment against the one really charged."""

import csv
import gzip
from decimal import Decimal
from pathlib import Path

import pytest

from loanwright.apps.book import DEMO_BOOK
from tests.golden.lending_club import results

_HEADER = "row,loan_amount,term,interest_rate,issue_month,application_type,emp_title\n"


def test_installments_agree_with_those_really_charged(tmp_path: Path) -> None:
    path = tmp_path / "loans.csv"
    path.write_bytes(gzip.decompress(DEMO_BOOK.read_bytes()))
    with path.open(encoding="utf-8", newline="") as file:
        charged = [Decimal(row["installment"]) for row in csv.DictReader(file)]
    computed = [Decimal(str(result["installment"])) for result in results(path)]
    within = sum(abs(ours - theirs) <= Decimal("0.01") for ours, theirs in zip(computed, charged, strict=True))
    assert within >= 0.999 * len(charged)


@pytest.mark.parametrize(
    ("line", "installment"),
    [
        ("1,28000,60,14.07,Mar-2018,individual,global config engineer", "652.53"),
        ("2,5000,36,12.61,Feb-2018,joint,", "167.54"),
        ('3,28000.0,60,14.07,,individual,"owner, ""self"""', "652.53"),
        ("4,28000, 60 months,14.07%,Mar-2018,individual,x", "652.53"),
        ("5,,60,14.07,Mar-2018,individual,x", None),
    ],
)
def test_every_form_a_row_can_take(tmp_path: Path, line: str, installment: str | None) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(_HEADER + line + "\n", encoding="utf-8")
    (result,) = results(file)
    assert (result["row"], result["installment"]) == (int(line[0]), installment)
