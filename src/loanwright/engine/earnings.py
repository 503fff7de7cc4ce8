"""What an account has earned in interest until its day."""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub
from typing import NamedTuple

from loanwright.engine.account import Account
from loanwright.engine.conventions import DayCount, Unit
from loanwright.engine.daycount import weight
from loanwright.engine.progressive.plan import Progressive
from loanwright.engine.rounding import divide
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row, sums
from loanwright.engine.terms import LoanTerms


class Interest(NamedTuple):
    """All `earned` until today, due or not; `accrued` is the part of it that is in no installment yet."""

    earned: int
    accrued: int


def interest_of(account: Account) -> Interest:
    """The interest of a live account.

    On a contract that runs as agreed, accrued is the current installment's interest x elapsed / whole period, rounded.
    """
    if account.follows_model:
        return _in_model(account, account.follows_model)
    passed, coming = account.passed_rows(), account.coming_rows()
    accrued = 0
    if not account.settled_on:
        accrued = account.running.accrued() if account.running else _accrued_as_agreed(account, coming)
    due = sum([row.due[INTEREST] for row in passed])
    closed = sum([row.due[INTEREST] if account.is_closed(row) else row.charged[INTEREST] for row in coming])
    return Interest(due + closed + accrued, accrued)


def interest_receivable(account: Account) -> int:
    """Interest earned and not paid; negative where it was paid before it was earned."""
    return interest_of(account).earned - sum([row.paid[INTEREST] + row.waived[INTEREST] for row in account.rows])


def _in_model(account: Account, model: Progressive) -> Interest:
    earned = model.earned(account.day)
    due = sum(row.due[INTEREST] for row in account.passed_rows())
    return Interest(earned, 0 if account.settled_on else earned - due)


def _accrued_as_agreed(account: Account, coming: Sequence[Row]) -> int:
    row = next((row for row in coming if row.from_on < account.day), None)
    if row is None:
        return 0
    count = elapsed_count(account.terms)
    elapsed, whole = weight(count, row.from_on, account.day), weight(count, row.from_on, row.due_on)
    return divide((row.due[INTEREST] - row.charged[INTEREST]) * elapsed, whole, account.terms.interest_rounding)


def earned(account: Account, interest: int) -> list[int]:
    """What has become receivable by component since the beginning, with `interest` earned; all of it once settled."""
    if account.settled_on:
        return [0, *sums([row.due for row in account.rows])[INTEREST:]]
    passed, coming = account.passed_rows(), account.coming_rows()
    fees = sum([row.due[FEES] for row in passed]) + sum([row.charged[FEES] for row in coming])
    penalties = sum([row.due[PENALTIES] for row in passed]) + sum([row.charged[PENALTIES] for row in coming])
    return [0, interest, fees, penalties]


def claims(account: Account) -> list[int]:
    """What is owed by component: all principal, interest earned, fees and penalties due or charged."""
    paid, waived = (sums([getattr(row, side) for row in account.rows]) for side in ("paid", "waived"))
    return claims_left(account, earned(account, interest_of(account).earned), paid, waived)


def claims_left(account: Account, become: Sequence[int], paid: Sequence[int], waived: Sequence[int]) -> list[int]:
    """The same, of what has become receivable and what was settled of it."""
    left = list(map(sub, map(sub, become, paid), waived))
    left[PRINCIPAL] += sum([row.due[PRINCIPAL] for row in account.rows])
    return left


def elapsed_count(terms: LoanTerms) -> DayCount:
    """The day count that measures how much of a period has passed."""
    if terms.day_count in (DayCount.NL_365, DayCount.ACT_ACT_ICMA):
        return DayCount.ACT_365
    if terms.day_count is not DayCount.PER_PERIOD:
        return terms.day_count
    by_days = terms.frequency.unit in (Unit.DAYS, Unit.WEEKS)
    return DayCount.ACT_365 if by_days else DayCount.THIRTY_360
