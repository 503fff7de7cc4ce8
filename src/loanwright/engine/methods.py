"""How principal comes back: each method turns an amount and its periods into a principal and an interest column.

All work on integers: period k costs `balance * factors[k] / scale` of interest, rounded once. The last installment
takes what is left, so the principal column always sums to the amount.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from loanwright.engine import fineract
from loanwright.engine.annuity import Columns, Problem, amortised, level_installment, taken_in_turn
from loanwright.engine.conventions import Levelling, Profile
from loanwright.engine.plan_terms import PlannedPart
from loanwright.engine.remainder import remainder_first, remainder_spread, shared_out
from loanwright.engine.rounding import divide
from loanwright.engine.terms import Method


def equal_installments(problem: Problem) -> Columns:
    """等额本息: a level installment; what of it is not interest repays principal."""
    level = level_installment(problem)
    match problem.terms.levelling:
        case Levelling.LAST | Levelling.SMOOTHED:
            return amortised(problem, level)
        case Levelling.FIRST:
            return remainder_first(problem, level)
        case Levelling.SPREAD:
            return remainder_spread(problem, level)


def equal_principal(problem: Problem) -> Columns:
    """等额本金: the same principal every time, interest on what is left."""
    principal = _equal_shares(problem)
    return principal, interest_on(problem, principal)


def at_the_end(problem: Problem) -> Columns:
    """先息后本 and 利随本清: interest as it falls due, all principal with the last installment."""
    principal = [0] * (len(problem.factors) - 1) + [problem.amount]
    return principal, interest_on(problem, principal)


def flat(problem: Problem) -> Columns:
    """等本等息: equal principal, and every period costs interest on the original amount."""
    if problem.terms.profile is not Profile.EXACT:
        return fineract.flat(problem)
    interest = [problem.round_interest(problem.amount * factor, problem.scale) for factor in problem.factors]
    return _equal_shares(problem), interest


def balloon(problem: Problem) -> Columns:
    """气球贷: the installments of a loan over `balloon_periods`; the last one takes all that is left.

    Periods beyond the end count like the last.
    """
    return amortised(problem, level_installment(_to_horizon(problem)))


def custom(problem: Problem) -> Columns:
    """自定义还款计划: each due date as planned, while the loan lasts; the last takes what is left."""
    principal: list[int] = []
    interest: list[int] = []
    left = problem.amount
    for factor, part in zip(problem.factors, [*problem.terms.plan, None], strict=True):
        interest.append(problem.round_interest(left * factor, problem.scale))
        wanted = left if part is None else _wanted(problem, part, interest[-1])
        principal.append(min(max(wanted, 0), left))
        left -= principal[-1]
    return principal, interest


def _wanted(problem: Problem, part: PlannedPart, charge: int) -> int:
    """The principal that a planned part asks for when interest of `charge` falls due with it."""
    if part.principal is not None:
        return part.principal.minor
    if part.installment is not None:
        return part.installment.minor - charge
    assert part.percent is not None
    numerator, denominator = part.percent.as_integer_ratio()
    terms = problem.terms
    rounding, multiple = terms.installment_rounding, terms.installment_multiple
    return divide(problem.amount * numerator, denominator * 100, rounding, multiple)


def fixed_installment(problem: Problem) -> Columns:
    """定额还款: the given installment for as long as it takes; periods after the last payment ask for nothing."""
    return amortised(problem, _given_installment(problem))


def _given_installment(problem: Problem) -> int:
    assert problem.terms.installment is not None
    return problem.terms.installment.minor


def _to_horizon(problem: Problem) -> Problem:
    beyond = (problem.terms.balloon_periods or 0) - problem.terms.periods
    return problem._replace(factors=[*problem.factors, *[problem.factors[-1]] * beyond])


def level_of(problem: Problem) -> int:
    """What installments aim at: a level installment, an equal share of principal, or nothing until the end."""
    match problem.terms.method:
        case Method.EQUAL_INSTALLMENTS:
            return level_installment(problem)
        case Method.BALLOON:
            return level_installment(_to_horizon(problem))
        case Method.EQUAL_PRINCIPAL:
            return _equal_share(problem)
        case Method.FLAT if problem.terms.profile is not Profile.EXACT:
            principal, interest = flat(problem)
            return principal[0] + interest[0]
        case Method.FLAT:
            return _equal_share(problem)
        case Method.FIXED_INSTALLMENT:
            return _given_installment(problem)
        case Method.INTEREST_ONLY | Method.BULLET | Method.CUSTOM:
            return 0


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
    Method.FLAT: flat,
    Method.BALLOON: balloon,
    Method.CUSTOM: custom,
    Method.FIXED_INSTALLMENT: fixed_installment,
}


def continued(problem: Problem, contract: Columns) -> Columns:
    """Columns for what is left of a contract, keeping what it charged with its first installment after any grace."""
    first = problem.terms.grace.principal
    match problem.terms.method:
        case Method.EQUAL_INSTALLMENTS | Method.BALLOON:
            return amortised(problem, contract[0][first] + contract[1][first])
        case Method.EQUAL_PRINCIPAL:
            principal = taken_in_turn(problem.amount, [contract[0][first]] * len(problem.factors))
            return principal, interest_on(problem, principal)
        case Method.FLAT:
            principal = taken_in_turn(problem.amount, [contract[0][first]] * len(problem.factors))
            return principal, contract[1][-len(principal) :]
        case Method.INTEREST_ONLY | Method.BULLET:
            return at_the_end(problem)
        case Method.FIXED_INSTALLMENT:
            return fixed_installment(problem)
        case Method.CUSTOM:
            principal = taken_in_turn(problem.amount, contract[0][-len(problem.factors) :])
            return principal, interest_on(problem, principal)


def _equal_shares(problem: Problem) -> list[int]:
    count, share = len(problem.factors), _equal_share(problem)
    match problem.terms.levelling:
        case Levelling.FIRST if share * (count - 1) <= problem.amount:
            return [problem.amount - share * (count - 1), *[share] * (count - 1)]
        case Levelling.SPREAD:
            return shared_out(problem.amount, count, problem.terms.installment_multiple)
        case _:
            return taken_in_turn(problem.amount, [share] * count)


def _equal_share(problem: Problem) -> int:
    terms = problem.terms
    return divide(problem.amount, len(problem.factors), terms.installment_rounding, terms.installment_multiple)
