"""The bank's outgoing messages: pain.002 (status), camt.054 (one booking), camt.053 (one day)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from lxml import etree
from lxml.builder import ElementMaker

from sandbox.bank.book import Booking

PAIN_002 = "pain.002.001.12"
CAMT_053 = "camt.053.001.08"
CAMT_054 = "camt.054.001.08"
BANK_CODE = "SANDCNBJXXX"
CURRENCY = "CNY"

_Parts: TypeAlias = list[etree._Element]


@dataclass(frozen=True)
class OrderStatus:
    """What became of one instruction; `status` is an ISO 20022 payment transaction status code."""

    message_id: str
    payment_id: str
    instruction_id: str
    end_to_end_id: str
    status: str
    reason: str
    bank_reference: str


@dataclass(frozen=True)
class Side:
    """A booking as the holder of one of its two accounts sees it."""

    booking: Booking
    account: str
    counterparty: str
    counterparty_account: str

    @property
    def direction(self) -> str:
        """CRDT when money came in."""
        return "CRDT" if self.booking.movement.credit_account == self.account else "DBIT"


@dataclass(frozen=True)
class Statement:
    """One account's day. Balances in fen."""

    account: str
    holder: str
    day: date
    sequence: int
    opening: int
    closing: int
    sides: tuple[Side, ...]


def major(fen: int) -> str:
    """Fen as the decimal text messages carry."""
    return f"{Decimal(fen).scaleb(-2):.2f}"


def status_report(report_id: str, at: datetime, orders: Sequence[OrderStatus]) -> bytes:
    """A pain.002 about instructions of one pain.001."""
    e = _maker(PAIN_002)
    group = [e.OrgnlMsgId(orders[0].message_id), e.OrgnlMsgNmId("pain.001.001.09")]
    payments = [
        e.OrgnlPmtInfAndSts(e.OrgnlPmtInfId(order.payment_id), e.TxInfAndSts(*_transaction_status(e, order)))
        for order in orders
    ]
    return _document(
        e.Document(
            e.CstmrPmtStsRpt(
                e.GrpHdr(e.MsgId(report_id), e.CreDtTm(at.isoformat())),
                e.OrgnlGrpInfAndSts(*group, *_group_status(e, orders)),
                *payments,
            )
        )
    )


def message_rejection(report_id: str, at: datetime, message_id: str, reason: str) -> bytes:
    """A pain.002 that turns a whole pain.001 away."""
    e = _maker(PAIN_002)
    group = e.OrgnlGrpInfAndSts(
        e.OrgnlMsgId(message_id),
        e.OrgnlMsgNmId("pain.001.001.09"),
        e.GrpSts("RJCT"),
        e.StsRsnInf(e.Rsn(e.Cd(reason))),
    )
    header = e.GrpHdr(e.MsgId(report_id), e.CreDtTm(at.isoformat()))
    return _document(e.Document(e.CstmrPmtStsRpt(header, group)))


def booking_notification(notification_id: str, at: datetime, side: Side) -> bytes:
    """A camt.054 about one booking."""
    e = _maker(CAMT_054)
    return _document(
        e.Document(
            e.BkToCstmrDbtCdtNtfctn(
                e.GrpHdr(e.MsgId(notification_id), e.CreDtTm(at.isoformat())),
                e.Ntfctn(
                    e.Id(notification_id), e.CreDtTm(at.isoformat()), _own_account(e, side.account), _entry(e, side)
                ),
            )
        )
    )


def day_statement(statement_id: str, at: datetime, statement: Statement) -> bytes:
    """A camt.053 about one account's day."""
    e = _maker(CAMT_053)
    body = e.Stmt(
        e.Id(statement_id),
        e.ElctrncSeqNb(str(statement.sequence)),
        e.CreDtTm(at.isoformat()),
        e.FrToDt(e.FrDtTm(f"{statement.day}T00:00:00+08:00"), e.ToDtTm(f"{statement.day}T23:59:59+08:00")),
        _own_account(e, statement.account),
        _balance(e, "OPBD", statement.opening, statement.day),
        _balance(e, "CLBD", statement.closing, statement.day),
        e.TxsSummry(e.TtlNtries(e.NbOfNtries(str(len(statement.sides))))),
        *(_entry(e, side) for side in statement.sides),
    )
    header = e.GrpHdr(e.MsgId(statement_id), e.CreDtTm(at.isoformat()))
    return _document(e.Document(e.BkToCstmrStmt(header, body)))


