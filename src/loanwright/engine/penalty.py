"""Penalty interest on what is overdue (罚息), kept exact and rounded as a running total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count, pairwise

from loanwright.engine.daycount import BASIS
from loanwright.engine.penalty_terms import PenaltyBase, PenaltyTerms
from loanwright.engine.rounding import divide
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row
from loanwright.engine.shifting import shifted
from loanwright.kernel.money import Rounding

BASE_COLUMNS = {
    PenaltyBase.PRINCIPAL: (PRINCIPAL,),
    PenaltyBase.INSTALLMENT: (PRINCIPAL, INTEREST),
    PenaltyBase.EVERYTHING: (PRINCIPAL, INTEREST, FEES),
}


def accrue(rows: Sequence[Row], penalty: PenaltyTerms, since: date, to: date, rounding: Rounding) -> None:
    """Let overdue rows grow from `since` to `to`, during which nothing was paid.

    A row that outlives its grace days is charged from its due date.
    """
    for row in rows:
        if row.due_on >= to:
            break
        free_until = row.due_on.toordinal() + penalty.grace_days
        if to.toordinal() > free_until and any(row.remaining(column) for column in BASE_COLUMNS[penalty.base]):
            begin = row.due_on if since.toordinal() <= free_until else since
            _grow(row, penalty, begin, to, rounding)


def _grow(row: Row, penalty: PenaltyTerms, begin: date, to: date, rounding: Rounding) -> None:
    """One row from `begin` to `to`; unpaid penalty joins its base on every anniversary on the way."""
    rate, scale = penalty.rate.annual.as_integer_ratio()
    scale *= BASIS[penalty.day_count]
    anniversaries = set(_anniversaries(row.due_on, penalty, begin, to))
    for start, end in pairwise(sorted({begin, *anniversaries, to})):
        row.compounded = min(row.compounded, row.remaining(PENALTIES))
        base = sum(row.remaining(column) for column in BASE_COLUMNS[penalty.base]) + row.compounded
        row.penalty_exact += base * rate * (end - start).days
        row.due[PENALTIES] = row.charged[PENALTIES] + _capped(row, penalty, divide(row.penalty_exact, scale, rounding))
        if end in anniversaries:
            row.compounded = row.remaining(PENALTIES)


def _capped(row: Row, penalty: PenaltyTerms, amount: int) -> int:
    if penalty.cap_percent is None:
        return amount
    numerator, denominator = penalty.cap_percent.as_integer_ratio()
    asked = sum(row.due[column] for column in BASE_COLUMNS[penalty.base])
    return min(amount, divide(asked * numerator, denominator * 100, Rounding.DOWN))


def _anniversaries(due_on: date, penalty: PenaltyTerms, after: date, until: date) -> Iterator[date]:
    """Days on which penalty is compounded, after one day and until another."""
    if penalty.compound_every is None:
        return
    for times in count(1):
        day = shifted(due_on, penalty.compound_every, times)
        if day > until:
            return
        if day > after:
            yield day
