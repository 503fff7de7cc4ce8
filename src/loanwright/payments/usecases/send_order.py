"""Bring an order to the bank, or find out what became of it."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.tasks import Work
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments import rules
from loanwright.payments.model import BankWord, Hearsay, NextStep, OrderState, PaymentOrder
from loanwright.payments.rails.rail import NoAnswer, Rail
from loanwright.payments.repository import orders
from loanwright.payments.usecases.hear_bank import hear_bank
from loanwright.payments.usecases.nudge_collection import nudge_collection
from loanwright.payments.usecases.order_payment import SEND_ORDER, OrderDue

_DISPATCH = Hearsay(BankWord.NEVER_HEARD, "dispatch")


def send_order(work: Work, order_id: UUID) -> None:
    """Send a new order; ask after one that may have arrived, and send it again only if the bank never heard of it.

    Before anything leaves, the order is marked `UNKNOWN` in a transaction of its own. Whatever happens then (no
    answer, or we are killed before writing the answer down), the next attempt asks first, and sends the same message
    under the same id. So money is neither lost nor sent twice.
    """
    with work.begin() as uow:
        order, step = _dispatch(uow, order_id)
    if step is NextStep.NOTHING:
        return
    try:
        heard = _ask_bank(work.adapter(Rail), order, step)
    except NoAnswer:
        heard = None
    with work.begin() as uow:
        _note(uow, order_id, heard)


def _dispatch(uow: UnitOfWork, order_id: UUID) -> tuple[PaymentOrder, NextStep]:
    order = orders.lock_order(uow, order_id)
    if order is None:
        raise rules.PaymentOrderUnknown(order_id=order_id)
    step = rules.next_step(order.state)
    if step is not NextStep.NOTHING:
        orders.count_attempt(uow, order)
    if step is NextStep.SEND:
        order = orders.save_move(uow, order, OrderState.UNKNOWN, _DISPATCH)
    return order, step


def _ask_bank(rail: Rail, order: PaymentOrder, step: NextStep) -> Hearsay:
    if step is NextStep.SEND:
        return rail.send(order)
    heard = rail.inquire(order)
    never_arrived = heard.word is BankWord.NEVER_HEARD and order.state is OrderState.UNKNOWN
    return rail.send(order) if never_arrived else heard


def _note(uow: UnitOfWork, order_id: UUID, heard: Hearsay | None) -> None:
    order = orders.lock_order(uow, order_id)
    if order is None:
        raise rules.PaymentOrderUnknown(order_id=order_id)
    after = order if heard is None else hear_bank(uow, order, heard)
    if after.state is not order.state:
        uow.audit("payments.send_order", "payment_order", order.id, state=after.state, reason=after.reason)
        nudge_collection(uow)
    if after.state is OrderState.UNKNOWN:
        uow.enqueue(SEND_ORDER, OrderDue(order_id=order.id), rules.pause_after(order.attempts))
