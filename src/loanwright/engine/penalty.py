"""Penalty interest on overdue principal (罚息), kept exact and rounded as a running total."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from loanwright.engine.daycount import BASIS
from loanwright.engine.penalty_terms import PenaltyTerms
from loanwright.engine.rounding import divide
from loanwright.engine.row import PENALTIES, PRINCIPAL, Row
from loanwright.kernel.money import Rounding


def accrue(rows: Sequence[Row], penalty: PenaltyTerms, since: date, to: date, rounding: Rounding) -> None:
    """Let overdue rows grow from `since` to `to`, during which nothing was paid.

    A row that outlives its grace days is charged from its due date.
    """
    rate, scale = penalty.rate.annual.as_integer_ratio()
    scale *= BASIS[penalty.day_count]
    for row in rows:
        if row.due_on >= to:
            break
        free_until = row.due_on.toordinal() + penalty.grace_days
        principal = row.remaining(PRINCIPAL)
        if principal and to.toordinal() > free_until:
            begin = row.due_on.toordinal() if since.toordinal() <= free_until else since.toordinal()
            row.penalty_exact += principal * rate * (to.toordinal() - begin)
            row.due[PENALTIES] = row.charged[PENALTIES] + divide(row.penalty_exact, scale, rounding)
