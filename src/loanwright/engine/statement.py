"""Reads an account in motion and writes down its state: every figure a servicer, a ledger or a borrower asks for."""

from __future__ import annotations

from collections.abc import Sequence

from loanwright.engine.account import Account
from loanwright.engine.closing import payoff_parts
from loanwright.engine.earnings import interest_accrued, interest_earned
from loanwright.engine.growth import growth_of
from loanwright.engine.parts import Parts
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row, remaining, sums
from loanwright.engine.state import AccountState, AccountStatus, NextDue, Totals
from loanwright.kernel.money import Money


def state_of(account: Account) -> AccountState:
    """The account as it stands on the day it has been brought to."""
    account.look()
    currency = account.terms.principal.currency
    due_rows, paid = account.due_rows(), sums([row.paid for row in account.rows])
    totals = _totals(account, paid)
    late = [row for row in due_rows if row.due_on < account.day and row.unpaid]
    return AccountState(
        as_of=account.day,
        status=_status(account, late),
        principal_outstanding=totals.principal,
        interest_accrued=Money(interest_accrued(account), currency),
        due=Parts.of(remaining(due_rows), currency),
        overdue=Parts.of(remaining(late), currency),
        oldest_unpaid_due_on=late[0].due_on if late else None,
        days_past_due=(account.day - late[0].due_on).days if late else 0,
        credit_balance=Money(account.credit, currency),
        next_due=_next_due(account),
        payoff=Parts.of(payoff_parts(account, totals.interest_receivable.minor), currency),
        paid=Parts.of(paid, currency),
        totals=totals,
        settled_on=account.settled_on,
        growth=growth_of(account),
        rows=tuple(account.rows),
        paid_out=tuple(account.paid_out),
    )


def _status(account: Account, late: Sequence[Row]) -> AccountStatus:
    if not account.opened:
        return AccountStatus.PENDING
    if account.settled_on is not None:
        return AccountStatus.SETTLED
    return AccountStatus.OVERDUE if late else AccountStatus.ACTIVE


def _next_due(account: Account) -> NextDue | None:
    for row in account.rows[account.open_from :]:
        if row.due_on >= account.day and row.unpaid:
            owed = [row.remaining(column) for column in range(4)]
            return NextDue(row.number, row.due_on, Parts.of(owed, account.terms.principal.currency))
    return None


def _totals(account: Account, paid: Sequence[int]) -> Totals:
    earned = _earned(account)
    waived = sums([row.waived for row in account.rows])
    receivable = [become - given - spared for become, given, spared in zip(earned, paid, waived, strict=True)]
    known_before = [sum(both) for both in zip(account.taken_over, account.returned, strict=True)]
    income = [amount - before for amount, before in zip(earned, known_before, strict=True)]
    minors = (
        sum([row.due[PRINCIPAL] for row in account.rows]) - paid[PRINCIPAL] - waived[PRINCIPAL],
        *receivable[INTEREST:],
        account.credit,
        income[INTEREST],
        income[FEES] + account.fees_deducted + account.capitalised,
        income[PENALTIES],
        account.disbursed,
        account.received,
        account.refunded,
        sum(waived[INTEREST:]) + account.granted,
        sum(account.taken_over),
    )
    return Totals(*(Money(minor, account.terms.principal.currency) for minor in minors))


def _earned(account: Account) -> list[int]:
    """What has become receivable by component since the beginning: all of it once the loan is settled."""
    due_rows = account.rows if account.settled_on else account.passed_rows()
    due = sums([row.due for row in due_rows])
    charged = sums([row.charged for row in account.rows[len(due_rows) :]])
    interest = due[INTEREST] if account.settled_on else interest_earned(account)
    return [0, interest, due[FEES] + charged[FEES], due[PENALTIES] + charged[PENALTIES]]
