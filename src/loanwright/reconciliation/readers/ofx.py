"""OFX and QFX, the SGML of version 1 and the XML of version 2: tags that may or may not be closed.

Read by its tags, never by an XML parser: version 1 is no XML, and a document type or an entity then means nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from loanwright.reconciliation.model import Entry, Statement
from loanwright.reconciliation.readers.amounts import read_amount
from loanwright.reconciliation.readers.dates import read_date

_TAG = re.compile(r"<(/?)([A-Za-z0-9_.]+)>([^<]*)")
_BEGINS = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:OFXHEADER|<\?OFX|<OFX>)", re.IGNORECASE)
_ENTRY = re.compile(r"<STMTTRN>.*?(?:</STMTTRN>|(?=<STMTTRN>|</BANKTRANLIST>)|$)", re.DOTALL | re.IGNORECASE)
_REPORT = re.compile(r"<((?:CC)?STMTRS)>", re.IGNORECASE)


def looks_like_ofx(text: str) -> bool:
    """Whether the file says that it is OFX."""
    return bool(_BEGINS.match(text[:4000]))


def read_ofx(text: str) -> list[Statement]:
    """One statement an account."""
    begins = [found.start() for found in _REPORT.finditer(text)] or [0]
    pairs = zip(begins, [*begins[1:], len(text)], strict=True)
    return [_statement(text[start:end]) for start, end in pairs]


def _statement(text: str) -> Statement:
    warnings: list[str] = []
    head = dict(
        _leaves(
            re.sub(
                r"<STMTTRN>.*?(?:</STMTTRN>|(?=<STMTTRN>|</BANKTRANLIST>)|$)", "", text, flags=re.DOTALL | re.IGNORECASE
            )
        )
    )
    currency = head.get("CURDEF", "")
    blocks = re.split(r"<STMTTRN>", text, flags=re.IGNORECASE)[1:]
    entries = []
    for number, block in enumerate(blocks, 1):
        inside, closed, _ = _partition(block)
        if not closed and number == len(blocks):
            warnings.append(f"the file ends within entry {number}: it was left out")
        else:
            entries.append(_entry(f"entry {number}", dict(_leaves(inside)), currency, warnings))
    closing = read_amount(head.get("BALAMT", ""))
    return Statement(
        format="ofx",
        account=head.get("ACCTID", ""),
        currency=currency,
        entries=tuple(entries),
        closing=closing.value if closing else None,
        closing_on=read_date(head.get("DTASOF", "")[:8]),
        warnings=tuple(warnings),
    )


def _partition(block: str) -> tuple[str, bool, str]:
    found = re.search(r"</STMTTRN>|</BANKTRANLIST>", block, re.IGNORECASE)
    return (block[: found.start()], True, block[found.end() :]) if found else (block, False, "")


def _leaves(text: str) -> Iterator[tuple[str, str]]:
    for closing, tag, value in _TAG.findall(text):
        if not closing and value.strip():
            yield tag.upper(), html.unescape(value.strip())


def _entry(where: str, told: dict[str, str], currency: str, warnings: list[str]) -> Entry:
    amount = read_amount(told.get("TRNAMT", ""))
    if amount is None:
        warnings.append(f"{where}: the amount {told.get('TRNAMT', '')[:40]!r} is not readable")
    booked_on = read_date(told.get("DTPOSTED", "")[:8])
    if booked_on is None:
        warnings.append(f"{where}: the date {told.get('DTPOSTED', '')[:40]!r} is not readable")
    kept = {key: told[key] for key in ("MEMO", "TRNTYPE", "CHECKNUM") if key in told}
    return Entry(
        booked_on=booked_on,
        value_on=read_date(told.get("DTAVAIL", "")[:8]) or booked_on,
        amount=None if amount is None else abs(amount.value),
        currency=told.get("CURSYM", currency),
        credit=amount is not None and amount.value >= 0,
        reference=told.get("REFNUM") or told.get("CHECKNUM") or told.get("FITID", ""),
        counterparty=told.get("NAME") or told.get("PAYEE", ""),
        text=" ".join(kept.values()),
        bank_reference=told.get("FITID", ""),
    )
