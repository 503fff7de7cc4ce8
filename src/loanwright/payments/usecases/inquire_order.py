"""Have the bank asked about an order now."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments import queries
from loanwright.payments.usecases.order_payment import SEND_ORDER, OrderDue


def inquire_order(uow: UnitOfWork, order_id: UUID) -> None:
    """Bring the order forward: sent if it never was, asked after if it may have arrived, left alone if final.

    Raises:
        PaymentOrderUnknown
    """
    order = queries.payment_order_of(uow, order_id)
    uow.audit("payments.inquire_order", "payment_order", order.id, state=order.state)
    uow.enqueue(SEND_ORDER, OrderDue(order_id=order.id))
