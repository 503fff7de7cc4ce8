"""Level installments computed again wherever the rate is known to step: each time for what is left of the loan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import lcm

from loanwright.engine.annuity import Columns, Problem
from loanwright.engine.meter import Meter
from loanwright.engine.methods import level_of
from loanwright.engine.periods import Periods
from loanwright.engine.rate_path import RatePath, has_steps, rate_path
from loanwright.engine.rate_terms import StepLevel
from loanwright.engine.terms import LoanTerms, Method


def metered(meter: Meter, periods: Periods) -> tuple[list[int], int]:
    """The interest factor of every period over one denominator."""
    spans = zip(periods.from_on, periods.due_on, strict=True)
    factors = [meter.factor(from_on, due_on) for from_on, due_on in spans]
    scale = lcm(*(factor.denominator for factor in factors))
    return [int(factor * scale) for factor in factors], scale


def levels_anew(terms: LoanTerms) -> bool:
    """Whether level installments change with the rate."""
    level = terms.method in (Method.EQUAL_INSTALLMENTS, Method.BALLOON)
    return level and has_steps(terms) and terms.step_level is StepLevel.NEW


def relevelled(periods: Periods) -> Callable[[Problem], Columns]:
    """The method of a loan whose level changes with the rate; `periods` are all of the loan's."""
    return lambda problem: columns_and_levels(problem, periods)[0]


def columns_and_levels(problem: Problem, periods: Periods) -> tuple[Columns, list[int]]:
    """Columns over the last of the periods, as many as the problem has, and the level that each of them aims at.

    A step inside a period counts for that period's installment already, as `RateChanged` does.
    """
    balance, factors, scale, round_interest, terms = problem
    offset, steps = len(periods.due_on) - len(factors), rate_path(terms, periods)
    principal: list[int] = []
    interest: list[int] = []
    levels: list[int] = []
    for k, factor in enumerate(factors, start=offset):
        known = _steps_by(periods.due_on[k], steps)
        if not levels or known != _steps_by(periods.due_on[k - 1], steps):
            levels.append(level_of(_as_known(problem, periods, steps[:known], k)._replace(amount=balance)))
        else:
            levels.append(levels[-1])
        charge = round_interest(balance * factor, scale)
        repaid = min(max(levels[-1] - charge, 0), balance)
        balance -= repaid
        principal.append(repaid)
        interest.append(charge)
    principal[-1] += balance
    return (principal, interest), levels


def _steps_by(due_on: date, steps: RatePath) -> int:
    return sum(on < due_on for on, _ in steps)


def _as_known(problem: Problem, periods: Periods, steps: RatePath, first: int) -> Problem:
    """The problem from period `first` on, as if the rate never changed after these steps."""
    meter = Meter(problem.terms, periods, steps)
    factors, scale = metered(meter, periods)
    free = problem.terms.grace.interest_charged
    return problem._replace(factors=[0] * max(free - first, 0) + factors[max(first, free) :], scale=scale)
