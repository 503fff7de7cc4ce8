"""Interest of a first period that is longer or shorter than the rhythm, where it is set apart from the installments."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm

from loanwright.engine.annuity import Columns, Problem
from loanwright.engine.date_terms import BrokenPeriod
from loanwright.engine.periods import Periods, regular_first
from loanwright.engine.remainder import shared_out


def with_broken_period(
    problem: Problem, periods: Periods, columns_of: Callable[[Problem, Periods], Columns]
) -> tuple[Columns, int]:
    """The columns of regular periods, with the broken days' interest where the terms put it; and what is paid up front.

    That interest is amount x first factor, rounded, less the same for a regular first period, so that the borrower pays
    the same in every case. A short first period lowers the first installment whatever the terms say.
    """
    principal, regular = columns_of(_regular(problem, periods), periods)
    interest = list(regular)
    difference = problem.round_interest(problem.amount * problem.factors[0], problem.scale) - interest[0]
    match problem.terms.broken_period:
        case BrokenPeriod.UP_FRONT if difference > 0:
            return (principal, interest), difference
        case BrokenPeriod.SPREAD if difference > 0:
            shares = shared_out(difference, len(interest), 1)
            return (principal, [charge + share for charge, share in zip(interest, shares, strict=True)]), 0
        case _:
            interest[0] += difference
            return (principal, interest), 0


def _regular(problem: Problem, periods: Periods) -> Problem:
    """The same problem as if the first period were regular."""
    share = regular_first(problem.terms, periods) / periods.year_fraction(0)
    first = Fraction(problem.factors[0], problem.scale) * share
    scale = lcm(problem.scale, first.denominator)
    later = [factor * (scale // problem.scale) for factor in problem.factors[1:]]
    return problem._replace(factors=[int(first * scale), *later], scale=scale)
