"""Fees and penalties that an event charges, and what the lender gives up of them or of interest."""

from __future__ import annotations

from datetime import date

from loanwright.engine.account import Account
from loanwright.engine.row import Row
from loanwright.engine.terms import Component
from loanwright.engine.waterfall import COLUMN
from loanwright.kernel.refusals import Refusal


class WaiverExceedsDue(Refusal):
    """There is not so much of that component to waive."""


def charge(account: Account, amount: int, component: Component, due_on: date) -> None:
    """Add a fee or penalty to the installment next due, or make it due on the day where none is left."""
    rows = (row for row in account.rows if row.due_on >= due_on and not row.is_down_payment)
    row = next((row for row in rows if row.unpaid or not account.running), None)
    if row is None:
        row = Row(0, due_on, due_on, [0, 0, 0, 0])
        account.rows.append(row)
    row.due[COLUMN[component]] += amount
    row.charged[COLUMN[component]] += amount
    row.paid_on = None
    account.insert([])
    account.use_credit()


def waive(account: Account, component: Component, amount: int) -> None:
    """Give up part of what is owed today."""
    column = COLUMN[component]
    for row in account.due_rows() + [row for row in account.coming_rows() if row.charged[column]]:
        amount -= row.waive(column, amount, account.day)
    if amount:
        raise WaiverExceedsDue(component=component, excess=account.money(amount))
    account.tidy()
