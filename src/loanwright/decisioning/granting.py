"""From a row of a policy's terms to what one applicant may have: amount and price. Pure.

The amount is the least of what was asked for, what the row allows, and what the income carries: installments grow in
proportion to the amount, so the amount at which they reach the row's share of income follows from the wish's own
installment. The price never rises above what the product's caps on the all-in annual rate leave room for.
"""

from __future__ import annotations

from loanwright.decisioning.features import owed_monthly
from loanwright.decisioning.model import Case, Granted, Outcome, Reason, Words
from loanwright.decisioning.policy import Terms
from loanwright.kernel.money import Money

TOO_LITTLE = Reason(
    "affordable-amount-too-small",
    Words(
        "按您的收入和评分可以批准的金额低于该产品的最低金额，由工作人员审核",
        "What your income and score allow is below the smallest amount of this product; a person will have a look",
    ),
)


def granted(case: Case, terms: Terms | None) -> Granted | None:
    """What the terms allow for this case; None where there are none."""
    if terms is None:
        return None
    wish = case.wish
    most = min(wish.amount, _row_limit(terms, wish.amount), _affordable(case, terms.debt_to_income_at_most))
    room = wish.rate_points_room
    rate_points = terms.rate_points if room is None else min(terms.rate_points, room)
    return Granted(terms.row, terms.grade, _in_steps(case, most), rate_points)


def settled(outcome: Outcome, case: Case, allowed: Granted | None) -> Outcome:
    """An approval of less than the product lends becomes a question for a person; all else stays."""
    return Outcome.REFER if outcome is Outcome.APPROVE and is_too_little(case, allowed) else outcome


def is_too_little(case: Case, allowed: Granted | None) -> bool:
    """Whether the terms allow less than the product lends."""
    return allowed is not None and allowed.amount < (case.wish.smallest or Money(1, case.wish.amount.currency))


def _row_limit(terms: Terms, wished: Money) -> Money:
    return Money(terms.amount_at_most * 10**wished.currency.exponent, wished.currency)


def _affordable(case: Case, percent: int) -> Money:
    """The amount whose installment, with what is owed already, takes this share of income."""
    wish, income = case.wish, case.answers.monthly_income
    left = max(income.minor * percent // 100 - owed_monthly(case).minor, 0)
    if not wish.installment.minor:
        return wish.amount
    return Money(wish.amount.minor * left // wish.installment.minor, wish.amount.currency)


def _in_steps(case: Case, amount: Money) -> Money:
    """The wish itself, or the next lower amount the product lends."""
    if amount == case.wish.amount or case.wish.step is None:
        return amount
    return Money(amount.minor - amount.minor % case.wish.step.minor, amount.currency)
