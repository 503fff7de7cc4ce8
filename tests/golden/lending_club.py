"""Prints the engine's installment for every row of a LendingClub loan file, one JSON line each.

    uv run python -m tests.golden.lending_club FILE.csv

LendingClub's convention: annuity, 30/360 monthly, installment rounded up to the cent. The file's own installment column
is never read here. A row that lacks amount, term or rate prints a null installment and says why.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from loanwright.engine.api import DayCount, LoanTerms, Method, TermsNotConsistent, schedule
from loanwright.kernel.money import AmountNotReadable, Currency, Money, Rounding
from loanwright.kernel.rate import Rate, RateNotReadable

_UNKNOWN_START = date(2018, 1, 1)  # 30/360 monthly charges the same whenever a loan begins


def terms_of(row: Mapping[str, str | None]) -> LoanTerms:
    """The contract behind one row of the file."""
    return LoanTerms(
        principal=Money.parse(f"{Decimal(_text(row, 'loan_amount')):.2f}", Currency.USD),
        rate=Rate.percent(_text(row, "interest_rate").rstrip("%")),
        method=Method.EQUAL_INSTALLMENTS,
        periods=int(Decimal(_text(row, "term").removesuffix("months"))),
        start_on=_issued_on(row),
        day_count=DayCount.THIRTY_360,
        installment_rounding=Rounding.UP,
    )


def results(path: Path) -> Iterator[dict[str, str | int | None]]:
    """One result per row of the file, in its order."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=1):
            number = row.get("row") or str(line)
            yield {"row": int(number) if number.isdigit() else number, **_installment(row)}


def _installment(row: Mapping[str, str | None]) -> dict[str, str | None]:
    try:
        return {"installment": str(schedule(terms_of(row)).installments[0].total)}
    except (AmountNotReadable, RateNotReadable, TermsNotConsistent, InvalidOperation, ValueError) as refusal:
        return {"installment": None, "why": f"{type(refusal).__name__}: {refusal}"}


def _text(row: Mapping[str, str | None], column: str) -> str:
    text = (row.get(column) or "").strip()
    if not text:
        raise ValueError(f"{column} is missing")
    return text


def _issued_on(row: Mapping[str, str | None]) -> date:
    try:
        return datetime.strptime(_text(row, "issue_month"), "%b-%Y").date()
    except ValueError:
        return _UNKNOWN_START


if __name__ == "__main__":
    for result in results(Path(sys.argv[1])):
        print(json.dumps(result))
