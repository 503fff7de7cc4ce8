"""Orders, requests and statements as screens and other domains read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.payments import rules
from loanwright.payments.model import BankStatement, OrderState, OrderStep, PaymentOrder, PaymentRequest, Receipt
from loanwright.payments.rails.rail import Rail
from loanwright.payments.repository import bank, orders, requests
from loanwright.payments.tables import bank_entry, bank_message, bank_statement, payment_order, payment_receipt


@dataclass(frozen=True, slots=True)
class OrderHistory:
    """An order and the states it went through, oldest first."""

    order: PaymentOrder
    steps: Sequence[OrderStep]


def payment_order_of(uow: UnitOfWork, order_id: UUID) -> PaymentOrder:
    """One order.

    Raises:
        PaymentOrderUnknown
    """
    order = orders.find_order(uow, order_id)
    if order is None:
        raise rules.PaymentOrderUnknown(order_id=order_id)
    return order


def order_history(uow: UnitOfWork, order_id: UUID) -> OrderHistory:
    """One order with its history.

    Raises:
        PaymentOrderUnknown
    """
    return OrderHistory(payment_order_of(uow, order_id), orders.steps_of(uow, order_id))


def own_account(uow: UnitOfWork) -> str:
    """The number of the account we receive money on."""
    return uow.adapter(Rail).account


def orders_for(uow: UnitOfWork, subject_id: UUID) -> list[PaymentOrder]:
    """Every order given for a thing, oldest first."""
    mine = select(payment_order).where(payment_order.c.subject_id == subject_id).order_by(payment_order.c.id)
    return [orders.order_of(uow, row) for row in uow.connection.execute(mine)]


def list_orders(uow: UnitOfWork, state: OrderState | None, before: UUID | None, limit: int) -> list[PaymentOrder]:
    """Orders, newest first, older than the one with id `before`."""
    query = select(payment_order).order_by(payment_order.c.id.desc()).limit(limit)
    if state is not None:
        query = query.where(payment_order.c.state == state.value)
    if before is not None:
        query = query.where(payment_order.c.id < before)
    return [orders.order_of(uow, row) for row in uow.connection.execute(query)]


def payment_request(uow: UnitOfWork, request_id: UUID) -> PaymentRequest:
    """One payment request, with how much has come in.

    Raises:
        PaymentRequestUnknown
    """
    found = requests.find_request(uow, request_id)
    if found is None:
        raise rules.PaymentRequestUnknown(request_id=request_id)
    return found


def receipt(uow: UnitOfWork, receipt_id: UUID) -> Receipt | None:
    """Money that came in, with its payer in plain text."""
    return requests.find_receipt(uow, receipt_id)


def list_statements(uow: UnitOfWork, limit: int) -> list[BankStatement]:
    """The bank's statements, newest day first."""
    newest = select(bank_statement).order_by(bank_statement.c.booked_on.desc()).limit(limit)
    return [bank.statement_of(row) for row in uow.connection.execute(newest)]


def bank_document(uow: UnitOfWork, message_id: UUID) -> bytes | None:
    """A message of the bank as it came; None if there is none of this id."""
    sealed = uow.connection.scalar(select(bank_message.c.document_sealed).where(bank_message.c.id == message_id))
    return None if sealed is None else uow.keyring.decrypt(sealed).encode()


def count_unreadable_messages(uow: UnitOfWork) -> int:
    """Messages of the bank that nobody could read."""
    unreadable = select(func.count()).select_from(bank_message).where(~bank_message.c.is_readable)
    return uow.connection.scalar(unreadable) or 0


def bank_balance_moved(uow: UnitOfWork, account: str) -> Money:
    """What all processed bookings on our account add up to."""
    total = select(func.coalesce(func.sum(bank_entry.c.amount_minor), 0)).where(bank_entry.c.account == account)
    return Money(int(uow.connection.scalar(total) or 0), uow.currency)


def bank_opening_balance(uow: UnitOfWork) -> Money | None:
    """What stood on our account before the first day the bank has told us of; None while it has told of none."""
    first = (
        select(bank_statement.c.opening_minor)
        .where(bank_statement.c.account == own_account(uow))
        .order_by(bank_statement.c.booked_on)
        .limit(1)
    )
    minor = uow.connection.scalar(first)
    return None if minor is None else Money(minor, uow.currency)


def moved_according_to_us(uow: UnitOfWork) -> Money:
    """What has come in less what has gone out, as our events have told it; all of it is to be found in the ledger."""
    received = select(func.coalesce(func.sum(payment_receipt.c.amount_minor), 0)).scalar_subquery()
    is_settled = payment_order.c.state == OrderState.SETTLED.value
    paid = select(func.coalesce(func.sum(payment_order.c.amount_minor), 0)).where(is_settled).scalar_subquery()
    unexplained = bank_entry.c.order_id.is_(None), bank_entry.c.receipt_id.is_(None)
    taken = select(func.coalesce(func.sum(bank_entry.c.amount_minor), 0)).where(*unexplained).scalar_subquery()
    return Money(int(uow.connection.scalar(select(received - paid + taken)) or 0), uow.currency)
