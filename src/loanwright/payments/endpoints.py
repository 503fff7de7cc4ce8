"""Staff's view of payment orders and bank statements."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments import queries
from loanwright.payments.model import OrderState
from loanwright.payments.schemas import (
    BankStatementList,
    PaymentOrderDetail,
    PaymentOrderPage,
    order_detail,
    order_view,
    statement_view,
)
from loanwright.payments.usecases.inquire_order import inquire_order

router = APIRouter(prefix="/staff", tags=["payments"])

ReadEdge = Annotated[Edge, staff_edge("payment.read")]
ResolveEdge = Annotated[Edge, staff_edge("payment.resolve")]


@router.get("/payment-orders")
def list_payment_orders(
    edge: ReadEdge,
    state: OrderState | None = None,
    cursor: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> PaymentOrderPage:
    """Payment orders, newest first."""
    found = edge.query(lambda uow: queries.list_orders(uow, state, cursor, limit))
    next_cursor = str(found[-1].id) if len(found) == limit else None
    return PaymentOrderPage(items=[order_view(order) for order in found], next_cursor=next_cursor)


@router.get("/payment-orders/{order_id}")
def show_payment_order(edge: ReadEdge, order_id: UUID) -> PaymentOrderDetail:
    """One payment order with its history."""
    return order_detail(edge.query(lambda uow: queries.order_history(uow, order_id)))


@router.post("/payment-orders/{order_id}/inquiries", status_code=status.HTTP_202_ACCEPTED)
def ask_bank_about_order(edge: ResolveEdge, order_id: UUID) -> PaymentOrderDetail:
    """Ask the bank what became of the order, now; the answer shows in its history."""

    def ask(uow: UnitOfWork) -> PaymentOrderDetail:
        inquire_order(uow, order_id)
        return order_detail(queries.order_history(uow, order_id))

    return edge.command(ask, PaymentOrderDetail)


@router.get("/bank-statements")
def list_bank_statements(edge: ReadEdge, limit: Annotated[int, Query(ge=1, le=400)] = 31) -> BankStatementList:
    """The bank's daily statements with the proof that nothing is missing."""
    return edge.query(
        lambda uow: BankStatementList(
            items=[statement_view(statement) for statement in queries.list_statements(uow, limit)],
            unreadable_messages=queries.count_unreadable_messages(uow),
        )
    )
