"""Where loans that are paid as agreed stand on a day: enough to value a portfolio, or to forecast it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from loanwright.engine.bulk.portfolio import Minors, Portfolio
from loanwright.engine.bulk.schedules import Schedules
from loanwright.engine.bulk.whole import DIVISIONS, LIMIT
from loanwright.engine.daycount import weight
from loanwright.engine.earnings import elapsed_count
from loanwright.engine.periods import Periods
from loanwright.engine.rounding import divide


@dataclass(frozen=True, slots=True)
class Accruals:
    """Minor units at the end of a day: principal of installments not yet due, and interest earned but not yet due."""

    principal: Minors
    interest: Minors


class _Running(NamedTuple):
    """Installments due so far; of the running period, what has passed and how long it is (0 of 1 outside the loan)."""

    passed: int
    elapsed: int
    whole: int


def accruals_on(plans: Schedules, day: date) -> Accruals:
    """What `replay` says of every loan at the end of `day`, if it was paid out and is paid as agreed until then."""
    portfolio = plans.portfolio
    running = [_running(portfolio, periods, day) for periods in portfolio.calendars.periods]
    passed, elapsed, whole = (np.array(column)[portfolio.calendar_of] for column in zip(*running, strict=True))
    rows = np.arange(len(plans.principal))[:, np.newaxis]
    has_begun = np.array([terms.start_on <= day for terms in portfolio.calendars.terms])[portfolio.calendar_of]
    principal = np.where((rows >= passed) & has_begun, plans.principal, 0).sum(axis=0)
    current = np.minimum(passed, len(plans.principal) - 1)
    interest = np.where(elapsed > 0, plans.interest[current, np.arange(len(portfolio))], 0)
    return Accruals(principal, _earned(portfolio, interest, elapsed, whole))


def _running(portfolio: Portfolio, periods: Periods, day: date) -> _Running:
    passed = sum(due_on <= day for due_on in periods.due_on)
    if passed == len(periods.due_on) or day <= periods.from_on[passed]:
        return _Running(passed, 0, 1)
    count, from_on = elapsed_count(portfolio.kind), periods.from_on[passed]
    return _Running(passed, weight(count, from_on, day), weight(count, from_on, periods.due_on[passed]))


def _earned(portfolio: Portfolio, interest: Minors, elapsed: Minors, whole: Minors) -> Minors:
    """The part of each interest that has been earned; what might not fit into a column is computed by itself."""
    rounding = portfolio.kind.interest_rounding
    numerator = interest.astype(np.float64) * elapsed
    earned = DIVISIONS[rounding](numerator.copy(), whole.astype(np.float64)).astype(np.int64)
    for place in np.flatnonzero(numerator > LIMIT).tolist():
        earned[place] = divide(int(interest[place]) * int(elapsed[place]), int(whole[place]), rounding)
    return earned
