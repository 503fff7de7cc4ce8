"""Foresees an account: which lines rise until what day, so that nobody need look at it before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from math import lcm

from loanwright.engine.account import Account
from loanwright.engine.accrual import Accrual, Growth
from loanwright.engine.conventions import DayCount
from loanwright.engine.daycount import BASIS, weight
from loanwright.engine.earnings import elapsed_count
from loanwright.engine.penalty import BASE_COLUMNS
from loanwright.engine.penalty_terms import PenaltyTerms
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row
from loanwright.engine.running import Running
from loanwright.kernel.money import Rounding

_ONE_DAY = timedelta(days=1)
LARGEST = 2**62
"""Figures beyond it do not fit where they are stored; such an account is looked at every day."""


def growth_of(account: Account) -> Growth:
    """What happens to the account from the end of its day on, if nothing is done to it."""
    if not account.opened or account.settled_on is not None or (account.impairment and account.impairment.ending):
        return Growth()
    if account.progressive:
        return Growth(through=account.day)  # its plan looks at every day anew
    interest, penalties = _interest(account), _penalties(account)
    if any(row.unpaid and row.due_on == account.day for row in account.due_rows()):
        return Growth(interest, penalties, account.day)
    if account.running and not _is_straight(account, account.running):
        return Growth(None, penalties, account.day)
    if account.terms.penalty and not rises_evenly(account.terms.penalty) and account.due_rows():
        return Growth(interest, penalties, account.day)
    coming = account.coming_rows()
    if not coming:
        return Growth(None, penalties)
    is_plain = _is_plain(account, coming)
    quiet = is_plain or not (account.running or account.credit or _does_more(coming[0]))
    return Growth(interest, penalties, coming[0].due_on if quiet else coming[0].due_on - _ONE_DAY, is_plain)


def _interest(account: Account) -> Accrual | None:
    if account.running:
        return _on_balance(account, account.running)
    row = next((row for row in account.coming_rows() if row.from_on < row.due_on), None)
    if row is None:
        return None
    count = elapsed_count(account.terms)
    whole = weight(count, row.from_on, row.due_on)
    return Accrual(row.from_on, row.due[INTEREST], whole, count, account.terms.interest_rounding)


def _on_balance(account: Account, running: Running) -> Accrual:
    night = running.tonight(account.rows)
    whole = lcm(night.denominator, running.bucket.denominator)
    slope, offset = (int(amount * whole) for amount in (night, running.bucket))
    return Accrual(account.day, slope, whole, DayCount.ACT_365, account.terms.interest_rounding, offset)


def _is_straight(account: Account, running: Running) -> bool:
    """Whether every night until the next due date costs what tonight does, in figures that can be stored."""
    coming = account.coming_rows()
    if not coming:
        return True
    night, until = running.tonight(account.rows), coming[0].due_on
    line = _on_balance(account, running)
    nights = (until - account.day).days
    return (
        running.interest_until(account.rows, until) == night * nights
        and 2 * (line.offset + line.slope * nights) + line.whole < LARGEST
    )


def _penalties(account: Account) -> tuple[Accrual, ...]:
    penalty, rounding = account.terms.penalty, account.terms.interest_rounding
    if penalty is None or not rises_evenly(penalty):
        return ()
    late = [(row, penalty_line(penalty, row.due_on, _owed(row), rounding)) for row in account.due_rows()]
    return tuple(charged_from(line, account.day, row.penalty_exact) for row, line in late if line.slope)


def _owed(row: Row) -> list[int]:
    return [row.remaining(column) for column in range(4)]


def rises_evenly(penalty: PenaltyTerms) -> bool:
    """Whether every day of delay costs the same: nothing compounds and nothing is capped."""
    return penalty.compound_every is None and penalty.cap_percent is None


def charged_from(line: Accrual, today: date, exact: int) -> Accrual:
    """Once charged, a penalty rises from the `exact` it has come to: the principal may have been larger before."""
    assert line.free_until is not None
    return line if today <= line.free_until else replace(line, from_on=today, offset=exact, free_until=None)


def penalty_line(penalty: PenaltyTerms, due_on: date, owed: Sequence[int], rounding: Rounding) -> Accrual:
    """How the penalty rises on what was not paid of an installment on its day, by component."""
    rate, scale = penalty.rate.annual.as_integer_ratio()
    whole, free_until = scale * BASIS[penalty.day_count], due_on + timedelta(days=penalty.grace_days)
    slope = sum(owed[column] for column in BASE_COLUMNS[penalty.base]) * rate
    return Accrual(due_on, slope, whole, DayCount.ACT_365, rounding, free_until=free_until)


def _is_plain(account: Account, coming: list[Row]) -> bool:
    follow_each_other = all(one.due_on == other.from_on < other.due_on for one, other in pairwise(coming))
    penalty = account.terms.penalty
    overdue_costs = penalty is not None and any(row.unpaid for row in account.due_rows())
    return (
        account.running is None
        and account.impairment is None
        and (penalty is None or rises_evenly(penalty))
        and not account.credit
        and not overdue_costs
        and coming[0].from_on <= account.day
        and follow_each_other
        and not any(map(_does_more, coming))
    )


def _does_more(row: Row) -> bool:
    """Whether more happens on its due date than that interest and principal fall due: fees, or interest capitalised."""
    return bool(row.due[FEES] or row.due[PENALTIES] or row.due[PRINCIPAL] < 0)
