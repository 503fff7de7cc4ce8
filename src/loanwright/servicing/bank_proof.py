"""The ledger's bank account against what the bank has booked: the two must be one."""

from __future__ import annotations

from collections.abc import Generator

from sqlalchemy import exists, select

from loanwright.infra.events import Event
from loanwright.infra.tables import outbox_event, task_done
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.infra.verification import Finding, Proof
from loanwright.kernel.money import Money, total
from loanwright.ledger.api import Account, balances, journalled
from loanwright.payments.api import bank_opening_balance, moved_according_to_us
from loanwright.payments.events import FundsReceived, PaymentReturned, PaymentSettled, UnorderedDebit

_MONEY_IN: tuple[type[Event], ...] = (FundsReceived, PaymentReturned)
_MONEY_OUT: tuple[type[Event], ...] = (PaymentSettled, UnorderedDebit)


def _ledger_equals_bank(uow: UnitOfWork) -> Generator[Finding, None, int]:
    """What the bank has booked is in the ledger, or in a message on its way there.

    What stood at the bank before it first told us is booked by hand, and nothing else about the bank is.
    """
    by_hand = journalled(uow, Account.BANK)
    posted, moved = balances(uow)[Account.BANK] - by_hand, moved_according_to_us(uow)
    coming = _unheard(uow, _MONEY_IN) - _unheard(uow, _MONEY_OUT)
    if posted + coming != moved:
        yield Finding("account bank", f"the bank moved {moved}, the ledger says {posted} and {coming} are on the way")
    opening = bank_opening_balance(uow)
    if by_hand.minor and opening is not None and by_hand != opening:
        yield Finding("account bank", f"the bank's first statement opens with {opening}, journals book {by_hand}")
    return 1


def _unheard(uow: UnitOfWork, kinds: tuple[type[Event], ...]) -> Money:
    """Sum of the events of these kinds that we have not heard yet."""
    is_heard = exists().where(task_done.c.message_id == outbox_event.c.id, task_done.c.task.like("servicing.%"))
    names = outbox_event.c.name.in_([kind.name for kind in kinds])
    amounts = uow.connection.scalars(select(outbox_event.c.payload["amount"]["amount"].astext).where(names, ~is_heard))
    return total((Money.parse(amount, uow.currency) for amount in amounts), uow.currency)


LEDGER_EQUALS_BANK = Proof(
    "bank-account",
    "总账银行存款等于银行实际记账之和",
    "The ledger's bank account is what the bank has booked",
    _ledger_equals_bank,
)
