"""What `verify` proves about payments."""

from __future__ import annotations

from collections.abc import Generator

from sqlalchemy import and_, or_, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.verification import Finding, Proof
from loanwright.payments.model import OrderState
from loanwright.payments.tables import bank_entry, bank_statement, payment_order, payment_receipt


def _statements_add_up(uow: UnitOfWork) -> Generator[Finding, None, int]:
    in_order = select(bank_statement).order_by(bank_statement.c.account, bank_statement.c.booked_on)
    rows = uow.connection.execute(in_order).all()
    for row in rows:
        for finding in row.findings:
            yield Finding(f"bank statement {row.account} {row.booked_on}", finding)
    return len(rows)


def _finals_are_booked(uow: UnitOfWork) -> Generator[Finding, None, int]:
    """A settled order has left the account once, a returned one has come back, a rejected one never left."""
    columns = payment_order.c.id, payment_order.c.state, payment_order.c.amount_minor, bank_entry.c.amount_minor
    joined = payment_order.outerjoin(bank_entry, bank_entry.c.order_id == payment_order.c.id)
    moved: dict[object, tuple[str, int, list[int]]] = {}
    for order_id, state, amount, booked in uow.connection.execute(select(*columns).select_from(joined)):
        moved.setdefault(order_id, (state, amount, []))[2].extend([booked] if booked is not None else [])
    for order_id, (state, amount, booked_amounts) in moved.items():
        expected = {OrderState.SETTLED: [-amount], OrderState.RETURNED: [-amount, amount]}.get(OrderState(state), [])
        if sorted(booked_amounts) != sorted(expected):
            yield Finding(f"payment order {order_id}", f"is {state}, and the bank booked {booked_amounts}")
    return len(moved)


def _receipts_are_booked(uow: UnitOfWork) -> Generator[Finding, None, int]:
    same = and_(
        bank_entry.c.account == payment_receipt.c.account,
        bank_entry.c.bank_reference == payment_receipt.c.bank_reference,
    )
    differs = or_(
        bank_entry.c.receipt_id.is_distinct_from(payment_receipt.c.id),
        bank_entry.c.amount_minor != payment_receipt.c.amount_minor,
    )
    columns = select(payment_receipt.c.id, differs.label("differs"))
    rows = uow.connection.execute(columns.select_from(payment_receipt.outerjoin(bank_entry, same))).all()
    for row in rows:
        if row.differs is not False:
            yield Finding(f"receipt {row.id}", "has no booking at the bank of its amount")
    return len(rows)


PROOFS = (
    Proof(
        "payments.statements",
        "每日银行对账单首尾相接，发生额与余额一致",
        "Every day's bank statement continues the last and adds up",
        _statements_add_up,
    ),
    Proof(
        "payments.orders",
        "每笔已付款恰好在银行记账一次，退回的已入账，拒绝的未出账",
        "Every settled order left the account once, a returned one came back, a rejected one never left",
        _finals_are_booked,
    ),
    Proof(
        "payments.receipts",
        "每笔来款都有同额的银行记账",
        "Every receipt has a booking of its amount at the bank",
        _receipts_are_booked,
    ),
)
