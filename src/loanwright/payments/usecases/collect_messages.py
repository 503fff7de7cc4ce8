"""Read the bank's new messages, each exactly once."""

from __future__ import annotations

from datetime import timedelta

from loanwright.infra.tasks import Work
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments.rails.rail import Rail
from loanwright.payments.repository import bank, orders
from loanwright.payments.usecases.nudge_collection import nudge_collection
from loanwright.payments.usecases.take_message import take_message

_PATIENCE = timedelta(minutes=10)  # how long somebody may be waiting in front of a screen


def collect_messages(work: Work) -> None:
    """Take every message after the cursor, in order, each in a transaction together with the cursor.

    Raises:
        NoAnswer: the bank's list cannot be had; what was read stays read.
    """
    rail = work.adapter(Rail)
    while messages := rail.messages_after(_begin(work, rail)):
        for message in messages:
            with work.begin() as uow:
                take_message(uow, message.document)
                bank.move_cursor(uow, rail.account, message.cursor)


def collect_again_if_awaited(uow: UnitOfWork, count: int) -> None:
    """Look again soon while an order is in flight or a borrower has just been asked to pay."""
    if orders.count_awaited(uow, uow.now - _PATIENCE):
        nudge_collection(uow, count + 1)


def _begin(work: Work, rail: Rail) -> int:
    with work.begin() as uow:
        bank.clear_nudge(uow, rail.account)
        return bank.cursor_of(uow, rail.account)
