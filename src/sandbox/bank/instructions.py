"""Reading pain.001.001.09: strict against its schema, as banks are with what comes in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from lxml import etree

PAIN_001 = "pain.001.001.09"

_NAMES = {"p": f"urn:iso:std:iso:20022:tech:xsd:{PAIN_001}"}
_XSD = Path(__file__).parent / "xsd"


class NotAPaymentMessage(Exception):
    """Not XML, or not valid pain.001.001.09; `errors` say where."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("; ".join(errors))
        self.errors = errors


@dataclass(frozen=True)
class Instruction:
    """One credit transfer asked for."""

    payment_id: str
    instruction_id: str
    end_to_end_id: str
    debtor_account: str
    creditor_account: str
    creditor: str
    amount: Decimal
    currency: str
    execute_on: date
    text: str


@dataclass(frozen=True)
class PaymentMessage:
    """A whole message with the totals its sender claims."""

    message_id: str
    claimed_count: int
    claimed_sum: Decimal | None
    instructions: tuple[Instruction, ...]

    @property
    def adds_up(self) -> bool:
        """Whether count and control sum are what the instructions say."""
        counted = self.claimed_count == len(self.instructions)
        return counted and self.claimed_sum in (None, sum(item.amount for item in self.instructions))


@cache
def schema(message: str) -> etree.XMLSchema:
    """The compiled schema of a message definition, such as ``pain.001.001.09``."""
    return etree.XMLSchema(etree.parse(_XSD / f"{message}.xsd"))


def read_payment_message(document: bytes) -> PaymentMessage:
    """Read a message; entities and network access are off.

    Raises:
        NotAPaymentMessage: not XML or not valid.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        raise NotAPaymentMessage([str(error)]) from None
    definition = schema(PAIN_001)
    if not definition.validate(root):
        raise NotAPaymentMessage([f"line {error.line}: {error.message}" for error in definition.error_log][:20])
    return _message(root)


def _message(root: etree._Element) -> PaymentMessage:
    header = root[0].find("p:GrpHdr", _NAMES)
    assert header is not None  # the schema demands it
    claimed = header.findtext("p:CtrlSum", None, _NAMES)
    return PaymentMessage(
        message_id=header.findtext("p:MsgId", "", _NAMES),
        claimed_count=int(header.findtext("p:NbOfTxs", "0", _NAMES)),
        claimed_sum=None if claimed is None else Decimal(claimed),
        instructions=tuple(
            _instruction(payment, transfer)
            for payment in root[0].findall("p:PmtInf", _NAMES)
            for transfer in payment.findall("p:CdtTrfTxInf", _NAMES)
        ),
    )


def _instruction(payment: etree._Element, transfer: etree._Element) -> Instruction:
    amount = transfer.find("p:Amt/p:InstdAmt", _NAMES)
    execute_on = payment.findtext("p:ReqdExctnDt/p:Dt", None, _NAMES)
    moment = payment.findtext("p:ReqdExctnDt/p:DtTm", "", _NAMES)
    return Instruction(
        payment_id=payment.findtext("p:PmtInfId", "", _NAMES),
        instruction_id=transfer.findtext("p:PmtId/p:InstrId", "", _NAMES),
        end_to_end_id=transfer.findtext("p:PmtId/p:EndToEndId", "", _NAMES),
        debtor_account=_account(payment, "DbtrAcct"),
        creditor_account=_account(transfer, "CdtrAcct"),
        creditor=transfer.findtext("p:Cdtr/p:Nm", "", _NAMES),
        amount=Decimal(0) if amount is None else Decimal(amount.text or 0),
        currency="" if amount is None else amount.get("Ccy", ""),
        execute_on=date.fromisoformat(execute_on or moment[:10]),
        text=" ".join(line.text or "" for line in transfer.findall("p:RmtInf/p:Ustrd", _NAMES)),
    )


def _account(element: etree._Element, role: str) -> str:
    other = element.findtext(f"p:{role}/p:Id/p:Othr/p:Id", "", _NAMES)
    return other or element.findtext(f"p:{role}/p:Id/p:IBAN", "", _NAMES)
