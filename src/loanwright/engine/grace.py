"""Grace: first periods without principal, without paying interest, or without interest at all."""

from __future__ import annotations

from collections.abc import Callable

from loanwright.engine.annuity import Columns, Problem
from loanwright.engine.terms import Grace


def with_grace(problem: Problem, grace: Grace, method: Callable[[Problem], Columns]) -> Columns:
    """The method's columns over the periods after grace on principal; before them interest alone.

    Interest not yet to be paid is carried to the first installment that pays interest.
    """
    free = grace.interest_charged
    factors = [0] * min(free, len(problem.factors)) + list(problem.factors[free:])
    waiting = [problem.round_interest(problem.amount * factor, problem.scale) for factor in factors[: grace.principal]]
    principal, interest = method(problem._replace(factors=factors[grace.principal :]))
    return [0] * grace.principal + list(principal), _carried(waiting + list(interest), grace.interest_payment)


def _carried(interest: list[int], periods: int) -> list[int]:
    return [0] * periods + [sum(interest[: periods + 1])] + interest[periods + 1 :] if periods else interest
