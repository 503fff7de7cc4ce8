"""pain.002: what became of the orders we gave a bank.

It moves no money: an entry is a status, `booked` is False, its date that of the message and its amount that of the
order, where the bank repeats it. One entry a transaction, or one for the whole payment or message that a status covers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from loanwright.reconciliation.model import Entry, Statement
from loanwright.reconciliation.readers.amounts import read_amount
from loanwright.reconciliation.readers.dates import read_date
from loanwright.reconciliation.readers.xml_document import Document, Element, all_at, one_at, text_at

BODY = "CstmrPmtStsRpt"


def read_pain002(document: Document, body: Element) -> list[Statement]:
    """The report as one statement."""
    warnings: list[str] = []
    entries = tuple(_entries(body, document, warnings))
    if not entries:
        warnings.append("the message tells the status of nothing")
    currency = next((entry.currency for entry in entries if entry.currency), "")
    number = text_at(body, "GrpHdr/MsgId")
    return [Statement("pain.002", "", currency, entries, number=number, warnings=tuple(warnings))]


def _entries(body: Element, document: Document, warnings: list[str]) -> Iterator[Entry]:
    on = read_date(text_at(body, "GrpHdr/CreDtTm"))
    group = one_at(body, "OrgnlGrpInfAndSts", "OrgnlGrpInf")
    payments = all_at(body, "OrgnlPmtInfAndSts") or ([body] if all_at(body, "TxInfAndSts") else [])
    direct_debit = "pain.008" in text_at(group, "OrgnlMsgNmId")
    whole, seen = document.closed("TxInfAndSts"), 0
    for number, payment in enumerate(payments, 1):
        transactions = all_at(payment, "TxInfAndSts")
        for transaction in transactions:
            seen += 1
            if seen > whole:
                warnings.append(f"the file ends within transaction {seen}: it was left out")
                continue
            status = _status(transaction, payment, group)
            yield _transaction(transaction, status, on, direct_debit, f"transaction {seen}", warnings)
        if not transactions and document.closed("OrgnlPmtInfAndSts") < number:
            warnings.append(f"the file ends within payment {number}: it was left out")
        elif not transactions:
            yield _whole(
                payment, text_at(payment, "PmtInfSts") or text_at(group, "GrpSts"), "OrgnlPmtInfId", on, warnings
            )
        _count(payment, len(transactions), warnings)
    if not payments and group is not None and document.closed(BODY):
        yield _whole(group, text_at(group, "GrpSts"), "OrgnlMsgId", on, warnings)


def _status(transaction: Element, payment: Element, group: Element | None) -> str:
    """The most particular status counts."""
    return text_at(transaction, "TxSts") or text_at(payment, "PmtInfSts") or text_at(group, "GrpSts")


def _transaction(
    element: Element,
    status: str,
    on: date | None,
    credit: bool,  # noqa: FBT001
    where: str,
    warnings: list[str],
) -> Entry:
    original = one_at(element, "OrgnlTxRef")
    holder = one_at(original, "Amt/InstdAmt", "Amt/EqvtAmt/Amt", "IntrBkSttlmAmt", "InstdAmt")
    amount = read_amount("".join(holder.itertext())) if holder is not None else None
    if holder is None:
        warnings.append(f"{where}: the bank does not repeat the amount")
    elif amount is None:
        warnings.append(f"{where}: the amount {''.join(holder.itertext())[:40]!r} is not readable")
    role = "Dbtr" if credit else "Cdtr"
    return Entry(
        booked_on=read_date(text_at(element, "AccptncDtTm")) or on,
        value_on=read_date(text_at(original, "ReqdExctnDt/Dt", "ReqdExctnDt", "ReqdColltnDt")),
        amount=None if amount is None else abs(amount.value),
        currency="" if holder is None else (holder.get("Ccy") or ""),
        credit=credit,
        reference=text_at(element, "OrgnlEndToEndId", "OrgnlInstrId", "OrgnlTxId", "StsId"),
        counterparty=text_at(original, f"{role}/Nm", f"{role}/Pty/Nm"),
        text=_said(element, status),
        bank_reference=text_at(element, "AcctSvcrRef", "ClrSysRef"),
        counterparty_account=text_at(original, f"{role}Acct/Id/IBAN", f"{role}Acct/Id/Othr/Id"),
        booked=False,
    )


def _whole(element: Element, status: str, name: str, on: date | None, warnings: list[str]) -> Entry:
    reference = text_at(element, name)
    warnings.append(f"the status {status or 'missing'} covers all of {reference or 'the message'}")
    amount = read_amount(text_at(element, "OrgnlCtrlSum"))
    return Entry(
        booked_on=on,
        value_on=None,
        amount=None if amount is None else abs(amount.value),
        currency="",
        credit=False,
        reference=reference,
        text=_said(element, status),
        booked=False,
    )


def _said(element: Element, status: str) -> str:
    """The status, its reasons by code, and what is added in words."""
    reasons = all_at(element, "StsRsnInf")
    said = [status, *(text_at(reason, "Rsn/Cd", "Rsn/Prtry") for reason in reasons)]
    said += [" ".join("".join(each.itertext()).split()) for reason in reasons for each in all_at(reason, "AddtlInf")]
    return " ".join(dict.fromkeys(text for text in said if text))


def _count(payment: Element, told: int, warnings: list[str]) -> None:
    counted = text_at(payment, "OrgnlNbOfTxs")
    if counted.isdigit() and told and int(counted) != told:
        warnings.append(f"the payment had {counted} transactions, the message tells of {told}")
