"""Read the bank's new messages, each exactly once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import structlog

from loanwright.infra.tasks import Work
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments.model import BankMessage
from loanwright.payments.rails.rail import Rail
from loanwright.payments.repository import bank, orders
from loanwright.payments.usecases.nudge_collection import nudge_collection
from loanwright.payments.usecases.set_message_aside import set_message_aside
from loanwright.payments.usecases.take_message import take_message

log = structlog.get_logger()

_PATIENCE = timedelta(minutes=10)  # how long somebody may be waiting in front of a screen


def collect_messages(work: Work) -> None:
    """Take every message after the cursor, in order, each in a transaction together with the cursor.

    Raises:
        NoAnswer: the bank's list cannot be had; what was read stays read.
    """
    rail = work.adapter(Rail)
    while messages := rail.messages_after(_begin(work, rail)):
        for message in messages:
            _take(work, rail.account, message)


def collect_again_if_awaited(uow: UnitOfWork, count: int) -> None:
    """Look again soon while an order is in flight or a borrower has just been asked to pay."""
    if orders.count_awaited(uow, uow.now - _PATIENCE):
        nudge_collection(uow, count + 1)


def _begin(work: Work, rail: Rail) -> int:
    with work.begin() as uow:
        bank.clear_nudge(uow, rail.account)
        return bank.cursor_of(uow, rail.account)


def _take(work: Work, account: str, message: BankMessage) -> None:
    """A message that cannot be taken, for whatever reason, is set aside: the ones behind it hold money, too."""
    try:
        _pass_on(work, account, message, take_message)
    except Exception as failure:  # noqa: BLE001 whatever it is, nothing may hold up the money behind it
        log.error("payments.message_set_aside", error=type(failure).__name__)
        _pass_on(work, account, message, set_message_aside)


def _pass_on(work: Work, account: str, message: BankMessage, to: Callable[[UnitOfWork, bytes], None]) -> None:
    """Once only: of several collectors that read the same page, one has each message and the others go on."""
    with work.begin() as uow:
        bank.lock_cursor(uow, account)
        if message.cursor > bank.cursor_of(uow, account):
            to(uow, message.document)
            bank.move_cursor(uow, account, message.cursor)
