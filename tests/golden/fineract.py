"""Prints the engine's schedules for a file of Apache Fineract cases, one JSON line a case.

    uv run python -m tests.golden.fineract FILE

The expected rows of the file are never read. A case the engine cannot express says so.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from loanwright.engine.api import schedule
from loanwright.kernel.refusals import Refusal
from tests.golden.fineract_events import snapshots_of
from tests.golden.fineract_terms import NotExpressible, terms_of


def results(path: Path) -> Iterator[dict[str, Any]]:
    """One result per case of the file, in its order."""
    for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
        try:
            yield {"id": case["id"], **(_events(case) if "timeline" in case else _result(case))}
        except (NotExpressible, Refusal, KeyError, ValueError) as why:
            yield {"id": case["id"], "unsupported": f"{type(why).__name__}: {why}"}


def _events(case: Mapping[str, Any]) -> dict[str, Any]:
    return {"snapshots": snapshots_of(case)}


def _result(case: Mapping[str, Any]) -> dict[str, Any]:
    loan = case["inputs"]
    plan = schedule(terms_of(loan, case["product"], loan["disbursed_amount"], loan["disbursement_date"]))
    rows = [
        {
            "due_date": row.due_on.isoformat(),
            "principal": str(row.principal),
            "interest": str(row.interest),
            "fees": str(row.fees),
            "penalties": "0.00",
            "due": str(row.total),
            "balance": str(row.balance),
        }
        for row in plan.installments
    ]
    return {"rows": rows}


if __name__ == "__main__":
    for result in results(Path(sys.argv[1])):
        print(json.dumps(result))
