"""Reading what banks send: pain.002, camt.053 and camt.054 of any version.

Real banks break their standards, so nothing is validated and every element is found by its local name. What is odd is
named in the warnings; what cannot be understood (an amount, a currency) is left out with a warning, and shows again
when the day's statement does not add up. The message itself is kept whole elsewhere, so nothing is lost.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from lxml import etree

from loanwright.kernel.money import Currency, Money, total
from loanwright.kernel.refusals import Refusal
from loanwright.payments.model import (
    BankWord,
    Direction,
    Entry,
    Hearsay,
    OrderNews,
    Reading,
    Statement,
)
from loanwright.payments.rails.rail import MessageNotReadable

# ISO 20022 external code set ExternalPaymentTransactionStatus1Code
_WORDS = {
    "RCVD": BankWord.TAKEN,
    "PDNG": BankWord.ACCEPTED,
    "ACTC": BankWord.ACCEPTED,
    "ACCP": BankWord.ACCEPTED,
    "ACFC": BankWord.ACCEPTED,
    "ACSP": BankWord.ACCEPTED,
    "ACWC": BankWord.ACCEPTED,
    "ACSC": BankWord.SETTLED,
    "ACCC": BankWord.SETTLED,
    "RJCT": BankWord.REJECTED,
    "CANC": BankWord.REJECTED,
}
_DUPLICATE_REASONS = frozenset({"DU01", "DU02", "DU03", "DU04", "DU05", "AM05"})
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)


def word_for(status: str, reason: str) -> BankWord | None:
    """A status code in our words; None if it is not one we know. A duplicate is no rejection of the original."""
    word = _WORDS.get(status)
    return BankWord.DUPLICATE if word is BankWord.REJECTED and reason in _DUPLICATE_REASONS else word


def read_message(document: bytes) -> Reading:
    """Everything the message says.

    Raises:
        MessageNotReadable: not XML, or not a message with a body.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise MessageNotReadable from None
    body = next((child for child in root if isinstance(child.tag, str)), None)
    if body is None:
        raise MessageNotReadable
    return _Reader(_kind(root)).read(body)


def _kind(root: etree._Element) -> str:
    namespace = etree.QName(root).namespace or ""
    return namespace.rpartition(":")[2][:40] or etree.QName(root).localname[:40]


