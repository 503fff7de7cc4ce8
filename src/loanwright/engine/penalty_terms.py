"""Penalty interest as the terms agree it."""

from __future__ import annotations

from dataclasses import dataclass

from loanwright.engine.conventions import DayCount, TermsNotConsistent
from loanwright.kernel.rate import Rate


@dataclass(frozen=True, slots=True)
class PenaltyTerms:
    """Interest on principal that is overdue, simple, by actual days.

    Overdue principal p costs p x rate x days / basis (360 or 365 by `day_count`), counted from its due date. Within
    `grace_days` after the due date nothing is charged; what is still unpaid then is charged from the due date on.
    """

    rate: Rate
    grace_days: int = 0
    day_count: DayCount = DayCount.ACT_360

    def __post_init__(self) -> None:
        if self.grace_days < 0 or self.day_count not in (DayCount.ACT_360, DayCount.ACT_365):
            raise TermsNotConsistent(reason="penalty")
