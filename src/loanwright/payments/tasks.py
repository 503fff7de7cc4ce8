"""Bringing orders to the bank, and reading what it says: when asked, when nudged, and every minute."""

from __future__ import annotations

from datetime import timedelta

import structlog

from loanwright.infra.tasks import TaskSet, Work
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments.rails.rail import NoAnswer
from loanwright.payments.repository import orders
from loanwright.payments.usecases.collect_messages import collect_again_if_awaited, collect_messages
from loanwright.payments.usecases.nudge_collection import Nudge
from loanwright.payments.usecases.order_payment import SEND_ORDER, OrderDue
from loanwright.payments.usecases.send_order import send_order as send
from loanwright.payments.usecases.set_message_aside import MessageSetAside, take_set_aside

tasks = TaskSet("payments")
log = structlog.get_logger()

_SILENCE = timedelta(minutes=2)
_AT_ONCE = 500


@tasks.task_outside(OrderDue)
def send_order(work: Work, due: OrderDue) -> None:
    """Bring one order to the bank or ask after it."""
    send(work, due.order_id)


@tasks.task_outside(Nudge)
def collect_when_nudged(work: Work, nudge: Nudge) -> None:
    """Read the bank's messages because somebody waits for one."""
    _collect(work)
    with work.begin() as uow:
        collect_again_if_awaited(uow, nudge.count)


@tasks.every("* * * * *")
def collect_bank_messages(work: Work) -> None:
    """Read the bank's messages."""
    _collect(work)


@tasks.every("* * * * *")
def follow_up_silent_orders(work: Work) -> None:
    """Ask after orders of which nothing has been heard for a while, so that none is forgotten."""
    with work.begin() as uow:
        for order_id in orders.silent_orders(uow, uow.now - _SILENCE, _AT_ONCE):
            uow.enqueue(SEND_ORDER, OrderDue(order_id=order_id))


@tasks.task(MessageSetAside)
def take_message_set_aside(uow: UnitOfWork, aside: MessageSetAside) -> None:
    """Try a message again that could not be taken in its turn."""
    take_set_aside(uow, aside)


def _collect(work: Work) -> None:
    """A bank that does not answer is no failure of ours: the next look finds what this one missed."""
    try:
        collect_messages(work)
    except NoAnswer:
        log.warning("payments.bank_silent")