@dataclass
class _Reader:
    """Reads one message, collecting warnings on the way."""

    kind: str
    warnings: list[str] = field(default_factory=list)

    def read(self, body: etree._Element) -> Reading:
        match etree.QName(body).localname:
            case "CstmrPmtStsRpt":
                return self._done(Reading(self.kind, news=tuple(self._news(body))))
            case "BkToCstmrDbtCdtNtfctn":
                entries = [entry for notice in _all(body, "Ntfctn") for entry in self._entries(notice)]
                return self._done(Reading(self.kind, entries=tuple(entries)))
            case "BkToCstmrStmt":
                return self._done(self._statements(body))
            case other:
                self.warnings.append(f"{other} is not a message we use")
                return self._done(Reading(self.kind))

    def _done(self, reading: Reading) -> Reading:
        return replace(reading, warnings=tuple(self.warnings))

    # pain.002

    def _news(self, report: etree._Element) -> Iterator[OrderNews]:
        """The most particular status counts: of the transaction, else of the payment, else of the message."""
        on, group = _date(_text(report, "GrpHdr/CreDtTm")), _one(report, "OrgnlGrpInfAndSts")
        payments = _all(report, "OrgnlPmtInfAndSts")
        transactions = [(payment, item) for payment in payments for item in _all(payment, "TxInfAndSts")]
        for payment, item in transactions:
            status = _text(item, "TxSts") or _text(payment, "PmtInfSts") or _text(group, "GrpSts")
            yield from self._word(_text(item, "OrgnlEndToEndId"), status, _reason(item), on, _text(item, "AcctSvcrRef"))
        if not transactions:
            for payment in payments:
                yield from self._word(
                    _text(payment, "OrgnlPmtInfId"), _text(payment, "PmtInfSts"), _reason(payment), on
                )
        if not payments:
            yield from self._word(_text(group, "OrgnlMsgId"), _text(group, "GrpSts"), _reason(group), on)

    def _word(self, order: str, status: str, reason: str, on: date | None, reference: str = "") -> Iterator[OrderNews]:
        word = word_for(status, reason)
        if word is None or not order:
            self.warnings.append(f"status {status or 'missing'} of {order or 'an unnamed order'} says nothing we know")
        else:
            yield OrderNews(order, Hearsay(word, "pain.002", on, reason, reference))

    # camt.053

    def _statements(self, body: etree._Element) -> Reading:
        statements: list[Statement] = []
        loose: list[Entry] = []
        for element in _all(body, "Stmt"):
            entries = tuple(self._entries(element))
            statement = self._statement(element, entries)
            if statement:
                statements.append(statement)
            else:
                loose += entries
        return Reading(self.kind, statements=tuple(statements), entries=tuple(loose))

    def _statement(self, element: etree._Element, entries: tuple[Entry, ...]) -> Statement | None:
        opening, closing = self._balance(element, _OPENING), self._balance(element, _CLOSING)
        day = _date(_text(element, "FrToDt/ToDtTm")) or _balance_date(element) or _date(_text(element, "CreDtTm"))
        name = _text(element, "Id")
        if opening is None or closing is None or day is None or opening.currency is not closing.currency:
            self.warnings.append(f"statement {name} lacks a date or balances; its entries are taken all the same")
            return None
        return Statement(_account(element, "Acct"), name[:35], day, opening, closing, entries)

    def _balance(self, element: etree._Element, codes: tuple[str, ...]) -> Money | None:
        for code in codes:
            for balance in _all(element, "Bal"):
                if _text(balance, "Tp/CdOrPrtry/Cd") == code:
                    amount = self._amount(_one(balance, "Amt"))
                    return -amount if amount and _text(balance, "CdtDbtInd") == "DBIT" else amount
        return None

    # entries

    def _entries(self, parent: etree._Element) -> Iterator[Entry]:
        account, fallback = _account(parent, "Acct"), _date(_text(parent, "CreDtTm"))
        seen: Counter[str] = Counter()
        for element in _all(parent, "Ntry"):
            status = _text(element, "Sts/Cd") or _text(element, "Sts")
            if status not in ("BOOK", ""):
                self.warnings.append(f"entry with status {status} is not booked yet")
                continue
            for entry in self._booked(account, fallback, element):
                seen[entry.bank_reference] += 1
                times = seen[entry.bank_reference]
                name = entry.bank_reference if times == 1 else f"{entry.bank_reference}/{times}"
                yield replace(entry, bank_reference=name)

    def _booked(self, account: str, fallback: date | None, element: etree._Element) -> Iterator[Entry]:
        """One entry, or one for each transaction of a collective booking if their amounts make up the whole."""
        amount = self._amount(_one(element, "Amt"))
        booked_on = _date_of(element, "BookgDt") or _date_of(element, "ValDt") or fallback
        direction = {"CRDT": Direction.CREDIT, "DBIT": Direction.DEBIT}.get(_text(element, "CdtDbtInd"))
        if amount is None or booked_on is None or direction is None:
            self.warnings.append(f"entry {_text(element, 'AcctSvcrRef')} lacks amount, date or direction: left out")
            return
        details = _all(element, "NtryDtls/TxDtls")
        parts = [self._amount(_first(item, "Amt", "AmtDtls/TxAmt/Amt")) for item in details]
        known = [part for part in parts if part is not None]
        if len(details) > 1 and len(known) == len(parts) and _makes_up(known, amount):
            pairs = list(zip(details, known, strict=True))
        else:
            pairs = [(details[0] if details else element, amount)]
            if len(details) > 1:
                self.warnings.append(f"entry {_text(element, 'AcctSvcrRef')} is taken as one: its parts do not add up")
        for detail, part in pairs:
            yield _entry(account, element, detail, direction, part, booked_on)

    def _amount(self, element: etree._Element | None) -> Money | None:
        if element is None:
            return None
        try:
            return Money.parse(_plain(element.text or ""), Currency(element.get("Ccy", "")))
        except (Refusal, ValueError):
            self.warnings.append(f"amount {element.text} {element.get('Ccy')} is not readable")
            return None


