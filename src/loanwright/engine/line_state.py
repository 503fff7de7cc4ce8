"""Reads a revolving line in motion and writes down its state: the account any loan has, its limit, what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import lcm

from loanwright.engine.accrual import Accrual, Growth
from loanwright.engine.conventions import DayCount
from loanwright.engine.growth import LARGEST, charged_from, penalty_line, rises_evenly
from loanwright.engine.line import Line
from loanwright.engine.parts import Parts
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row, remaining, sums
from loanwright.engine.state import AccountState, AccountStatus, NextDue, Totals
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal

_ONE_DAY = timedelta(days=1)


class DrawExceedsLimit(Refusal):
    """There is not so much left to draw: the limit less what is drawn."""


class LineClosedToDraws(Refusal):
    """The line is frozen, has not begun, or has ended."""


@dataclass(frozen=True, slots=True)
class LineState:
    """A line at the end of a day: the account that any loan has, and what may still be drawn of the limit.

    The account's installments are the dues so far and the coming one, as it will be if nothing happens until then.
    """

    account: AccountState
    limit: Money
    available: Money
    is_open: bool


def check_draw(state: LineState, amount: Money) -> None:
    """Whether so much may be drawn today.

    Raises:
        LineClosedToDraws, DrawExceedsLimit
    """
    if not state.is_open:
        raise LineClosedToDraws()
    if amount > state.available:
        raise DrawExceedsLimit(available=state.available, amount=amount)


def state_of_line(line: Line) -> LineState:
    """The line as it stands on the day it has been brought to."""
    return LineState(_account(line), line.money(line.limit), line.money(line.available()), line.is_open)


def _account(line: Line) -> AccountState:
    currency = line.terms.limit.currency
    late = [row for row in line.rows if row.unpaid and row.due_on < line.day]
    due, accrued, settled_on = remaining(line.rows), line.rounded(line.bucket), _settled_on(line)
    coming = _coming(line)
    paid = sums([row.paid for row in line.rows])
    paid[PRINCIPAL] += sum(-amount for _, amount in line.moved if amount < 0)
    return AccountState(
        as_of=line.day,
        status=_status(line, late, settled_on),
        principal_outstanding=line.money(line.outstanding()),
        interest_accrued=line.money(accrued),
        due=Parts.of(due, currency),
        overdue=Parts.of(remaining(late), currency),
        oldest_unpaid_due_on=late[0].due_on if late else None,
        days_past_due=(line.day - late[0].due_on).days if late else 0,
        credit_balance=line.money(line.credit),
        next_due=_next_due(line, coming),
        payoff=Parts.of([line.outstanding(), due[INTEREST] + accrued, due[FEES], due[PENALTIES]], currency),
        paid=Parts.of(paid, currency),
        totals=_totals(line, accrued),
        settled_on=settled_on,
        non_accrual=None,
        growth=_growth(line, late) if settled_on is None else Growth(),
        rows=(*line.rows, *coming),
        paid_out=tuple(line.moved),
    )


def _status(line: Line, late: Sequence[Row], settled_on: date | None) -> AccountStatus:
    if not line.opened:
        return AccountStatus.PENDING
    if settled_on is not None:
        return AccountStatus.SETTLED
    return AccountStatus.OVERDUE if late else AccountStatus.ACTIVE


def _settled_on(line: Line) -> date | None:
    """The first day from which the line has ended and nothing is owed."""
    if line.day < line.terms.until_on or any(row.unpaid for row in line.rows):
        return None
    return max([line.terms.until_on, *(row.paid_on for row in line.rows if row.paid_on)])


def _coming(line: Line) -> list[Row]:
    """The next due as it will be if nothing happens until then; nothing where nothing would be due."""
    due_on = line.next_due_on()
    if due_on is None:
        return []
    interest = line.rounded(line.bucket + line.a_night() * (due_on - line.day).days)
    principal = line.principal if due_on == line.terms.until_on else 0
    begin = line.rows[-1].due_on if line.rows else line.terms.start_on
    return [Row(len(line.rows) + 1, begin, due_on, [principal, interest, 0, 0])] if interest or principal else []


def _next_due(line: Line, coming: Sequence[Row]) -> NextDue | None:
    """What is due today and unpaid, or else the coming due."""
    row = next((row for row in (*line.rows, *coming) if row.due_on >= line.day and row.unpaid), None)
    if row is None:
        return None
    return NextDue(row.number, row.due_on, Parts.of(remaining([row]), line.terms.limit.currency))


def _totals(line: Line, accrued: int) -> Totals:
    earned = [0, line.interest_due_ever + accrued, 0, sum(row.due[PENALTIES] for row in line.rows)]
    paid, waived = sums([row.paid for row in line.rows]), sums([row.waived for row in line.rows])
    receivable = [become - given - spared for become, given, spared in zip(earned, paid, waived, strict=True)]
    minors = (
        *(line.outstanding(), *receivable[INTEREST:], line.credit, *earned[INTEREST:]),
        *(sum(amount for _, amount in line.moved if amount > 0), line.received, line.refunded, sum(waived)),
        *(0 for _ in range(7)),  # nothing taken over, lost or sold
    )
    return Totals(*map(line.money, minors))


def _growth(line: Line, late: Sequence[Row]) -> Growth:
    """Interest rises evenly until the next due, penalties on what is overdue; nothing drawn costs nothing."""
    interest, penalties = _interest(line), _penalties(line)
    looked_at = any(row.unpaid and row.due_on == line.day for row in line.rows)
    uneven = bool(late) and line.terms.penalty is not None and not rises_evenly(line.terms.penalty)
    if interest and not _is_storable(line, interest):
        return Growth(None, penalties, line.day)
    if looked_at or uneven:
        return Growth(interest, penalties, line.day)
    due_on = line.next_due_on() if line.principal or line.bucket else _end(line)
    return Growth(interest, penalties, due_on and due_on - _ONE_DAY)


def _end(line: Line) -> date | None:
    return line.terms.until_on if line.day < line.terms.until_on else None


def _interest(line: Line) -> Accrual | None:
    night = line.a_night()
    if not night and not line.bucket:
        return None
    whole = lcm(night.denominator, line.bucket.denominator)
    slope, offset = (int(amount * whole) for amount in (night, line.bucket))
    return Accrual(line.day, slope, whole, DayCount.ACT_365, line.terms.interest_rounding, offset)


def _is_storable(line: Line, interest: Accrual) -> bool:
    until = line.next_due_on() or line.day
    return 2 * (interest.offset + interest.slope * (until - line.day).days) + interest.whole < LARGEST


def _penalties(line: Line) -> tuple[Accrual, ...]:
    penalty, rounding = line.terms.penalty, line.terms.interest_rounding
    if penalty is None or not rises_evenly(penalty):
        return ()
    owed = [(row, [row.remaining(column) for column in range(4)]) for row in line.rows if row.unpaid]
    lines = [(row, penalty_line(penalty, row.due_on, parts, rounding)) for row, parts in owed]
    return tuple(charged_from(one, line.day, row.penalty_exact) for row, one in lines if one.slope)
