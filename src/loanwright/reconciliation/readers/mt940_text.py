"""What a bank says about an entry in field 86 of MT940, by the bank's dialect.

* Numbered: ``166?00GUTSCHRIFT?20EREF+...?32NAME`` (German DFÜ standard; Polish and Dutch banks use other separators).
* Labelled: ``/EREF/.../ORDP//NAME/.../REMI/...`` (Dutch and other SWIFT users).
* Lettered lines, field NS: two digits and text a line (German and Hungarian savings banks).
* Free text.

Lines are as long as SWIFT allows, so words are torn: a full line continues without a space.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_FULL_LINE = 64
_NUMBERED = re.compile(r"^\s*[A-Z0-9]{0,3}\s*([?>~^<@*])(?=\d\d)")
_KEYWORDS = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP)\+|MTLG:|\b(?:IBAN|BIC)\+")
_LABELS = (
    "ACCW|ADDR|BENM|BIC|CNTP|CSID|EREF|EXCH|IBAN|ID|ISDT|MARF|NAME|NRTX|OCMT|CHGS|ORDP|PREF|PURP|REMI|RTRN|SVCL|TRCD|"
    "TRTP|ULTB|ULTC|ULTD|USTD|STRD"
)
_LABEL = re.compile(rf"/({_LABELS})/")
_NAMED = re.compile(r"\b(?:NAAM|NAME|NAZWA|OD)\s?: ?([^/;\n]+)")
_PURPOSE = frozenset({*map(str, range(20, 30)), *map(str, range(60, 64))})
_NONE = frozenset({"", "NOTPROVIDED", "NONREF", "NOT PROVIDED"})


@dataclass(frozen=True, slots=True)
class Narrative:
    """What could be told apart in the text, and the whole of it."""

    text: str
    reference: str = ""
    counterparty: str = ""
    account: str = ""


def read_narrative(lines: Sequence[str]) -> Narrative:
    """The text of field 86."""
    if found := _NUMBERED.match(lines[0]):
        return _numbered("".join(line.rstrip("\n") for line in lines), found[1])
    whole = _joined(lines)
    if len(_LABEL.findall(whole)) >= 2 or re.match(rf"\s*/(?:{_LABELS})/", whole):
        return _labelled(whole)
    name = _NAMED.search(whole)
    return Narrative(whole, counterparty=re.split(r"\s{2,}", name[1].strip())[0] if name else "")


def read_lettered_lines(lines: Sequence[str]) -> Narrative:
    """The text of field NS: 01 to 14 purpose, 15 and 16 name, 17 booking text, 33 and 34 bank and account."""
    told: dict[str, str] = {}
    for line in lines:
        told.setdefault(line[:2], "")
        told[line[:2]] += line[2:].rstrip()
    name = " ".join(told[code].strip() for code in ("15", "16") if told.get(code))
    text = " ".join(line.strip() for line in lines if line.strip())
    return Narrative(text, counterparty=name, account=told.get("34", "").strip())


def _numbered(whole: str, separator: str) -> Narrative:
    head, *pieces = re.split(rf"{re.escape(separator)}(?=\d\d)", whole)
    told: dict[str, str] = {}
    for piece in pieces:
        told[piece[:2]] = told.get(piece[:2], "") + piece[2:]
    purpose = "".join(told[code] + (" " if code == "29" else "") for code in sorted(told) if code in _PURPOSE)
    name = " ".join((told.get("32", "") + told.get("33", "")).split())
    words = [told.get("00", ""), purpose, told.get("70", "") + told.get("71", "")]
    text = " ".join(" ".join(words).split()) or head.strip()
    return Narrative(text, _keyword(purpose, "EREF"), name, (told.get("31") or told.get("38") or "").strip())


def _keyword(purpose: str, wanted: str) -> str:
    """The value after ``EREF+``, up to the next such word."""
    begins = next((found.end() for found in _KEYWORDS.finditer(purpose) if found[1] == wanted), len(purpose))
    ends = _KEYWORDS.search(purpose, begins)
    value = " ".join(purpose[begins : ends.start() if ends else None].split())
    return "" if value in _NONE else value[:140]


def _labelled(whole: str) -> Narrative:
    pieces = _LABEL.split(whole)
    told: dict[str, str] = {}
    for label, value in zip(pieces[1::2], pieces[2::2], strict=True):
        told.setdefault(label, value.strip("/ "))
    account, name = told.get("IBAN", ""), told.get("NAME", "")
    if party := told.get("CNTP", "").split("/"):
        account, name = account or party[0], name or (party[2] if len(party) > 2 else "")
    reference = told.get("EREF", "")
    return Narrative(whole, "" if reference in _NONE else reference, name, account)


def _joined(lines: Sequence[str]) -> str:
    """The lines as one: no space where a line is full, for then the next begins within a word."""
    whole = ""
    for line in lines:
        torn = len(line.rstrip("\n")) >= _FULL_LINE and not line.endswith(" ")
        whole += line.rstrip() + ("" if torn else " ")
    return " ".join(whole.split())
