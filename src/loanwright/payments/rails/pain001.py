"""Writing pain.001.001.09, one order a message.

Nothing in it but the order: written twice it is the same, byte for byte, so that a bank recognises a repetition by
message id and by content.
"""

from __future__ import annotations

from lxml import etree
from lxml.builder import ElementMaker

from loanwright.payments.model import PaymentOrder

MESSAGE = "pain.001.001.09"

_NAMESPACE = f"urn:iso:std:iso:20022:tech:xsd:{MESSAGE}"
_NOT_PROVIDED = "NOTPROVIDED"  # the usual filler where the scheme demands an agent and the bank knows it anyway


def write_order(order: PaymentOrder, account: str) -> bytes:
    """The order as a credit transfer from our `account`; message, payment and end-to-end id are the same."""
    e = ElementMaker(namespace=_NAMESPACE, nsmap={None: _NAMESPACE})
    amount, identifier = str(order.amount), order.end_to_end_id
    header = e.GrpHdr(
        e.MsgId(identifier),
        e.CreDtTm(order.ordered_at.isoformat(timespec="seconds")),
        e.NbOfTxs("1"),
        e.CtrlSum(amount),
        e.InitgPty(_organisation(e, account)),
    )
    payment = e.PmtInf(
        e.PmtInfId(identifier),
        e.PmtMtd("TRF"),
        e.ReqdExctnDt(e.Dt(order.execute_on.isoformat())),
        e.Dbtr(_organisation(e, account)),
        e.DbtrAcct(_account(e, account)),
        e.DbtrAgt(e.FinInstnId(e.Othr(e.Id(_NOT_PROVIDED)))),
        _transfer(e, order),
    )
    document = e.Document(e.CstmrCdtTrfInitn(header, payment))
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8")


def _transfer(e: ElementMaker, order: PaymentOrder) -> etree._Element:
    payee = order.beneficiary
    transfer = e.CdtTrfTxInf(
        e.PmtId(e.InstrId(order.end_to_end_id), e.EndToEndId(order.end_to_end_id)),
        e.Amt(e.InstdAmt(str(order.amount), Ccy=order.amount.currency.value)),
    )
    if payee.bank:
        transfer.append(e.CdtrAgt(e.FinInstnId(e.Nm(payee.bank[:140]))))
    transfer.append(e.Cdtr(e.Nm(payee.name[:140])))
    transfer.append(e.CdtrAcct(_account(e, payee.account)))
    if order.text:
        transfer.append(e.RmtInf(e.Ustrd(order.text)))
    return transfer


def _account(e: ElementMaker, number: str) -> etree._Element:
    return e.Id(e.Othr(e.Id(number)))


def _organisation(e: ElementMaker, account: str) -> etree._Element:
    return e.Id(e.OrgId(e.Othr(e.Id(account))))
