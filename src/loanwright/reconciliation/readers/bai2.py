"""BAI2, the cash management format of banks in the United States: numbered records, amounts in cents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from loanwright.reconciliation.model import Entry, Statement
from loanwright.reconciliation.readers.dates import read_swift_date
from loanwright.reconciliation.rules import balance_break

_OPENING, _CLOSING = "010", "015"


def looks_like_bai2(text: str) -> bool:
    """Whether the file begins with a file header and has an account in it."""
    return bool(re.match(r"\s*01,[^,\n]*,[^,\n]*,\d{6},", text)) and bool(re.search(r"^\s*03,", text, re.MULTILINE))


def read_bai2(text: str) -> list[Statement]:
    """One statement an account."""
    reader = _Reader()
    ends = text.endswith(("\n", "\r", "/"))
    records = _records(text)
    for number, (code, cells) in enumerate(records, 1):
        if number == len(records) and not ends and code == "16":
            reader.drafts[-1].warnings.append("the file ends within an entry: it was left out")
        else:
            reader.take(code, cells)
    return [draft.statement() for draft in reader.drafts]


def _records(text: str) -> list[tuple[str, list[str]]]:
    """Each record with what continues it (88)."""
    found: list[tuple[str, list[str]]] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        code, _, rest = line.strip().rstrip("/").partition(",")
        if code == "88" and found:
            found[-1][1].extend(rest.split(","))
        elif re.fullmatch(r"\d\d", code):
            found.append((code, rest.split(",")))
    return found


@dataclass
class _Draft:
    account: str
    currency: str
    on: date | None
    opening: Decimal | None = None
    closing: Decimal | None = None
    entries: list[Entry] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def statement(self) -> Statement:
        broken = balance_break(self.opening, self.closing, self.entries)
        if broken is not None:
            self.warnings.append(f"the balances do not add up: {broken} {self.currency} more")
        return Statement(
            "bai2",
            self.account,
            self.currency,
            tuple(self.entries),
            self.opening,
            self.closing,
            self.on,
            warnings=tuple(self.warnings),
        )


@dataclass
class _Reader:
    drafts: list[_Draft] = field(default_factory=list)
    on: date | None = None
    currency: str = "USD"

    def take(self, code: str, cells: list[str]) -> None:
        """Read one record."""
        if code == "02":
            self.on, _ = read_swift_date(cells[3] if len(cells) > 3 else "")
            self.currency = (cells[5] if len(cells) > 5 else "") or "USD"
        elif code == "03":
            draft = _Draft(cells[0], (cells[1] if len(cells) > 1 else "") or self.currency, self.on)
            self.drafts.append(draft)
            self._balances(draft, cells[2:])
        elif code == "16" and self.drafts:
            self._entry(self.drafts[-1], cells)

    def _balances(self, draft: _Draft, cells: list[str]) -> None:
        """Type, amount, count and funds type, again and again; only booked balances concern us."""
        for kind, amount in pairwise(cells):
            if kind == _OPENING:
                draft.opening = _amount(amount)
            elif kind == _CLOSING:
                draft.closing = _amount(amount)

    def _entry(self, draft: _Draft, cells: list[str]) -> None:
        kind, amount = cells[0], _amount(cells[1] if len(cells) > 1 else "")
        if amount is None:
            draft.warnings.append(f"entry {len(draft.entries) + 1}: the amount is not readable")
        rest = cells[2:]
        references = _after_funds(rest)
        draft.entries.append(
            Entry(
                booked_on=self.on,
                value_on=self.on,
                amount=None if amount is None else abs(amount),
                currency=draft.currency,
                # BAI2 detail codes: 100 to 399 are credits, 400 to 699 debits.
                credit="100" <= kind <= "399",
                reference=(references[1] if len(references) > 1 else "") or references[0],
                text=",".join(references[2:]).strip(),
                bank_reference=references[0],
            )
        )


def _after_funds(cells: list[str]) -> list[str]:
    """What follows the funds type, which may bring its own distribution of days."""
    if not cells:
        return [""]
    match cells[0]:
        case "S":
            return cells[4:] or [""]
        case "V":
            return cells[3:] or [""]
        case "D" if len(cells) > 1 and cells[1].isdigit() and len(cells[1]) < 3:
            return cells[2 + 2 * int(cells[1]) :] or [""]
        case _:
            return cells[1:] or [""]


def _amount(text: str) -> Decimal | None:
    plain = text.strip()
    return Decimal(plain).scaleb(-2) if re.fullmatch(r"[+-]?\d{1,20}", plain) else None
