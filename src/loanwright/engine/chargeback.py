"""A payment taken back by the payer's bank: which components are owed again, and with which installment."""

from __future__ import annotations

from loanwright.engine.account import Account
from loanwright.engine.events import ChargedBack
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row
from loanwright.engine.running import can_run
from loanwright.engine.waterfall import COLUMN
from loanwright.kernel.refusals import Refusal


class ChargebackExceedsPayment(Refusal):
    """There is no such payment, or less of it is left to take back."""


def charge_back(account: Account, event: ChargedBack) -> None:
    """Let what the payment paid, less what was taken back of it before, be owed again; credit bears it first."""
    paid = account.watched.get(event.payment)
    left = sum(paid) if paid else 0
    if paid is None or event.amount.minor > left:
        raise ChargebackExceedsPayment(amount=event.amount, left=account.money(left))
    account.refunded += event.amount.minor
    parts = _parts(event, paid)
    if account.follows_model and account.day <= account.follows_model.model.last.due_on:
        account.follows_model.charge_back(parts[PRINCIPAL], parts[INTEREST])
        _owe_again(account, [0, 0, parts[FEES], parts[PENALTIES]])
    else:
        parts = _less_credit(account, parts)
        _owe_again(account, _planned_again(account, parts))
    account.returned = [before + part for before, part in zip(account.returned, parts, strict=True)]
    account.paid_out.append((account.day, parts[PRINCIPAL]))
    account.insert([])
    if account.credit:
        account.use_credit()


def paid_by_component(account: Account) -> list[int]:
    """All that was ever allocated, and credit as if it were principal."""
    paid = [sum(row.paid[column] for row in account.rows) for column in range(4)]
    return [paid[PRINCIPAL] + account.credit, *paid[INTEREST:]]


def _parts(event: ChargedBack, paid: list[int]) -> list[int]:
    """Principal alone, or the components the payment had paid in the order of the event; `paid` is reduced."""
    parts, left = [0, 0, 0, 0], event.amount.minor
    for component in event.components:
        parts[COLUMN[component]] = min(left, paid[COLUMN[component]])
        paid[COLUMN[component]] -= parts[COLUMN[component]]
        left -= parts[COLUMN[component]]
    parts[PRINCIPAL] += left
    for column in range(4):
        part = min(left, paid[column])
        paid[column] -= part
        left -= part
    return parts


def _less_credit(account: Account, parts: list[int]) -> list[int]:
    rest = []
    for part in parts:
        used = min(part, account.credit)
        account.credit -= used
        rest.append(part - used)
    return rest


def _planned_again(account: Account, parts: list[int]) -> list[int]:
    """Let a running plan take principal and interest back; returns what it did not."""
    if account.running is None and _may_run(account):
        account.start_running()
    if not account.running or not account.running.open_rows(account.rows):
        account.progressive = account.agreed = None  # what is owed beside them does not fit into their plan
        return parts
    account.running.take_back(account.rows, parts[PRINCIPAL], parts[INTEREST])
    return [0, 0, parts[FEES], parts[PENALTIES]]


def _may_run(account: Account) -> bool:
    """Whether interest could be gathered night by night from today."""
    return account.agreed is not None and bool(account.terms.rate.annual) and can_run(account.terms)


def _owe_again(account: Account, parts: list[int]) -> None:
    """With the installment next due."""
    if not any(parts):
        return
    coming = [] if account.running else [row for row in account.coming_rows() if row.number]
    row = coming[0] if coming else _row_today(account)
    for column in range(4):
        row.due[column] += parts[column]
    for column in (INTEREST, FEES, PENALTIES):
        row.charged[column] += parts[column]
    row.paid_on = None if row.unpaid else row.paid_on


def _row_today(account: Account) -> Row:
    """An installment due today: the last one, or one beside the schedule."""
    last = max((row for row in account.rows if row.number), key=lambda row: row.due_on, default=None)
    if last is not None and last.due_on == account.day and not account.running:
        return last
    beside = next((row for row in account.rows if not row.number and last and row.due_on > last.due_on), None)
    if beside is None:
        beside = Row(0, account.day, account.day, [0, 0, 0, 0])
        account.rows.append(beside)
    beside.due_on = max(beside.due_on, account.day)
    return beside
