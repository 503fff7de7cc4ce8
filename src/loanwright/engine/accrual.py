"""Interest between two events, as five figures: enough to accrue ten thousand loans in one SQL statement.

A period's interest is earned pro rata of the period, so until the next due date the accrued interest of an account to
which nothing happens depends on the running period alone. `accrued` of `running_accrual` equals the growth of `replay`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import dropwhile

from loanwright.engine.account import elapsed_count
from loanwright.engine.conventions import DayCount
from loanwright.engine.daycount import weight
from loanwright.engine.rounding import divide
from loanwright.engine.row import INTEREST
from loanwright.engine.state import AccountState
from loanwright.engine.terms import LoanTerms
from loanwright.kernel.money import Rounding


@dataclass(frozen=True, slots=True)
class Accrual:
    """The running period: `interest` minor units are earned from `from_on` until it falls due.

    Earned through day d of the period is ``interest * weight(day_count, from_on, d) / whole``, rounded once.
    """

    from_on: date
    interest: int
    whole: int
    day_count: DayCount
    rounding: Rounding


def running_accrual(terms: LoanTerms, state: AccountState) -> Accrual | None:
    """How interest grows after the day of `state` until something falls due; None if it does not."""
    still_open = dropwhile(lambda row: not row.unpaid, state.rows)
    row = next((row for row in still_open if row.due_on > state.as_of), None)
    if row is None or row.from_on > state.as_of:
        return None
    day_count = elapsed_count(terms)
    whole = weight(day_count, row.from_on, row.due_on)
    return Accrual(row.from_on, row.due[INTEREST], whole, day_count, terms.interest_rounding)


def accrued(accrual: Accrual | None, day: date) -> int:
    """Minor units earned in the running period through `day`, which must not lie after its end."""
    if accrual is None or day <= accrual.from_on:
        return 0
    elapsed = weight(accrual.day_count, accrual.from_on, day)
    return divide(accrual.interest * elapsed, accrual.whole, accrual.rounding)
