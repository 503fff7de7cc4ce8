"""Payment orders and the steps they took."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, text, update

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency, Money
from loanwright.payments.model import IN_FLIGHT, Beneficiary, Hearsay, OrderState, OrderStep, PaymentOrder
from loanwright.payments.tables import payment_order, payment_request, payment_step

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))")


def states_of_orders_for(uow: UnitOfWork, purpose: str, subject_id: UUID) -> list[OrderState]:
    """States of every order given for a thing; until the transaction ends nobody else can order for it."""
    uow.connection.execute(_ONE_AT_A_TIME, {"what": f"{purpose}:{subject_id}"})
    mine = payment_order.c.purpose == purpose, payment_order.c.subject_id == subject_id
    return [OrderState(state) for state in uow.connection.scalars(select(payment_order.c.state).where(*mine))]


def insert_order(uow: UnitOfWork, order: PaymentOrder) -> None:
    """Write a new order with its first step."""
    row = {
        "id": order.id,
        "purpose": order.purpose,
        "subject_id": order.subject_id,
        "amount_minor": order.amount.minor,
        "currency": order.amount.currency.value,
        "beneficiary_sealed": uow.keyring.encrypt(json.dumps(asdict(order.beneficiary))),
        "text": order.text,
        "execute_on": order.execute_on,
        "ordered_at": order.ordered_at,
        "state": order.state.value,
        "changed_at": order.changed_at,
        "attempts": order.attempts,
        "settled_on": None,
        "bank_reference": "",
        "reason": "",
    }
    uow.connection.execute(insert(payment_order), row)
    _add_step(uow, order, "order")


def find_order(uow: UnitOfWork, order_id: UUID) -> PaymentOrder | None:
    """The order."""
    row = uow.connection.execute(select(payment_order).where(payment_order.c.id == order_id)).one_or_none()
    return None if row is None else order_of(uow, row)


def lock_order(uow: UnitOfWork, order_id: UUID) -> PaymentOrder | None:
    """The order, which nobody else can move until the transaction ends."""
    mine = select(payment_order).where(payment_order.c.id == order_id).with_for_update()
    row = uow.connection.execute(mine).one_or_none()
    return None if row is None else order_of(uow, row)


def save_move(uow: UnitOfWork, order: PaymentOrder, state: OrderState, hearsay: Hearsay) -> PaymentOrder:
    """Write a move to `state` with what was heard."""
    moved = replace(
        order,
        state=state,
        changed_at=uow.now,
        settled_on=(hearsay.on if state is OrderState.SETTLED else None) or order.settled_on,
        bank_reference=order.bank_reference or hearsay.bank_reference[:35],
        reason=hearsay.reason[:40] or order.reason,
    )
    values = {
        "state": moved.state.value,
        "changed_at": moved.changed_at,
        "settled_on": moved.settled_on,
        "bank_reference": moved.bank_reference,
        "reason": moved.reason,
    }
    uow.connection.execute(update(payment_order).where(payment_order.c.id == order.id).values(values))
    _add_step(uow, moved, hearsay.source)
    return moved


def count_attempt(uow: UnitOfWork, order: PaymentOrder) -> None:
    """One more time sent or asked after."""
    values = {"attempts": order.attempts + 1, "changed_at": uow.now}
    uow.connection.execute(update(payment_order).where(payment_order.c.id == order.id).values(values))


def silent_orders(uow: UnitOfWork, since: datetime, limit: int) -> list[UUID]:
    """Orders in flight of which nothing has been heard since."""
    states = [state.value for state in IN_FLIGHT]
    silent = payment_order.c.state.in_(states), payment_order.c.changed_at < since
    rows = select(payment_order.c.id).where(*silent).order_by(payment_order.c.changed_at).limit(limit)
    return list(uow.connection.scalars(rows))


def count_awaited(uow: UnitOfWork, since: datetime) -> int:
    """How many orders in flight and young open requests somebody is waiting for."""
    states = [state.value for state in IN_FLIGHT]
    orders = select(func.count()).where(payment_order.c.state.in_(states), payment_order.c.changed_at > since)
    unpaid = payment_request.c.received_minor < payment_request.c.amount_minor
    requests = select(func.count()).where(unpaid, payment_request.c.requested_at > since)
    return uow.connection.scalar(select(orders.scalar_subquery() + requests.scalar_subquery())) or 0


def steps_of(uow: UnitOfWork, order_id: UUID) -> list[OrderStep]:
    """The states an order went through."""
    rows = select(payment_step).where(payment_step.c.order_id == order_id).order_by(payment_step.c.seq)
    return [
        OrderStep(row.seq, OrderState(row.state), row.reached_at, row.source, row.reason)
        for row in uow.connection.execute(rows)
    ]


def order_of(uow: UnitOfWork, row: Row[Any]) -> PaymentOrder:
    """From its row."""
    return PaymentOrder(
        id=row.id,
        purpose=row.purpose,
        subject_id=row.subject_id,
        amount=Money(row.amount_minor, Currency(row.currency)),
        beneficiary=Beneficiary(**json.loads(uow.keyring.decrypt(row.beneficiary_sealed))),
        text=row.text,
        execute_on=row.execute_on,
        ordered_at=row.ordered_at,
        state=OrderState(row.state),
        changed_at=row.changed_at,
        attempts=row.attempts,
        settled_on=row.settled_on,
        bank_reference=row.bank_reference,
        reason=row.reason,
    )


def _add_step(uow: UnitOfWork, order: PaymentOrder, source: str) -> None:
    last = select(func.count()).where(payment_step.c.order_id == order.id).scalar_subquery()
    step = {"order_id": order.id, "seq": last + 1, "state": order.state.value, "reached_at": uow.now}
    uow.connection.execute(insert(payment_step).values(**step, source=source, reason=order.reason))
