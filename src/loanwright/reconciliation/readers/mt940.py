"""MT940, MT942 and MT950, in the dialects of the banks that send them.

Field 61 (the entry) is read by its shape, not by its positions; a line break inside it, a missing entry date, a missing
reference or a 30 February are read and warned about. What the bank says in free text is `mt940_text`'s business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from loanwright.reconciliation.model import Entry, Statement
from loanwright.reconciliation.readers.amounts import read_swift_amount, written
from loanwright.reconciliation.readers.dates import nearest_year, read_swift_date
from loanwright.reconciliation.readers.mt940_text import Narrative, read_lettered_lines, read_narrative
from loanwright.reconciliation.readers.swift_fields import Field, Gap, fields, looks_like_swift
from loanwright.reconciliation.rules import balance_break

__all__ = ["looks_like_swift", "read_mt940"]

_ENTRY = re.compile(
    r"^\s*(?P<value>\d{6})?\s*(?P<entry>\d{4}(?=\s*R?[A-Z])|)\s*(?P<mark>R[CD]|E[CD]|C|D)(?P<funds>[A-Z]?)\s*"
    r"(?P<amount>-?,?\d[\d., ']*)(?P<rest>.*)$",
    re.DOTALL,
)
_TYPE = re.compile(r"^(?P<type>[NFS][A-Z0-9 ]{3})(?P<reference>.*)$", re.DOTALL)
_BALANCE = re.compile(
    r"^\s*(?P<mark>[CD])\s*(?P<date>\d{6})(?P<currency>[A-Z]{3})?\s*(?P<amount>-?[\d., ']*\d[., ]*)\s*$"
)
_TOTALS = re.compile(r"^\s*(?P<count>\d{1,5})(?P<currency>[A-Z]{3})(?P<amount>[\d.,]+)\s*$")
_ACCOUNT_CURRENCY = re.compile(r"^(?P<account>.*?\d.*?)[ /]*(?P<currency>[A-Z]{3})$")
_LONGEST_RAW = 1000
_NO_REFERENCE = frozenset({"", "NONREF", "NONE", "EREF", "MARF", "PREF", "KREF", "KREF+", "EREF+", "NOTPROVIDED"})


def read_mt940(text: str) -> list[Statement]:
    """Every statement of the text. A statement begins with field 20, or where a field comes that it already has."""
    drafts = [_Draft()]
    for item in fields(text):
        if isinstance(item, Gap):
            drafts[-1].closed = drafts[-1].begun
        else:
            if drafts[-1].must_begin_anew(item):
                drafts.append(_Draft())
            drafts[-1].take(item)
    return [draft.statement() for draft in drafts if draft.begun]


@dataclass
class _Draft:
    """A statement while it is read."""

    seen: set[str] = field(default_factory=set)
    account: str = ""
    currency: str = ""
    number: str = ""
    opening: Decimal | None = None
    closing: Decimal | None = None
    closing_on: date | None = None
    entries: list[Entry] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    totals: dict[bool, tuple[int, Decimal]] = field(default_factory=dict)
    supplement: str = ""
    narrative_of: str = ""
    closed: bool = False

    @property
    def begun(self) -> bool:
        return bool(self.seen)

    def must_begin_anew(self, item: Field) -> bool:
        """Whether this field can only belong to the next statement."""
        kind = item.tag[:2]
        if not self.begun or (kind == "25" and _is_misnamed_text(item)):
            return False
        if kind == "20":
            return True
        over = self.closing is not None or bool({"62", "90"} & self.seen)
        return kind in ("25", "28", "60", "61", "34") and over and (kind in self.seen or self.closed)

    def take(self, item: Field) -> None:
        """Read one field into the statement."""
        self.seen.add(item.tag[:2])
        match item.tag[:2]:
            case "25":
                self._account(item)
            case "28":
                self.number = item.first.strip()
            case "60":
                self._opening(item)
            case "61":
                self._entry(item)
            case "86" | "NS":
                self._narrative(item)
            case "62":
                self._closing(item)
            case "34":
                self.currency = self.currency or item.first.strip()[:3]
            case "90":
                self._totals(item)
            case _:  # reference, time, floor: nothing an entry needs
                pass
        if item.tag[:2] not in ("61", "86", "NS"):
            self.narrative_of = "statement"

    def statement(self) -> Statement:
        """What was read, with what does not add up."""
        interim = bool({"34", "90", "13"} & self.seen) and not {"60", "62"} <= self.seen
        self._check()
        entries = tuple(replace(entry, currency=entry.currency or self.currency) for entry in self.entries)
        return Statement(
            format="mt942" if interim else "mt940",
            account=self.account,
            currency=self.currency,
            entries=entries,
            opening=self.opening,
            closing=self.closing,
            closing_on=self.closing_on,
            number=self.number,
            warnings=tuple(self.warnings),
        )

    def _account(self, item: Field) -> None:
        if _is_misnamed_text(item):
            self._warn(item, "field 25 holds the text of an entry; read as field 86")
            self.narrative_of = "entry" if self.entries else "statement"
            self._narrative(item)
            return
        plain = item.first.strip()
        found = _ACCOUNT_CURRENCY.match(plain)
        self.account = found["account"].strip() if found else plain
        self.currency = self.currency or (found["currency"] if found else "")

    def _opening(self, item: Field) -> None:
        amount, _ = self._balance(item)
        if self.opening is not None:
            self._warn(item, f"a second opening balance, {item.first.strip()}; the first counts")
            return
        self.opening = amount

    def _closing(self, item: Field) -> None:
        amount, on = self._balance(item)
        if self.closing is not None:
            self._warn(item, "a second closing balance; the last counts")
        self.closing, self.closing_on = amount, on or self.closing_on

    def _balance(self, item: Field) -> tuple[Decimal | None, date | None]:
        """The balance, negative for a debit; None if unreadable or cut off by the end of the file."""
        plain = item.first if item.ended else item.first.rstrip("\n")
        found = _BALANCE.match(plain)
        amount = read_swift_amount(found["amount"].lstrip("-")) if found else None
        whole = item.ended or re.search(r"[.,]\d\d$", plain.strip())
        if not found or amount is None or not whole:
            self._warn(item, f"balance {plain.strip()[:60]!r} is not readable")
            return None, None
        on, exists = read_swift_date(found["date"])
        if not exists:
            self._warn(item, f"balance date {found['date']} does not exist")
        if not found["currency"]:
            self._warn(item, "the balance names no currency")
        elif self.currency and found["currency"] != self.currency:
            self._warn(item, f"the balance is in {found['currency']}, the account in {self.currency}")
        self.currency = self.currency or found["currency"] or ""
        negative = (found["mark"] == "D") != found["amount"].startswith("-")
        return (-amount if negative else amount), on

    def _entry(self, item: Field) -> None:
        self.supplement, self.narrative_of = "", "entry"
        found, taken = _match_entry(item)
        if taken > 1:
            self._warn(item, "the entry is broken over lines")
        amount = read_swift_amount(found["amount"].lstrip("-")) if found else None
        if found is None and item.last:
            self.narrative_of = "statement"
            self._warn(item, f"the file ends within an entry: {' '.join(item.lines)[:80]!r}")
            return
        if found is None or amount is None:
            self._warn(item, f"the entry is not readable: {' '.join(item.lines)[:80]!r}")
        if found is None:
            raw = " ".join(item.lines).strip()[:_LONGEST_RAW]
            self.entries.append(Entry(None, None, None, self.currency, credit=False, text=raw, booked=False))
            return
        booked_on, value_on = self._dates(item, found)
        details = _TYPE.match(found["rest"].lstrip())
        if not details:
            self._warn(item, "the entry has no transaction type")
        customer, _, bank = (details["reference"] if details else found["rest"]).partition("//")
        self.supplement = " ".join(line.strip() for line in item.lines[taken:] if line.strip())
        credit = (found["mark"][-1] == "C") != (found["mark"][0] == "R")
        if found["amount"].startswith("-"):
            credit = not credit
            self._warn(item, "the amount is negative: taken as the opposite direction")
        self.entries.append(
            Entry(
                booked_on=booked_on,
                value_on=value_on,
                amount=amount,
                currency=self.currency,
                credit=credit,
                reference=_named(customer) or _named(bank),
                text=self.supplement,
                bank_reference=_named(bank),
                booked=found["mark"][0] != "E",
            )
        )

    def _dates(self, item: Field, found: re.Match[str]) -> tuple[date | None, date | None]:
        value_on, exists = read_swift_date(found["value"] or "")
        if not exists:
            self._warn(item, f"value date {found['value'] or 'missing'} does not exist")
        month_and_day = found["entry"]
        if not month_and_day or value_on is None:
            return value_on, value_on
        booked_on = nearest_year(int(month_and_day[:2]), int(month_and_day[2:]), value_on)
        if booked_on is None:
            self._warn(item, f"entry date {month_and_day} does not exist")
        return booked_on or value_on, value_on

    def _narrative(self, item: Field) -> None:
        """What field 86 says of the entry above it; after a balance it speaks of the statement."""
        if self.narrative_of != "entry" or not self.entries:
            return
        if not item.ended:
            self._warn(item, "the file ends within this text")
        reader = read_lettered_lines if item.tag == "NS" else read_narrative
        self.entries[-1] = _with(self.entries[-1], reader(item.lines))

    def _totals(self, item: Field) -> None:
        if found := _TOTALS.match(item.first):
            amount = read_swift_amount(found["amount"])
            self.currency = self.currency or found["currency"]
            if amount is not None and item.ended:
                self.totals[item.tag == "90C"] = (int(found["count"]), amount)

    def _check(self) -> None:
        broken = balance_break(self.opening, self.closing, self.entries)
        if broken is not None:
            self.warnings.append(f"the balances do not add up: {written(broken, self.currency)} {self.currency} more")
        for credit, (count, amount) in self.totals.items():
            sums = [entry.amount or Decimal(0) for entry in self.entries if entry.credit is credit]
            if (len(sums), sum(sums, Decimal(0))) != (count, amount):
                side = "credits" if credit else "debits"
                self.warnings.append(
                    f"the file counts {count} {side} of {amount}, but tells {len(sums)} of {sum(sums)}"
                )
        if self.entries and not {"60", "34"} & self.seen:
            self.warnings.append("there is no opening balance")
        if "60" in self.seen and "62" not in self.seen:
            self.warnings.append("there is no closing balance")
        if not self.account:
            self.warnings.append("the account is not named")
        if not self.entries and not {"60", "62"} & self.seen:
            self.warnings.append("there are no entries and no balances")

    def _warn(self, item: Field, what: str) -> None:
        self.warnings.append(f"line {item.line}: {what}")


def _match_entry(item: Field) -> tuple[re.Match[str] | None, int]:
    """The entry, and over how many lines it goes: one, or two if only both make sense.

    At the very end of a file the amount counts only if something follows it: it may be cut off.
    """
    for taken in (1, 2):
        lines = item.lines[:taken]
        found = _ENTRY.match("".join(lines).rstrip())
        if found and len(lines) == taken:
            at_end = not item.ended and taken == len(item.lines)
            return (None if at_end and not _TYPE.match(found["rest"]) else found), taken
    return None, 1


def _is_misnamed_text(item: Field) -> bool:
    return item.tag.startswith("25") and bool(re.match(r"\d{3}\?\d\d", item.first))


def _named(reference: str) -> str:
    plain = reference.strip()
    return "" if plain in _NO_REFERENCE or len(plain) == 1 else plain


def _with(entry: Entry, told: Narrative) -> Entry:
    """The entry with what its text adds; a second text is put after the first."""
    return replace(
        entry,
        reference=told.reference or entry.reference,
        counterparty=entry.counterparty or told.counterparty,
        counterparty_account=entry.counterparty_account or told.account,
        text=" ".join(part for part in (entry.text, told.text) if part),
    )
