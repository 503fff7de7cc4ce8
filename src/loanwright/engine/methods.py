"""How principal comes back: each method turns an amount and its periods into a principal and an interest column.

All work on integers: period k costs `balance * factors[k] / scale` of interest, rounded once. The last installment takes
what is left, so the principal column always sums to the amount.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from loanwright.engine.rounding import Division, divide
from loanwright.engine.terms import LoanTerms, Method

Columns = tuple[Sequence[int], Sequence[int]]


class Problem(NamedTuple):
    """An amount to amortise: `factors[k] / scale` is the exact interest factor of period k."""

    amount: int
    factors: Sequence[int]
    scale: int
    round_interest: Division
    terms: LoanTerms


def level_installment(problem: Problem) -> int:
    """The installment that repays the amount exactly, rounded as the terms say.

    A = P x prod(1 + f_i) / sum_j prod_{i>j}(1 + f_i), the annuity with a factor per period (with equal factors the
    textbook P i (1+i)^n / ((1+i)^n - 1); Brealey, Myers, Allen, Principles of Corporate Finance, chapter 2). Computed in
    whole numbers without any rounding before the last.
    """
    amount, factors, scale, _, terms = problem
    numerator, denominator = _annuity(tuple(factors), scale)
    return divide(amount * numerator, denominator, terms.installment_rounding, terms.installment_multiple)


def _annuity(factors: tuple[int, ...], scale: int) -> tuple[int, int]:
    """Installment per unit of principal as an exact fraction."""
    first = factors[0]
    if factors.count(first) == len(factors):
        return _uniform_annuity(first, scale, len(factors))
    growth, value, power = 1, 0, 1
    for factor in factors:
        power *= scale
        value = value * (scale + factor) + power
        growth *= scale + factor
    return growth, value


def _uniform_annuity(factor: int, scale: int, count: int) -> tuple[int, int]:
    if factor == 0:
        return 1, count
    growth = (scale + factor) ** count
    return factor * growth, scale * (growth - scale**count)


def equal_installments(problem: Problem) -> Columns:
    """等额本息: a level installment; what of it is not interest repays principal."""
    return amortised(problem, level_installment(problem))


def amortised(problem: Problem, installment: int) -> Columns:
    """Columns for a given installment. Where interest alone exceeds it, no principal is repaid in that period."""
    balance, factors, scale, round_interest, _ = problem
    principal, interest = [], []
    for factor in factors:
        charge = round_interest(balance * factor, scale)
        repaid = min(max(installment - charge, 0), balance)
        balance -= repaid
        principal.append(repaid)
        interest.append(charge)
    principal[-1] += balance
    return principal, interest


def equal_principal(problem: Problem) -> Columns:
    """等额本金: the same principal every time, interest on what is left."""
    terms = problem.terms
    share = divide(problem.amount, len(problem.factors), terms.installment_rounding, terms.installment_multiple)
    return in_shares(problem, share)


def in_shares(problem: Problem, share: int) -> Columns:
    """Columns for a given principal part."""
    balance, principal = problem.amount, []
    for _ in problem.factors[1:]:
        principal.append(min(share, balance))
        balance -= principal[-1]
    principal.append(balance)
    return principal, interest_on(problem, principal)


def at_the_end(problem: Problem) -> Columns:
    """先息后本 and 利随本清: interest as it falls due, all principal with the last installment."""
    principal = [0] * (len(problem.factors) - 1) + [problem.amount]
    return principal, interest_on(problem, principal)


def interest_on(problem: Problem, principal: Sequence[int]) -> list[int]:
    """The interest column that belongs to a principal column."""
    balance, factors, scale, round_interest, _ = problem
    interest = []
    for factor, repaid in zip(factors, principal, strict=True):
        interest.append(round_interest(balance * factor, scale))
        balance -= repaid
    return interest


METHODS: dict[Method, Callable[[Problem], Columns]] = {
    Method.EQUAL_INSTALLMENTS: equal_installments,
    Method.EQUAL_PRINCIPAL: equal_principal,
    Method.INTEREST_ONLY: at_the_end,
    Method.BULLET: at_the_end,
}


def continued(problem: Problem, contract: Columns) -> Columns:
    """Columns for what is left of a contract, keeping what it charged with its first installment."""
    match problem.terms.method:
        case Method.EQUAL_INSTALLMENTS:
            return amortised(problem, contract[0][0] + contract[1][0])
        case Method.EQUAL_PRINCIPAL:
            return in_shares(problem, contract[0][0])
        case Method.INTEREST_ONLY | Method.BULLET:
            return at_the_end(problem)
