"""Order a payment to somebody."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.payments import rules
from loanwright.payments.events import PaymentOrdered
from loanwright.payments.model import Beneficiary, OrderState, PaymentOrder
from loanwright.payments.repository import orders

SEND_ORDER = "payments.send_order"


class OrderDue(BaseModel):
    """Something is to be done about this order."""

    order_id: UUID


def order_payment(
    uow: UnitOfWork,
    purpose: str,
    subject_id: UUID,
    amount: Money,
    beneficiary: Beneficiary,
    text: str = "",
    execute_on: date | None = None,
) -> PaymentOrder:
    """Have `amount` paid to `beneficiary` once this transaction commits; the caller leaves the audit record.

    `purpose` and `subject_id` are the caller's words for what is paid (``disbursement`` of a loan); there can be one
    live order for them, a new one only after the last was rejected or returned. What becomes of it is told by
    `PaymentSettled`, `PaymentRejected` and `PaymentReturned`. `execute_on` defaults to the business date.

    Raises:
        PaymentAmountNotPositive, PaymentAlreadyOrdered
    """
    rules.require_positive(amount)
    rules.require_none_live(orders.states_of_orders_for(uow, purpose, subject_id))
    order = PaymentOrder(
        id=uow.new_id(),
        purpose=purpose,
        subject_id=subject_id,
        amount=amount,
        beneficiary=beneficiary,
        text=text[: rules.MAX_TEXT],
        execute_on=execute_on or uow.business_date,
        ordered_at=uow.now,
        state=OrderState.CREATED,
        changed_at=uow.now,
    )
    orders.insert_order(uow, order)
    uow.enqueue(SEND_ORDER, OrderDue(order_id=order.id))
    uow.publish(PaymentOrdered(order_id=order.id, amount=amount, execute_on=order.execute_on))
    return order
