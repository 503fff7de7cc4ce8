"""Schedules of a portfolio, equal to `engine.schedule` of each of its loans, to the cent.

Equality is proven, never hoped for: `bulk.bounds` says beforehand which loans have no figure that could be inexact, and
`bulk.level` which installments are proven. Every other loan is computed by the engine and named in `by_scalar`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from loanwright.engine.bulk.bounds import is_known, largest_figures
from loanwright.engine.bulk.fees import charged_at_start, charged_with_installments
from loanwright.engine.bulk.level import Levels, levels
from loanwright.engine.bulk.methods import Columns, Problem, fill
from loanwright.engine.bulk.portfolio import BLOCK, Days, Minors, Places, Portfolio
from loanwright.engine.bulk.whole import LIMIT, Whole, divide
from loanwright.engine.fee_terms import FeeTiming
from loanwright.engine.schedule import Schedule
from loanwright.engine.scheduling import schedule
from loanwright.engine.terms import LoanTerms, Method

_WITH_LEVEL = {Method.EQUAL_INSTALLMENTS, Method.BALLOON}


@dataclass(frozen=True, slots=True)
class Schedules:
    """Schedules side by side, in minor units: row k of `principal`, `interest` and `fees` is installment k + 1.

    `down` is due on the first day, `deducted` kept back from the disbursement, `upfront` paid beside it. `by_scalar`
    names the loans that columns could not be proven for, with their schedules by the engine: the columns show those
    figures, and what no column is for stands there.
    """

    portfolio: Portfolio
    principal: Minors
    interest: Minors
    fees: Minors
    down: Minors
    deducted: Minors
    upfront: Minors
    by_scalar: Mapping[int, Schedule]

    @classmethod
    def blank(cls, portfolio: Portfolio) -> Self:
        """Room for the schedules of these loans."""
        loans, rows = len(portfolio), len(portfolio.calendars.due_on)
        principal, interest = (np.empty((rows, loans), dtype=np.int64) for _ in range(2))
        fees, down, deducted, upfront = (np.zeros(shape, dtype=np.int64) for shape in [(rows, loans), *[loans] * 3])
        return cls(portfolio, principal, interest, fees, down, deducted, upfront, {})

    @property
    def due_on(self) -> Days:
        """Due dates, laid out as the amounts."""
        return self.portfolio.calendars.due_on.take(self.portfolio.calendar_of, axis=1, mode="clip")


def schedules(portfolio: Portfolio) -> Schedules:
    """The schedules of all loans; see `Portfolio.blocks` for more loans than memory should hold."""
    blank = Schedules.blank(portfolio)
    if not is_known(portfolio.kind):
        return _by_scalar(blank, np.arange(len(portfolio)))
    starts = range(0, len(portfolio), BLOCK)
    doubtful = [first + _compute(blank, slice(first, first + BLOCK)) for first in starts]
    return _by_scalar(blank, np.concatenate(doubtful))


def _compute(result: Schedules, where: slice) -> Places:
    """Fill the columns of some loans; returns those that are not proven."""
    loans = result.portfolio.part(where)
    kind, scale = loans.kind, float(loans.rate_scale * loans.calendars.basis)
    principal = loans.principal.astype(np.float64)
    rate = loans.rate.astype(np.float64)
    peak_factor = rate * loans.calendars.peak_weights.take(loans.calendar_of)
    factors = loans.calendars.weights.take(loans.calendar_of, axis=1, mode="clip")
    factors *= rate
    is_proven = largest_figures(kind, principal, peak_factor, scale) <= LIMIT
    down = _down_payment(kind, principal)
    factors[: kind.grace.interest_charged] = 0
    level = _level(kind, principal - down, factors, scale)
    columns = Columns(result.principal[:, where], result.interest[:, where])
    fill(columns, Problem(principal - down, factors, scale, level.installment, kind))
    result.down[where] = down
    if kind.fees:
        result.fees[:, where] = charged_with_installments(kind, principal, columns)
        result.deducted[where] = charged_at_start(kind, principal, FeeTiming.DEDUCTED)
        result.upfront[where] = charged_at_start(kind, principal, FeeTiming.AT_DISBURSEMENT)
    return np.flatnonzero(~(is_proven & level.is_proven & (down < principal)))


def _level(kind: LoanTerms, amount: Whole, factors: Whole, scale: float) -> Levels:
    if kind.method not in _WITH_LEVEL:
        return Levels(np.zeros_like(amount), np.ones(len(amount), dtype=np.bool_))
    after_grace = factors[kind.grace.principal :]
    beyond = (kind.balloon_periods or kind.periods) - kind.periods
    horizon = np.concatenate([after_grace, *[after_grace[-1:]] * beyond]) if beyond else after_grace
    return levels(kind, amount, horizon, scale)


def _down_payment(kind: LoanTerms, principal: Whole) -> Whole:
    if kind.down_payment is None:
        return np.zeros_like(principal)
    numerator, denominator = kind.down_payment.percent.as_integer_ratio()
    rounding, multiple = kind.installment_rounding, kind.down_payment.multiple
    return divide(principal * float(numerator), denominator * 100, rounding, multiple)


def _by_scalar(result: Schedules, places: Places) -> Schedules:
    """The same with these loans computed one by one."""
    loans = result.portfolio
    plans = {place: schedule(loans.terms_of(place), loans.business_days) for place in places.tolist()}
    for place, plan in plans.items():
        result.principal[:, place], result.interest[:, place], result.fees[:, place] = (
            plan.principal,
            plan.interest,
            plan.fees,
        )
        result.down[place], result.deducted[place], result.upfront[place] = plan.down, plan.deducted, plan.upfront
    return replace(result, by_scalar=plans)