def _entry(
    account: str, element: etree._Element, detail: etree._Element, direction: Direction, amount: Money, booked_on: date
) -> Entry:
    other = "Dbtr" if direction is Direction.CREDIT else "Cdtr"
    texts = [item.text or "" for item in _all(detail, "RmtInf/Ustrd")]
    texts += [_text(detail, "AddtlTxInf"), _text(element, "AddtlNtryInf")]
    parties = _one(detail, "RltdPties")
    draft = Entry(
        account=account,
        bank_reference="",
        direction=direction,
        amount=amount,
        booked_on=booked_on,
        value_on=_date_of(element, "ValDt") or booked_on,
        end_to_end_id=_text(detail, "Refs/EndToEndId"),
        reference=_text(detail, "RmtInf/Strd/CdtrRefInf/Ref"),
        text=" ".join(text for text in texts if text),
        counterparty=_text(parties, f"{other}/Pty/Nm") or _text(parties, f"{other}/Nm"),
        counterparty_account=_account(parties, f"{other}Acct"),
        return_reason=_text(detail, "RtrInf/Rsn/Cd") or _text(detail, "RtrInf/Rsn/Prtry"),
    )
    named = _text(detail, "Refs/AcctSvcrRef") or _text(element, "AcctSvcrRef") or _text(element, "NtryRef")
    return replace(draft, bank_reference=(named or _fingerprint(draft))[:64])


def _fingerprint(entry: Entry) -> str:
    """A name for a booking the bank gave none: what it says. Two alike on one day are told apart by their order."""
    said = (entry.account, entry.direction, entry.amount, entry.booked_on, entry.end_to_end_id, entry.reference)
    said += (entry.text, entry.counterparty_account)  # type: ignore[assignment]
    return "X" + hashlib.sha256(repr(said).encode()).hexdigest()[:30]


def _makes_up(parts: list[Money], amount: Money) -> bool:
    same_currency = all(part.currency is amount.currency for part in parts)
    return same_currency and total(parts, amount.currency) == amount


def _plain(text: str) -> str:
    """An amount without the zeros some banks append: ``12.50000`` is 12.50."""
    whole, point, decimals = text.strip().partition(".")
    return f"{whole}{point}{decimals[:2]}{decimals[2:].rstrip('0')}"


def _path(path: str) -> str:
    return "/".join(f"{{*}}{name}" for name in path.split("/"))


def _one(element: etree._Element | None, path: str) -> etree._Element | None:
    return None if element is None else element.find(_path(path))


def _first(element: etree._Element, *paths: str) -> etree._Element | None:
    return next((found for path in paths if (found := _one(element, path)) is not None), None)


def _all(element: etree._Element, path: str) -> list[etree._Element]:
    return element.findall(_path(path))


def _text(element: etree._Element | None, path: str) -> str:
    found = _one(element, path)
    return "" if found is None else (found.text or "").strip()


def _reason(element: etree._Element | None) -> str:
    return _text(element, "StsRsnInf/Rsn/Cd") or _text(element, "StsRsnInf/Rsn/Prtry")


def _account(element: etree._Element | None, path: str) -> str:
    return _text(element, f"{path}/Id/IBAN") or _text(element, f"{path}/Id/Othr/Id")


def _date_of(element: etree._Element, path: str) -> date | None:
    return _date(_text(element, f"{path}/Dt") or _text(element, f"{path}/DtTm"))


def _balance_date(element: etree._Element) -> date | None:
    closing = (item for item in _all(element, "Bal") if _text(item, "Tp/CdOrPrtry/Cd") in _CLOSING)
    return next((_date_of(item, "Dt") for item in closing), None)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
