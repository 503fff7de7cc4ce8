"""Money that comes in, counts as if it had, or goes back."""

from __future__ import annotations

from dataclasses import replace

from loanwright.engine.account import Account
from loanwright.engine.terms import Excess, Waterfall
from loanwright.kernel.refusals import Refusal


class RefundExceedsCredit(Refusal):
    """There is not so much credit to pay back."""


def receive(account: Account, amount: int, allocation: Waterfall) -> None:
    """Allocate money: what is due first, the excess as the waterfall says, the rest is credit."""
    account.received += amount
    account.allocate(amount, allocation)


def grant(account: Account, amount: int, allocation: Waterfall) -> None:
    """Let an amount count as paid, now; what is more than all that is owed is not granted."""
    if not amount:
        return
    before = account.credit
    account.allocate(amount, at_once(allocation))
    unused = account.credit - before
    account.credit -= unused
    account.granted += amount - unused


def refund(account: Account, amount: int) -> None:
    """Pay credit back."""
    if amount > account.credit:
        raise RefundExceedsCredit(credit=account.money(account.credit), amount=account.money(amount))
    account.credit -= amount
    account.refunded += amount


def at_once(allocation: Waterfall) -> Waterfall:
    """The same waterfall, but nothing is held as credit while anything is still to come."""
    if allocation.excess is not Excess.HOLD:
        return allocation
    return replace(allocation, excess=Excess.NEXT_INSTALLMENT)
