"""How a loan ends before its last due date: paid off by the borrower, or called due by the lender."""

from __future__ import annotations

from collections.abc import Sequence

from loanwright.engine import fineract
from loanwright.engine.account import Account
from loanwright.engine.earnings import interest_of, interest_receivable
from loanwright.engine.payments import at_once, receive
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row, remaining


def payoff_parts(account: Account, interest: int) -> list[int]:
    """What closes the loan today, with `interest` receivable.

    Interest and fees of later periods are not owed; what was paid of them counts.
    """
    if account.settled_on:
        return [0, 0, 0, 0]
    if fineract.is_chosen(account.terms) and not account.follows_balance:  # interest as agreed is owed to the end
        return [sum(row.remaining(column) for row in account.rows) for column in range(4)]
    coming = account.coming_rows()
    principal, _, fees, penalties = remaining(account.due_rows())
    principal += sum([row.remaining(PRINCIPAL) for row in coming])
    fees += sum([row.charged[FEES] - row.paid[FEES] - row.waived[FEES] for row in coming])
    penalties += sum([row.charged[PENALTIES] - row.paid[PENALTIES] - row.waived[PENALTIES] for row in coming])
    return [principal, interest, fees, penalties]


def pay_off(account: Account, amount: int) -> None:
    """Close the loan if `amount` and the credit suffice today; otherwise this is an ordinary payment."""
    allocation = account.terms.allocation
    if amount + account.credit < sum(payoff_parts(account, interest_receivable(account))):
        receive(account, amount, allocation)
        return
    account.received += amount
    if not fineract.is_chosen(account.terms):  # whose rows close by themselves
        _end_today(account)
    amount, account.credit = amount + account.credit, 0
    account.allocate(amount, at_once(allocation))


def call_due(account: Account) -> None:
    """Make everything still to come due today."""
    _end_today(account)
    account.use_credit()


def _end_today(account: Account) -> None:
    """Replace the coming rows that are not closed by one due today; what was paid ahead of it becomes credit."""
    coming = account.coming_rows()
    for closed in filter(account.is_closed, coming):
        _give_charges_back(account, closed)
    ended = [row for row in coming if not account.is_closed(row)]
    if not ended:
        return
    last = _as_one(account, ended)
    if account.running:
        account.running.end(account.day)
    account.rows = [row for row in account.rows if row.due_on <= account.day or account.is_closed(row)]
    today = next((row for row in account.rows if row.number and row.due_on == account.day), None)
    if today is None:
        account.rows.append(last)
    else:
        today.take_in(last)
    account.insert([])


def _as_one(account: Account, coming: Sequence[Row]) -> Row:
    """Principal still to come, interest to the day and charges, due today; surplus paid ahead becomes credit."""
    last = Row(coming[0].number, coming[0].from_on, account.day, [0, 0, 0, 0])
    last.due[PRINCIPAL] = sum(row.due[PRINCIPAL] for row in coming)
    last.due[INTEREST] = interest_of(account).accrued
    for column in (FEES, PENALTIES):
        last.due[column] = last.charged[column] = sum(row.charged[column] for row in coming)
    for column in range(4):
        last.paid[column] = sum(row.paid[column] for row in coming)
        last.waived[column] = sum(row.waived[column] for row in coming)
        _credit_surplus(account, last, column)
    return last


def _give_charges_back(account: Account, row: Row) -> None:
    """Later periods' fees are not owed: what was paid of them becomes credit."""
    for column in (FEES, PENALTIES):
        row.due[column] = row.charged[column]
        _credit_surplus(account, row, column)


def _credit_surplus(account: Account, row: Row, column: int) -> None:
    surplus = max(-row.remaining(column), 0)
    row.paid[column] -= surplus
    account.credit += surplus
