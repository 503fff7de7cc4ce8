"""Penalty interest as the terms agree it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from loanwright.engine.conventions import DayCount, Frequency, TermsNotConsistent
from loanwright.kernel.rate import Rate


class PenaltyBase(StrEnum):
    """What of an overdue installment penalty interest runs on."""

    PRINCIPAL = "principal"
    INSTALLMENT = "installment"  # principal and interest: 复利 on overdue interest is in it
    EVERYTHING = "everything"  # fees too


@dataclass(frozen=True, slots=True)
class PenaltyTerms:
    """Interest on what is overdue, by actual days.

    An overdue `base` b costs b x rate x days / basis (360 or 365 by `day_count`), counted from its due date. Within
    `grace_days` after the due date nothing is charged; what is still unpaid then is charged from the due date on.
    Simple, unless `compound_every`: on each such anniversary of the due date unpaid penalty joins the base.
    The penalty of an installment stops at `cap_percent` of the base it was due with.
    """

    rate: Rate
    grace_days: int = 0
    day_count: DayCount = DayCount.ACT_360
    base: PenaltyBase = PenaltyBase.PRINCIPAL
    compound_every: Frequency | None = None
    cap_percent: Decimal | None = None

    def __post_init__(self) -> None:
        if self.grace_days < 0 or self.day_count not in (DayCount.ACT_360, DayCount.ACT_365):
            raise TermsNotConsistent(reason="penalty")
        if self.cap_percent is not None and self.cap_percent < 0:
            raise TermsNotConsistent(reason="penalty cap")
