"""The level installment: exact, rounded once, and smoothed if the terms ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from loanwright.engine.conventions import Levelling, Profile
from loanwright.engine.estimate import estimated
from loanwright.engine.rounding import FLOORS, Division, divide
from loanwright.engine.terms import LoanTerms
from loanwright.kernel.money import Rounding

Columns = tuple[Sequence[int], Sequence[int]]
_SMOOTHING_PASSES = 3


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
    textbook P i (1+i)^n / ((1+i)^n - 1); Brealey, Myers, Allen, Principles of Corporate Finance, chapter 2). Where an
    estimate does not prove how it is rounded, it is computed in whole numbers.
    """
    amount, factors, scale = problem[:3]
    exact = estimated(amount, factors, scale)
    if exact is None:
        numerator, denominator = annuity(factors, scale)
        exact = amount * numerator, denominator
    installment = to_installment(problem.terms, *exact)
    if problem.terms.levelling is Levelling.SMOOTHED:
        return smoothed(problem, installment)
    return installment


def to_installment(terms: LoanTerms, numerator: int, denominator: int) -> int:
    """An exact amount as an installment: a multiple of what the terms say.

    Fineract rounds to the minor unit first, and ignores the multiple where it would leave nothing.
    """
    rounding, multiple = terms.installment_rounding, terms.installment_multiple
    if terms.profile is Profile.EXACT or multiple == 1:
        return divide(numerator, denominator, rounding, multiple)
    cents = divide(numerator, denominator, rounding)
    return divide(cents, 1, rounding, multiple) or cents


def smoothed(problem: Problem, installment: int) -> int:
    """Share what the last installment differs by among all, while that brings it closer to them.

    With d = last - level over n periods: if |d| exceeds half a minor unit for each of them, level += d / n rounded to
    the nearest; kept only if |d| shrinks; at most three times.
    """
    count = len(problem.factors)
    gap = _gap(problem, installment)
    for _ in range(_SMOOTHING_PASSES):
        if count < 2 or abs(gap) <= count // 2:
            break
        adjusted = to_installment(problem.terms, installment + divide(gap, count, Rounding.HALF_EVEN), 1)
        better = _gap(problem, adjusted)
        if abs(better) >= abs(gap):
            break
        installment, gap = adjusted, better
    return installment


def _gap(problem: Problem, installment: int) -> int:
    principal, interest = amortised(problem, installment)
    return principal[-1] + interest[-1] - installment


def annuity(factors: Sequence[int], scale: int) -> tuple[int, int]:
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


def amortised(problem: Problem, installment: int) -> Columns:
    """Columns for a given installment.

    Where interest alone exceeds it, no principal is repaid in that period; Fineract then charges no more than the
    installment and carries the rest of the interest on.
    """
    if problem.terms.profile is not Profile.EXACT:
        return _amortised_carrying(problem, installment)
    floor = FLOORS.get(problem.terms.interest_rounding)
    if floor is None:
        return paid_by(problem, [installment] * len(problem.factors))
    times, plus, by = floor(problem.scale)
    balance = problem.amount
    principal: list[int] = []
    interest: list[int] = []
    for factor in problem.factors:  # the hot loop: plain comparisons instead of min and max, no call to round
        charge = (balance * factor * times + plus) // by
        repaid = installment - charge
        if repaid < 0:
            repaid = 0
        elif repaid > balance:
            repaid = balance
        balance -= repaid
        principal.append(repaid)
        interest.append(charge)
    principal[-1] += balance
    return principal, interest


def _amortised_carrying(problem: Problem, installment: int) -> Columns:
    balance, factors, scale, round_interest, _ = problem
    carried = 0
    principal: list[int] = []
    interest: list[int] = []
    for factor in factors:
        exact = balance * factor + carried
        charge = round_interest(exact, scale)
        repaid = min(installment - charge, balance)
        carried = 0
        if repaid < 0:
            repaid = 0
            if len(interest) < len(factors) - 1:
                charge, carried = installment, exact - installment * scale
        balance -= repaid
        principal.append(repaid)
        interest.append(charge)
    principal[-1] += balance
    return principal, interest


def paid_by(problem: Problem, installments: Sequence[int]) -> Columns:
    """Columns for installments that differ; the last takes what is left, and interest is paid even where it is more."""
    balance, factors, scale, round_interest, _ = problem
    principal: list[int] = []
    interest: list[int] = []
    for factor, installment in zip(factors, installments, strict=True):
        charge = round_interest(balance * factor, scale)
        repaid = min(max(installment - charge, 0), balance)
        balance -= repaid
        principal.append(repaid)
        interest.append(charge)
    principal[-1] += balance
    return principal, interest


def taken_in_turn(amount: int, wanted: Sequence[int]) -> list[int]:
    """Each part as wanted while the amount lasts; the last takes what is left."""
    parts = []
    for part in wanted[:-1]:
        parts.append(min(max(part, 0), amount))
        amount -= parts[-1]
    return [*parts, amount]
