"""Apache Fineract's own conventions, for a lender that migrates from it and wants every cent to stay where it was.

Chosen by `LoanTerms.profile`; nothing else in the engine knows them. Besides what stands here, `annuity.to_installment`
rounds twice, and the day counts split at 31 December and by 29 February exist for Fineract alone. Each convention was
confirmed by recomputing its published end-to-end cases (`tests.golden.fineract`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from loanwright.engine.annuity import Columns, Problem, taken_in_turn, to_installment
from loanwright.engine.conventions import Profile
from loanwright.engine.rounding import divide
from loanwright.engine.terms import InterestBasis, LoanTerms

_FACTOR_SCALE = 10**19


def cut(factors: Sequence[int], scale: int) -> tuple[list[int], int]:
    """Factors cut to 19 decimals, so that the tie 4.375 becomes 4.37."""
    return [factor * _FACTOR_SCALE // scale for factor in factors], _FACTOR_SCALE


def cut_fraction(factor: Fraction) -> Fraction:
    """The same for one factor."""
    return Fraction(factor.numerator * _FACTOR_SCALE // factor.denominator, _FACTOR_SCALE)


def flat(problem: Problem) -> Columns:
    """Flat interest: progressive loans round it per period, cumulative ones share its total equally.

    Of the shared total the last installment takes the rest, and a down payment does not lower it.
    """
    terms = problem.terms
    if terms.profile is Profile.FINERACT_CUMULATIVE:
        interest = _shared_total(problem)
        exact = problem.amount, len(interest)
        installments = [to_installment(terms, exact[0] + charge * exact[1], exact[1]) for charge in interest]
    else:
        interest = [problem.round_interest(problem.amount * factor, problem.scale) for factor in problem.factors]
        level = to_installment(terms, problem.amount + sum(interest), len(interest))
        installments = [level] * len(interest)
    wanted = [installment - charge for installment, charge in zip(installments, interest, strict=True)]
    return taken_in_turn(problem.amount, wanted), interest


def _shared_total(problem: Problem) -> list[int]:
    base = problem.terms.principal.minor
    count = len(problem.factors)
    total = problem.round_interest(base * sum(problem.factors), problem.scale)
    return taken_in_turn(total, [divide(total, count, problem.terms.interest_rounding)] * count)


def plans_anew(terms: LoanTerms) -> bool:
    """Whether a further disbursement makes the whole schedule anew: on cumulative loans, where payments don't."""
    return terms.profile is Profile.FINERACT_CUMULATIVE and terms.interest_basis is InterestBasis.AS_AGREED


def is_chosen(terms: LoanTerms) -> bool:
    """Whether the loan follows Fineract's arithmetic."""
    return terms.profile is not Profile.EXACT