def _maker(message: str) -> ElementMaker:
    namespace = f"urn:iso:std:iso:20022:tech:xsd:{message}"
    return ElementMaker(namespace=namespace, nsmap={None: namespace})


def _document(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _group_status(e: ElementMaker, orders: Sequence[OrderStatus]) -> _Parts:
    statuses = {order.status for order in orders}
    return [e.GrpSts(statuses.pop() if len(statuses) == 1 else "PART")]


def _transaction_status(e: ElementMaker, order: OrderStatus) -> _Parts:
    parts = [e.OrgnlInstrId(order.instruction_id)] if order.instruction_id else []
    parts += [e.OrgnlEndToEndId(order.end_to_end_id), e.TxSts(order.status)]
    if order.reason:
        parts.append(e.StsRsnInf(e.Rsn(e.Cd(order.reason))))
    if order.bank_reference:
        parts.append(e.AcctSvcrRef(order.bank_reference))
    return parts


def _own_account(e: ElementMaker, number: str) -> etree._Element:
    return e.Acct(e.Id(e.Othr(e.Id(number))), e.Ccy(CURRENCY), e.Svcr(e.FinInstnId(e.BICFI(BANK_CODE))))


def _balance(e: ElementMaker, code: str, fen: int, day: date) -> etree._Element:
    return e.Bal(
        e.Tp(e.CdOrPrtry(e.Cd(code))),
        e.Amt(major(abs(fen)), Ccy=CURRENCY),
        e.CdtDbtInd("CRDT" if fen >= 0 else "DBIT"),
        e.Dt(e.Dt(day.isoformat())),
    )


def _entry(e: ElementMaker, side: Side) -> etree._Element:
    booking, day = side.booking, side.booking.booked_on.isoformat()
    family = "RCDT" if side.direction == "CRDT" else "ICDT"  # received or issued credit transfer
    return e.Ntry(
        e.NtryRef(booking.bank_reference),
        e.Amt(major(booking.movement.amount), Ccy=CURRENCY),
        e.CdtDbtInd(side.direction),
        e.Sts(e.Cd("BOOK")),
        e.BookgDt(e.Dt(day)),
        e.ValDt(e.Dt(day)),
        e.AcctSvcrRef(booking.bank_reference),
        e.BkTxCd(e.Domn(e.Cd("PMNT"), e.Fmly(e.Cd(family), e.SubFmlyCd("DMCT")))),
        e.NtryDtls(e.TxDtls(*_details(e, side))),
    )


def _details(e: ElementMaker, side: Side) -> _Parts:
    movement = side.booking.movement
    other, account = ("Dbtr", "DbtrAcct") if side.direction == "CRDT" else ("Cdtr", "CdtrAcct")
    parts = [
        e.Refs(e.AcctSvcrRef(side.booking.bank_reference), e.EndToEndId(movement.end_to_end_id)),
        e.Amt(major(movement.amount), Ccy=CURRENCY),
        e.CdtDbtInd(side.direction),
        e.RltdPties(
            e(other, e.Pty(e.Nm(side.counterparty))),
            e(account, e.Id(e.Othr(e.Id(side.counterparty_account)))),
        ),
    ]
    remittance = [e.Ustrd(movement.text)] if movement.text else []
    if movement.reference:
        remittance.append(e.Strd(e.CdtrRefInf(e.Ref(movement.reference))))
    if remittance:
        parts.append(e.RmtInf(*remittance))
    if movement.returned_for:
        parts.append(e.RtrInf(e.Rsn(e.Cd(movement.returned_for))))
    return parts
