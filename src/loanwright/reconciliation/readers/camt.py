"""camt.052, camt.053 and camt.054 of every version: what a bank reports, states and notifies.

One entry a `Ntry`, as the bank booked it; the payments of a collective booking are its parts. An amount's direction is
what `CdtDbtInd` says: a reversal has the direction in which it moved money, not that of what it takes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from loanwright.reconciliation.model import Entry, EntryPart, Statement
from loanwright.reconciliation.readers.amounts import read_amount, written
from loanwright.reconciliation.readers.dates import read_date
from loanwright.reconciliation.readers.xml_document import (
    Document,
    Element,
    all_at,
    name_of,
    named,
    one_at,
    text_at,
)
from loanwright.reconciliation.rules import balance_break

# Message body -> format, and the element that holds one account's report.
BODIES = {
    "BkToCstmrAcctRpt": ("camt.052", "Rpt"),
    "BkToCstmrStmt": ("camt.053", "Stmt"),
    "BkToCstmrDbtCdtNtfctn": ("camt.054", "Ntfctn"),
}

# The balances that open and close a statement, the best first: booked, previously booked, interim.
_OPENING, _CLOSING = ("OPBD", "PRCD", "ITBD"), ("CLBD", "ITBD")
_DIRECTIONS = {"CRDT": True, "CRDR": True, "CREDIT": True, "C": True, "DBIT": False, "DEBIT": False, "D": False}
_NONE = frozenset({"", "NOTPROVIDED", "NOT PROVIDED", "NONREF", "NONE"})


def read_camt(document: Document, body: Element) -> list[Statement]:
    """Every report of the message; one without entries if it holds none, so that it is not lost."""
    kind, report = BODIES[name_of(body)]
    found = all_at(body, report)
    whole = document.closed("Ntry")
    statements, before = [], 0
    for element in found:
        reader = _Reader(kind, element, whole - before)
        statements.append(reader.statement())
        before += len(all_at(element, "Ntry"))
    if not statements:
        return [Statement(kind, "", "", (), warnings=(f"the message has no {report}: it reports no account",))]
    return statements


@dataclass
class _Reader:
    """Reads one report. Of its entries only the first `whole` are closed; what follows is cut off."""

    kind: str
    element: Element
    whole: int
    warnings: list[str] = field(default_factory=list)
    currency: str = ""

    def statement(self) -> Statement:
        self.currency = text_at(self.element, "Acct/Ccy")
        opening, _ = self._balance(_OPENING, "opening")
        closing, closing_on = self._balance(_CLOSING, "closing")
        entries = tuple(self._entries())
        self.currency = self.currency or next((entry.currency for entry in entries if entry.currency), "")
        self._check(opening, closing, entries)
        return Statement(
            format=self.kind,
            account=_account(one_at(self.element, "Acct")),
            currency=self.currency,
            entries=entries,
            opening=opening,
            closing=closing,
            closing_on=closing_on,
            number=text_at(self.element, "Id"),
            warnings=tuple(self.warnings),
        )

    def _balance(self, codes: tuple[str, ...], what: str) -> tuple[Decimal | None, date | None]:
        balances = {_balance_code(each): each for each in reversed(all_at(self.element, "Bal"))}
        if what == "closing":
            balances |= {code: each for each in all_at(self.element, "Bal") if (code := _balance_code(each))}
        element = next((balances[code] for code in codes if code in balances), None)
        if element is None:
            return None, None
        amount = read_amount(text_at(element, "Amt"))
        currency = _currency(one_at(element, "Amt"))
        if amount is None:
            self.warnings.append(f"the {what} balance {text_at(element, 'Amt')[:40]!r} is not readable")
            return None, None
        if self.currency and currency and currency != self.currency:
            self.warnings.append(f"the {what} balance is in {currency}, the account in {self.currency}")
        self.currency = self.currency or currency
        credit = _DIRECTIONS.get(text_at(element, "CdtDbtInd").upper())
        if credit is None:
            self.warnings.append(f"the {what} balance says neither credit nor debit: taken as credit")
        return (-amount.value if credit is False else amount.value), _date(element, "Dt")

    def _entries(self) -> Iterator[Entry]:
        for number, element in enumerate(all_at(self.element, "Ntry"), 1):
            if number > self.whole:
                self.warnings.append(f"the file ends within entry {number}: it was left out")
            else:
                yield self._entry(f"entry {number}", element)

    def _entry(self, where: str, element: Element) -> Entry:
        amount, currency, credit = self._amount(where, element)
        details = all_at(element, "NtryDtls/TxDtls")
        single = details[0] if len(details) == 1 else None
        detail = element if single is None else single
        booked_on, value_on = _date(element, "BookgDt"), _date(element, "ValDt")
        if booked_on is None:
            self.warnings.append(f"{where}: there is no readable booking date")
        if currency and self.currency and currency != self.currency:
            self.warnings.append(f"{where}: is in {currency}, the account in {self.currency}")
        status = text_at(element, "Sts/Cd", "Sts/Prtry", "Sts")
        if status not in ("BOOK", ""):
            self.warnings.append(f"{where}: its status is {status}, not booked")
        parts = tuple(self._part(each, credit, currency) for each in details) if len(details) > 1 else ()
        self._check_parts(where, amount, currency, parts)
        bank_reference = text_at(element, "AcctSvcrRef") or text_at(single, "Refs/AcctSvcrRef")
        batch = text_at(element, "NtryDtls/Btch/PmtInfId", "NtryDtls/Btch/MsgId") if single is None else ""
        return Entry(
            booked_on=booked_on or value_on,
            value_on=value_on or booked_on,
            amount=amount,
            currency=currency or self.currency,
            credit=credit,
            reference=_reference(detail) or batch or bank_reference or text_at(element, "NtryRef"),
            counterparty=_counterparty(detail, credit),
            text=_text(element, details),
            bank_reference=bank_reference or text_at(element, "NtryRef"),
            counterparty_account=_counterparty_account(detail, credit),
            booked=status in ("BOOK", ""),
            parts=parts,
        )

    def _amount(self, where: str, element: Element) -> tuple[Decimal | None, str, bool]:
        holder = one_at(element, "Amt", "NtryDtls/TxDtls/Amt", "NtryDtls/TxDtls/AmtDtls/TxAmt/Amt")
        told = "" if holder is None else "".join(holder.itertext()).strip()
        amount = read_amount(told)
        if amount is None:
            self.warnings.append(f"{where}: the amount {told[:40]!r} is not readable")
        elif one_at(element, "Amt") is None:
            self.warnings.append(f"{where}: has no amount of its own; that of its first payment counts")
        indicator = text_at(element, "CdtDbtInd", "NtryDtls/TxDtls/CdtDbtInd").upper()
        credit = _DIRECTIONS.get(indicator)
        if credit is None:
            credit = amount is not None and amount.signed and amount.value > 0
            self.warnings.append(f"{where}: says neither credit nor debit; taken as {'credit' if credit else 'debit'}")
        elif amount is not None and amount.value < 0:
            credit = not credit
            self.warnings.append(f"{where}: the amount is negative: taken as the opposite direction")
        return (None if amount is None else abs(amount.value)), _currency(holder), credit

    def _part(self, detail: Element, credit: bool, currency: str) -> EntryPart:  # noqa: FBT001
        holder = one_at(detail, "Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
        amount = read_amount("".join(holder.itertext())) if holder is not None else None
        own = _DIRECTIONS.get(text_at(detail, "CdtDbtInd").upper(), credit)
        return EntryPart(
            amount=None if amount is None else abs(amount.value),
            currency=_currency(holder) or currency,
            credit=own,
            reference=_reference(detail) or text_at(detail, "Refs/AcctSvcrRef", "Refs/TxId"),
            counterparty=_counterparty(detail, own),
            text=_said(detail),
        )

    def _check_parts(self, where: str, amount: Decimal | None, currency: str, parts: tuple[EntryPart, ...]) -> None:
        known = [part.amount for part in parts if part.amount is not None and part.currency == currency]
        if amount is not None and parts and len(known) == len(parts) and sum(known, Decimal(0)) != amount:
            self.warnings.append(f"{where}: its {len(parts)} payments do not add up to {amount}")

    def _check(self, opening: Decimal | None, closing: Decimal | None, entries: tuple[Entry, ...]) -> None:
        broken = balance_break(opening, closing, entries)
        if broken is not None:
            self.warnings.append(f"the balances do not add up: {written(broken, self.currency)} {self.currency} more")
        if self.kind == "camt.053" and (opening is None or closing is None):
            missing = "opening" if opening is None else "closing"
            self.warnings.append(f"there is no {missing} balance")
        told = text_at(self.element, "TxsSummry/TtlNtries/NbOfNtries")
        if told.isdigit() and int(told) != len(entries):
            self.warnings.append(f"the file counts {told} entries, but tells {len(entries)}")
        if not _account(one_at(self.element, "Acct")):
            self.warnings.append("the account is not named")


def _balance_code(balance: Element) -> str:
    return text_at(balance, "Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry", "Tp/Cd", "Tp")


def _currency(amount: Element | None) -> str:
    return "" if amount is None else (amount.get("Ccy") or amount.get("ccy") or "").strip().upper()[:3]


def _account(holder: Element | None) -> str:
    return text_at(holder, "Id/IBAN", "Id/Othr/Id", "Id/PrtryAcct/Id", "Id/BBAN", "Id/UPIC", "Prxy/Id")


def _date(element: Element, path: str) -> date | None:
    return read_date(text_at(element, f"{path}/Dt", f"{path}/DtTm", path))


def _reference(detail: Element) -> str:
    """The payment's most particular name; a bank's `NOTPROVIDED` is none."""
    paths = (
        "Refs/EndToEndId",
        "RmtInf/Strd/CdtrRefInf/Ref",
        "RmtInf/Strd/CdtrRefInf/CdtrRef",
        "Refs/InstrId",
        "Refs/PmtInfId",
    )
    texts = (
        text_at(detail, path) for path in (*paths, "Refs/AcctSvcrRef", "Refs/TxId", "Refs/ChqNb", "Refs/Prtry/Ref")
    )
    return next((text for text in texts if text.upper() not in _NONE), "")


def _counterparty(detail: Element, credit: bool) -> str:  # noqa: FBT001
    """Who stands at the other end; where only one end is named, that one."""
    parties = one_at(detail, "RltdPties")
    roles = ("Dbtr", "UltmtDbtr", "Cdtr", "UltmtCdtr") if credit else ("Cdtr", "UltmtCdtr", "Dbtr", "UltmtDbtr")
    return text_at(
        parties, *(path for role in roles for path in (f"{role}/Nm", f"{role}/Pty/Nm", f"{role}/Agt/FinInstnId/Nm"))
    )


def _counterparty_account(detail: Element, credit: bool) -> str:  # noqa: FBT001
    parties = one_at(detail, "RltdPties")
    return _account(one_at(parties, "DbtrAcct" if credit else "CdtrAcct"))


def _text(element: Element, details: list[Element]) -> str:
    """All that was said, each thing once."""
    said = [_said(detail) for detail in details]
    said.append(text_at(element, "AddtlNtryInf"))
    return " ".join(dict.fromkeys(text for text in said if text))


def _said(detail: Element) -> str:
    said = ["".join(each.itertext()).strip() for each in all_at(detail, "RmtInf/Ustrd")]
    said += ["".join(each.itertext()).strip() for each in all_at(detail, "RmtInf/Strd/CdtrRefInf/Ref")]
    said += ["".join(each.itertext()).strip() for each in all_at(detail, "RmtInf/Strd/AddtlRmtInf")]
    said += [
        text_at(detail, "AddtlTxInf"),
        text_at(detail, "RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"),
        text_at(detail, "RtrInf/AddtlInf"),
    ]
    return " ".join(dict.fromkeys(" ".join(text.split()) for text in said if text))


def bodies(document: Document) -> list[Element]:
    """The message bodies of the file, wherever an envelope has put them."""
    return [body for name in BODIES for body in named(document.root, name)]
