"""Grace: first periods without principal, without paying interest, or without interest at all."""

from __future__ import annotations

from collections.abc import Callable

from loanwright.engine.annuity import Columns, Problem
from loanwright.engine.remainder import shared_out
from loanwright.engine.terms import Grace, UnpaidInterest


def with_grace(problem: Problem, grace: Grace, method: Callable[[Problem], Columns]) -> Columns:
    """The method's columns over the periods after grace on principal; before them interest alone.

    Interest not yet to be paid is carried to the first installment that pays interest, shared equally among all that
    do, or joins the principal.
    """
    free = grace.interest_charged
    problem = problem._replace(factors=[0] * min(free, len(problem.factors)) + list(problem.factors[free:]))
    if grace.unpaid is UnpaidInterest.CAPITALISED:
        return _capitalised(problem, grace, method)
    waiting = _interest_alone(problem, grace.principal)
    principal, interest = method(problem._replace(factors=problem.factors[grace.principal :]))
    charged = _postponed(waiting + list(interest), grace)
    return [0] * grace.principal + list(principal), charged


def _postponed(interest: list[int], grace: Grace) -> list[int]:
    waits = grace.interest_payment
    if not waits:
        return interest
    later = interest[waits:]
    if grace.unpaid is UnpaidInterest.SPREAD:
        shares = shared_out(sum(interest[:waits]), len(later), 1)
        return [0] * waits + [charge + share for charge, share in zip(later, shares, strict=True)]
    return [0] * waits + [sum(interest[: waits + 1]), *later[1:]]


def _capitalised(problem: Problem, grace: Grace, method: Callable[[Problem], Columns]) -> Columns:
    """Each period that pays no interest adds it to the balance: minus as much principal in that row."""
    balance, added = problem.amount, []
    for factor in problem.factors[: grace.interest_payment]:
        added.append(problem.round_interest(balance * factor, problem.scale))
        balance += added[-1]
    rest = problem._replace(amount=balance, factors=problem.factors[grace.interest_payment :])
    between = grace.principal - grace.interest_payment
    waiting = _interest_alone(rest, between)
    principal, interest = method(rest._replace(factors=rest.factors[between:]))
    unpaid = [-charge for charge in added]
    return [*unpaid, *[0] * between, *principal], [*added, *waiting, *interest]


def _interest_alone(problem: Problem, periods: int) -> list[int]:
    return [problem.round_interest(problem.amount * factor, problem.scale) for factor in problem.factors[:periods]]
