"""Amounts that grow by themselves between two events, as a few figures: enough to close ten thousand loans at once.

A period's interest is earned pro rata of the period, interest on the real balance runs evenly by the night, a penalty
runs evenly on overdue principal. So until something falls due, all that happens to an account is that some lines rise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loanwright.engine.conventions import DayCount
from loanwright.engine.daycount import weight
from loanwright.engine.rounding import divide
from loanwright.kernel.money import Rounding


@dataclass(frozen=True, slots=True)
class Accrual:
    """An amount that rises by the day.

    Through day d it comes to ``(offset + slope * weight(day_count, from_on, d)) / whole`` minor units, rounded once.
    Through `free_until`, the last day of grace, it stands at its offset; then the days count from `from_on`.
    """

    from_on: date
    slope: int
    whole: int
    day_count: DayCount
    rounding: Rounding
    offset: int = 0
    free_until: date | None = None


@dataclass(frozen=True, slots=True)
class Growth:
    """All that happens to an account after its day and through `through` (None: for ever) if nobody does anything.

    `is_plain` promises that from then on installments fall due one after another and nothing else: no credit to use, no
    fee, no penalty so far, no change of plan.
    """

    interest: Accrual | None = None
    penalties: tuple[Accrual, ...] = ()
    through: date | None = None
    is_plain: bool = False


def accrued(accrual: Accrual | None, day: date) -> int:
    """Minor units that the line has risen to at the end of `day`, which must not lie after its `Growth.through`."""
    if accrual is None:
        return 0
    rises = day > accrual.from_on and (accrual.free_until is None or day > accrual.free_until)
    elapsed = weight(accrual.day_count, accrual.from_on, day) if rises else 0
    return divide(accrual.offset + accrual.slope * elapsed, accrual.whole, accrual.rounding)
