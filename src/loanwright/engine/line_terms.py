"""A revolving line (随借随还): a limit from which the borrower draws and into which they repay on any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loanwright.engine.conventions import DayCount, TermsNotConsistent
from loanwright.engine.daycount import BASIS
from loanwright.engine.penalty_terms import PenaltyTerms
from loanwright.engine.rounding import divide
from loanwright.kernel.money import Money, Rounding
from loanwright.kernel.rate import Rate


class LineNotClear(TermsNotConsistent):
    """A line has a positive limit, ends after it begins, counts interest by days, and has a due day from 1 to 31."""


class InterestDue(StrEnum):
    """When the interest of a line falls due."""

    MONTHLY = "monthly"  # on the due day of each month, and at the end
    WITH_REPAYMENT = "with_repayment"  # 利随本清: whenever something is repaid, and at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTerms:
    """A credit line: interest runs by the day on what is drawn, balance x rate x days / basis, kept exact between dues.

    What is drawn may be repaid and drawn again until `until_on`, when all of it falls due. `due_day` is the day of the
    month on which interest falls due, 31 being its last.
    """

    limit: Money
    rate: Rate
    start_on: date
    until_on: date
    due_day: int = 21
    interest_due: InterestDue = InterestDue.MONTHLY
    day_count: DayCount = DayCount.ACT_360
    interest_rounding: Rounding = Rounding.HALF_UP
    penalty: PenaltyTerms | None = None

    def __post_init__(self) -> None:
        by_days = self.day_count in (DayCount.ACT_360, DayCount.ACT_365)
        if self.limit.minor <= 0 or self.until_on <= self.start_on or not by_days or not 1 <= self.due_day <= 31:
            raise LineNotClear()


def a_day(terms: LineTerms, drawn: Money) -> Money:
    """The interest of one day on what is drawn, rounded as a whole; dues are rounded over all their days."""
    numerator, denominator = terms.rate.annual.as_integer_ratio()
    minor = divide(drawn.minor * numerator, denominator * BASIS[terms.day_count], terms.interest_rounding)
    return Money(minor, drawn.currency)
