"""What a third party pays of each installment's interest (贴息)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from loanwright.engine.annuity import Problem
from loanwright.engine.periods import Periods
from loanwright.engine.rate_terms import Subsidy
from loanwright.engine.rounding import divide


def subsidised(problem: Problem, periods: Periods, interest: Sequence[int]) -> tuple[int, ...]:
    """The subsidy of every installment, never more than its interest; the borrower pays the rest.

    A percentage is that of the interest; points of the rate are the part of the interest that they are of the rate,
    (points x year fraction) / (factor of the period). Rounded as interest is.
    """
    subsidy = problem.terms.subsidy
    if subsidy is None:
        return ()
    paid = []
    for k, charge in enumerate(interest):
        share = _share(subsidy, k, problem, periods)
        exact = charge * share
        paid.append(divide(exact.numerator, exact.denominator, problem.terms.interest_rounding))
    return tuple(paid)


def _share(subsidy: Subsidy, k: int, problem: Problem, periods: Periods) -> Fraction:
    """The part of period k's interest that the third party pays, k counted from 0."""
    if subsidy.periods is not None and k >= subsidy.periods:
        return Fraction(0)
    if subsidy.percent is not None:
        return Fraction(subsidy.percent) / 100
    factor = Fraction(problem.factors[k], problem.scale)
    assert subsidy.points is not None
    points = Fraction(subsidy.points.annual) * periods.year_fraction(k)
    return min(points / factor, Fraction(1)) if factor else Fraction(0)
