"""``loanwright statement FILE``: what a bank statement says, as JSON; needs no running system."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from loanwright.infra.refusal_catalogue import Catalogue
from loanwright.kernel.refusals import Refusal
from loanwright.reconciliation.api import (
    Entry,
    Statement,
    StatementFileMissing,
    read_column_mapping,
    read_statements,
    written,
)

_REFUSALS = Path(__file__).parents[1] / "refusals.toml"


def statement(
    file: Annotated[Path, typer.Argument(help="MT940, MT942, camt, pain.002, CSV, XLSX, OFX, QIF, BAI2 ...")],
    mapping: Annotated[Path | None, typer.Option(help="which column means what (TOML), for a CSV of your own")] = None,
) -> None:
    """Print the statement: an object, or a list of them where the file holds several.

    Exit status 2 with a named error for a file that is no statement; whatever is merely odd becomes a warning.
    """
    try:
        columns = read_column_mapping(_content(mapping).decode(errors="replace")) if mapping else None
        found = [_as_json(each) for each in read_statements(_content(file), columns)]
    except Refusal as refusal:
        titles = Catalogue.load(_REFUSALS).document(refusal.name, refusal.params, "")["titles"]
        print(f"{refusal.name}: {titles['en']} / {titles['zh-CN']}", file=sys.stderr)
        raise SystemExit(2) from None
    shown = json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(shown.encode("utf-8", errors="replace") + b"\n")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise StatementFileMissing(file=path.name, reason=fault.strerror or "") from None


def _as_json(found: Statement) -> dict[str, Any]:
    def balance(amount: Any) -> str | None:
        return None if amount is None else written(amount, found.currency)

    return {
        "format": found.format,
        "account": found.account or None,
        "currency": found.currency or None,
        "opening": balance(found.opening),
        "closing": balance(found.closing),
        "entries": [_entry_as_json(entry) for entry in found.entries],
        "warnings": list(found.warnings),
    }


def _entry_as_json(entry: Entry) -> dict[str, Any]:
    return {
        "booked_on": entry.booked_on and entry.booked_on.isoformat(),
        "value_on": entry.value_on and entry.value_on.isoformat(),
        "amount": None if entry.amount is None else written(entry.amount, entry.currency),
        "currency": entry.currency or None,
        "credit": entry.credit,
        "reference": entry.reference,
        "counterparty": entry.counterparty,
        "text": entry.text,
    }
