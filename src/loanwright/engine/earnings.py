"""What an account has earned in interest until its day."""

from __future__ import annotations

from collections.abc import Sequence

from loanwright.engine.account import Account
from loanwright.engine.conventions import DayCount, Unit
from loanwright.engine.daycount import weight
from loanwright.engine.rounding import divide
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, sums
from loanwright.engine.terms import LoanTerms


def interest_accrued(account: Account) -> int:
    """Interest earned until today that is in no installment yet.

    On a contract that runs as agreed: the current installment's interest x elapsed / whole period, rounded.
    """
    if account.settled_on:
        return 0
    if account.running:
        return account.running.accrued()
    if account.follows_model:
        return interest_earned(account) - sum(row.due[INTEREST] for row in account.rows if row.due_on <= account.day)
    row = next((row for row in account.coming_rows() if row.from_on < account.day), None)
    if row is None:
        return 0
    count = elapsed_count(account.terms)
    elapsed, whole = weight(count, row.from_on, account.day), weight(count, row.from_on, row.due_on)
    return divide((row.due[INTEREST] - row.charged[INTEREST]) * elapsed, whole, account.terms.interest_rounding)


def interest_earned(account: Account) -> int:
    """All interest earned until today, due or not."""
    if account.follows_model:
        return account.follows_model.earned(account.day)
    passed = sum([row.due[INTEREST] for row in account.passed_rows()])
    coming = account.coming_rows()
    closed = sum([row.due[INTEREST] if account.is_closed(row) else row.charged[INTEREST] for row in coming])
    return passed + closed + interest_accrued(account)


def earned(account: Account) -> list[int]:
    """What has become receivable by component since the beginning: all of it once the loan is settled."""
    due_rows = account.rows if account.settled_on else account.passed_rows()
    due = sums([row.due for row in due_rows])
    charged = sums([row.charged for row in account.rows[len(due_rows) :]])
    interest = due[INTEREST] if account.settled_on else interest_earned(account)
    return [0, interest, due[FEES] + charged[FEES], due[PENALTIES] + charged[PENALTIES]]


def claims(account: Account) -> list[int]:
    """What is owed by component: all principal, interest earned, fees and penalties due or charged."""
    paid, waived = (sums([getattr(row, side) for row in account.rows]) for side in ("paid", "waived"))
    return claims_left(account, earned(account), paid, waived)


def claims_left(account: Account, become: Sequence[int], paid: Sequence[int], waived: Sequence[int]) -> list[int]:
    """The same, of what has become receivable and what was settled of it."""
    left = [due - given - spared for due, given, spared in zip(become, paid, waived, strict=True)]
    left[PRINCIPAL] += sum([row.due[PRINCIPAL] for row in account.rows])
    return left


def interest_receivable(account: Account) -> int:
    """Interest earned and not paid; negative where it was paid before it was earned."""
    return interest_earned(account) - sum([row.paid[INTEREST] + row.waived[INTEREST] for row in account.rows])


def elapsed_count(terms: LoanTerms) -> DayCount:
    """The day count that measures how much of a period has passed."""
    if terms.day_count in (DayCount.NL_365, DayCount.ACT_ACT_ICMA):
        return DayCount.ACT_365
    if terms.day_count is not DayCount.PER_PERIOD:
        return terms.day_count
    by_days = terms.frequency.unit in (Unit.DAYS, Unit.WEEKS)
    return DayCount.ACT_365 if by_days else DayCount.THIRTY_360
