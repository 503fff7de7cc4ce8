"""Payments over HTTP: beneficiaries are shown masked."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from loanwright.infra.wire import Amount
from loanwright.parties.api import masked_account_number, masked_name
from loanwright.payments.model import BankStatement, OrderState, PaymentOrder
from loanwright.payments.queries import OrderHistory


class PaymentOrderView(BaseModel):
    """A payment order."""

    id: UUID
    purpose: str
    subject_id: UUID
    amount: Amount
    beneficiary_name: str
    beneficiary_account: str
    state: OrderState
    reason: str
    attempts: int
    ordered_at: datetime
    changed_at: datetime
    settled_on: date | None
    bank_reference: str
    end_to_end_id: str


class PaymentOrderPage(BaseModel):
    """Orders, newest first."""

    items: list[PaymentOrderView]
    next_cursor: str | None = None


class PaymentStepView(BaseModel):
    """A state an order reached, and which message said so."""

    seq: int
    state: OrderState
    at: datetime
    source: str
    reason: str


class PaymentOrderDetail(PaymentOrderView):
    """A payment order with its history, oldest first."""

    steps: list[PaymentStepView]


class BankStatementView(BaseModel):
    """A day of our bank account; `findings` say what does not add up, none is the proof that all is there."""

    account: str
    day: date
    statement_id: str
    opening: Amount
    closing: Amount
    entries: int
    findings: list[str]
    received_at: datetime


class BankStatementList(BaseModel):
    """Statements, newest day first, and how many messages of the bank could not be read."""

    items: list[BankStatementView]
    unreadable_messages: int


def order_view(order: PaymentOrder) -> PaymentOrderView:
    """An order as lists show it."""
    return PaymentOrderView(
        id=order.id,
        purpose=order.purpose,
        subject_id=order.subject_id,
        amount=order.amount,
        beneficiary_name=masked_name(order.beneficiary.name),
        beneficiary_account=masked_account_number(order.beneficiary.account),
        state=order.state,
        reason=order.reason,
        attempts=order.attempts,
        ordered_at=order.ordered_at,
        changed_at=order.changed_at,
        settled_on=order.settled_on,
        bank_reference=order.bank_reference,
        end_to_end_id=order.end_to_end_id,
    )


def order_detail(history: OrderHistory) -> PaymentOrderDetail:
    """An order with its steps."""
    steps = [
        PaymentStepView(seq=step.seq, state=step.state, at=step.at, source=step.source, reason=step.reason)
        for step in history.steps
    ]
    return PaymentOrderDetail(**order_view(history.order).model_dump(), steps=steps)


def statement_view(statement: BankStatement) -> BankStatementView:
    """A statement."""
    return BankStatementView(
        account=statement.account,
        day=statement.day,
        statement_id=statement.statement_id,
        opening=statement.opening,
        closing=statement.closing,
        entries=statement.entries,
        findings=list(statement.findings),
        received_at=statement.received_at,
    )
