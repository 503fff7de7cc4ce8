"""Terms that contradict themselves: every combination that makes no sense has a name, so that an author can mend it.

The rules that raise these stand with the terms (`engine.terms`) or where only the arithmetic can tell.
"""

from __future__ import annotations

from loanwright.engine.conventions import TermsNotConsistent


class DatesGivenTwice(TermsNotConsistent):
    """Due dates follow one thing: a first due date, a fixed day, a season, or given dates."""


class DueDatesDoNotFit(TermsNotConsistent):
    """Given due dates rise, begin after the start, and are as many as the periods."""


class DueDayNeedsMonths(TermsNotConsistent):
    """A fixed day of the month goes with a rhythm of months, quarters or years."""


class DayCountNeedsRegularPeriods(TermsNotConsistent):
    """This day count measures parts of regular periods that divide a year; the rhythm has none."""


class BalloonDoesNotFit(TermsNotConsistent):
    """A balloon loan says over how many periods it is amortised, at least its own; no other method does."""


class PlanDoesNotFit(TermsNotConsistent):
    """A custom plan has a part for every due date but the last; no other method has a plan."""


class InstallmentDoesNotFit(TermsNotConsistent):
    """A loan with a fixed installment says how much it is; no other method does."""


class InstallmentTooSmall(TermsNotConsistent):
    """The given installment does not repay the loan within the periods allowed."""


class GraceDoesNotFit(TermsNotConsistent):
    """Grace leaves at least one installment, and goes only with methods that plan principal by themselves."""


class RealBalanceDoesNotFit(TermsNotConsistent):
    """Interest on the real balance does not go with this term, which fixes interest beforehand."""


class BrokenPeriodDoesNotFit(TermsNotConsistent):
    """The interest of a broken first period can be set apart only where a rhythm says what a regular period is."""


class TranchesDoNotFit(TermsNotConsistent):
    """Later tranches rise in date before the last due date, leave something for the first day, and some terms out."""
