"""The rate over a loan's life as far as its terms know it: steps agreed beforehand, and resets of a floating rate."""

from __future__ import annotations

from datetime import date

from loanwright.engine.periods import Periods
from loanwright.engine.terms import LoanTerms
from loanwright.kernel.rate import Rate

RatePath = list[tuple[date, Rate]]


def has_steps(terms: LoanTerms) -> bool:
    """Whether the terms know of any rate beside the first."""
    return bool(terms.rate_steps) or terms.floating is not None


def rate_path(terms: LoanTerms, periods: Periods) -> RatePath:
    """From which night on which rate holds, after the one the loan begins with; of two on one day the later named."""
    path: dict[date, Rate] = {}
    if terms.floating is not None:
        path = {day: terms.floating.rate_on(day) for day in terms.floating.resets(periods.due_on[-1])}
    for step in terms.rate_steps:
        if step.from_on is not None:
            path[step.from_on] = step.rate
        elif step.from_period is not None and step.from_period <= len(periods.from_on):
            path[periods.from_on[step.from_period - 1]] = step.rate
    return sorted(path.items())
