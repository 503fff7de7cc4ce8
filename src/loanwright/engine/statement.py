"""Reads an account in motion and writes down its state: every figure a servicer, a ledger or a borrower asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loanwright.engine.account import Account
from loanwright.engine.parts import Parts
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row
from loanwright.engine.state import AccountState, AccountStatus, NextDue, Totals
from loanwright.kernel.money import Money


def state_of(account: Account) -> AccountState:
    """The account as it stands on the day it has been brought to."""
    currency = account.terms.principal.currency
    due_rows = account.due_rows()
    late = [row for row in due_rows if row.due_on < account.day and row.unpaid]
    return AccountState(
        as_of=account.day,
        status=_status(account, late),
        principal_outstanding=Money(_remaining(account.rows, PRINCIPAL), currency),
        interest_accrued=Money(account.interest_accrued(), currency),
        due=_owed(due_rows, account),
        overdue=_owed(late, account),
        oldest_unpaid_due_on=late[0].due_on if late else None,
        days_past_due=(account.day - late[0].due_on).days if late else 0,
        credit_balance=Money(account.credit, currency),
        next_due=_next_due(account),
        payoff=Parts.of(account.payoff(), currency),
        paid=Parts.of([sum(row.paid[column] for row in account.rows) for column in range(4)], currency),
        totals=_totals(account),
        settled_on=account.settled_on,
        rows=tuple(account.rows),
        paid_out=tuple(account.paid_out),
    )


def _status(account: Account, late: Sequence[Row]) -> AccountStatus:
    if not account.opened:
        return AccountStatus.PENDING
    if account.settled_on is not None:
        return AccountStatus.SETTLED
    return AccountStatus.OVERDUE if late else AccountStatus.ACTIVE


def _owed(rows: Sequence[Row], account: Account) -> Parts:
    return Parts.of([_remaining(rows, column) for column in range(4)], account.terms.principal.currency)


def _next_due(account: Account) -> NextDue | None:
    for row in account.rows[account.open_from :]:
        if row.due_on >= account.day and row.unpaid:
            return NextDue(row.number, row.due_on, _owed([row], account))
    return None


def _totals(account: Account) -> Totals:
    earned = _earned(account)
    open_receivables = [
        earned[column] - sum(row.paid[column] + row.waived[column] for row in account.rows) for column in range(4)
    ]
    waived = sum(row.waived[column] for row in account.rows for column in (INTEREST, FEES, PENALTIES))
    income = [amount - brought for amount, brought in zip(earned, account.taken_over, strict=True)]
    minors = (
        _remaining(account.rows, PRINCIPAL),
        *open_receivables[INTEREST:],
        account.credit,
        income[INTEREST],
        income[FEES] + account.fees_deducted,
        income[PENALTIES],
        account.disbursed,
        account.received,
        account.refunded,
        waived,
        sum(account.taken_over),
    )
    return Totals(*(Money(minor, account.terms.principal.currency) for minor in minors))


def _earned(account: Account) -> list[int]:
    """What has become receivable by component since the beginning: all of it once the loan is settled."""
    due = account.rows if account.settled_on else [row for row in account.rows if row.due_on <= account.day]
    coming = account.rows[len(due) :]
    return [
        0,
        sum(row.due[INTEREST] for row in due) if account.settled_on else account.interest_earned(),
        *(
            sum(row.due[column] for row in due) + sum(row.charged[column] for row in coming)
            for column in (FEES, PENALTIES)
        ),
    ]


def _remaining(rows: Iterable[Row], column: int) -> int:
    return sum(row.remaining(column) for row in rows)
