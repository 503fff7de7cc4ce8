"""QIF: a letter and a value a line, a record ends at ``^``. It names neither account number nor currency."""

from __future__ import annotations

import re

from loanwright.reconciliation.model import Entry, Statement
from loanwright.reconciliation.readers.amounts import read_amount
from loanwright.reconciliation.readers.dates import months_come_first, read_date

_KINDS = re.compile(r"^!Type:\s*(Bank|Cash|CCard|Oth A|Oth L)", re.IGNORECASE | re.MULTILINE)


def looks_like_qif(text: str) -> bool:
    """Whether the file names a kind of account that has entries."""
    return bool(_KINDS.search(text[:20_000]))


def read_qif(text: str) -> list[Statement]:
    """The file as one statement."""
    warnings: list[str] = []
    account = re.search(r"^!Account\s*\n(?:[^N^\n].*\n)*N(.+)", text.replace("\r\n", "\n"), re.MULTILINE)
    body = text.replace("\r\n", "\n").replace("\r", "\n")[_begins(text) :]
    *records, rest = re.split(r"^\^\s*$", body, flags=re.MULTILINE)
    told = [_record(record) for record in records if record.strip()]
    month_first = months_come_first([each.get("D", "").replace("'", "/") for each in told])
    entries = tuple(
        _entry(f"record {n}", each, month_first, warnings)
        for n, each in enumerate(told, 1)
        if "T" in each or "U" in each
    )
    if "T" in _record(rest):
        warnings.append("the file ends within a record: it was left out")
    warnings.append("the format names no currency")
    return [Statement("qif", account[1].strip() if account else "", "", entries, warnings=tuple(warnings))]


def _begins(text: str) -> int:
    found = _KINDS.search(text.replace("\r\n", "\n").replace("\r", "\n"))
    return found.end() if found else 0


def _record(text: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("!"):
            told.setdefault(line[0], line[1:].strip())
    return told


def _entry(where: str, told: dict[str, str], month_first: bool, warnings: list[str]) -> Entry:  # noqa: FBT001
    amount = read_amount(told.get("T") or told.get("U", ""))
    if amount is None:
        warnings.append(f"{where}: the amount {told.get('T', '')[:40]!r} is not readable")
    on = read_date(told.get("D", "").replace("' ", "/").replace("'", "/").replace(" ", ""), day_first=not month_first)
    if on is None:
        warnings.append(f"{where}: the date {told.get('D', '')[:40]!r} is not readable")
    return Entry(
        booked_on=on,
        value_on=on,
        amount=None if amount is None else abs(amount.value),
        currency="",
        credit=amount is not None and amount.value >= 0,
        reference=told.get("N", ""),
        counterparty=told.get("P", ""),
        text=" ".join(told[letter] for letter in ("M", "L") if told.get(letter)),
    )
