"""Annual rates of a portfolio, equal to `engine.annual_rate` in all eight decimals it keeps.

Money goes out once and comes back later, so the present value f(i) of a loan's flows falls and is convex in the rate i
per unit period: Newton's step from anywhere right of the root lands left of it, and from the left it never overshoots.
The first guess is the rate that doubles money as fast as the loan's average life says. What the last step leaves is an
error of floating point alone: the sum of n flows by Horner's rule is off by less than (4n + 8) u of the money out
(u = 2^-53; Higham, chapter 5), and so is the root by that over the slope. The scalar search stops within `PRECISION`
of the root. Where a rate is so close to the middle of two eighth decimals that these errors could tell, and where less
comes back than went out, the engine decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from loanwright.engine.annual_rate import LARGEST, PRECISION, NoAnnualRate, annual_rates, spaced
from loanwright.engine.bulk.portfolio import BLOCK, Calendars, Minors, Places
from loanwright.engine.bulk.schedules import Schedules
from loanwright.engine.scheduling import schedule

Reals = NDArray[np.float64]

_UNIT = 2.0**-53
_DECIMALS = 8
_LAST_STEP = 1e-9  # squared by the step that follows
_STEPS = 50


@dataclass(frozen=True, slots=True)
class AnnualRateColumns:
    """`simple` and `compound` rates in units of 10^-8 a year, where `is_known`; elsewhere the flows have no rate.

    `by_scalar` names the loans that the engine decided.
    """

    simple: Minors
    compound: Minors
    is_known: NDArray[np.bool_]
    by_scalar: Places


class _Flows(NamedTuple):
    """Money out at the start, and back after `first` unit periods and every period from then on."""

    out: Reals
    back: Reals
    first: Reals


def annual_rates_of(plans: Schedules) -> AnnualRateColumns:
    """The annual rates of all loans, fees included."""
    loans, count = len(plans.portfolio), len(plans.principal)
    first, per_year, is_even = _spacing(plans.portfolio.calendars, count)
    simple, compound = (np.zeros(loans, dtype=np.int64) for _ in range(2))
    rates = AnnualRateColumns(simple, compound, np.ones(loans, dtype=np.bool_), np.arange(loans))
    if not is_even:
        return _by_scalar(plans, rates)
    doubtful = [np.array(list(plans.by_scalar), dtype=np.intp)]
    for start in range(0, loans, BLOCK):
        where = slice(start, start + BLOCK)
        is_sure = _compute(rates, _flows(plans, where, first), per_year, where)
        doubtful.append(start + np.flatnonzero(~is_sure))
    return _by_scalar(plans, replace(rates, by_scalar=np.unique(np.concatenate(doubtful))))


@lru_cache(maxsize=8)
def _spacing(calendars: Calendars, count: int) -> tuple[Reals, float, bool]:
    """Unit periods before the first installment by calendar; how many a year has; whether all others last one."""
    first, per_year, is_even = [], 1.0, True
    for terms in calendars.terms:
        times, per_year = spaced(terms, count)
        moments = [whole + fraction for whole, fraction in times]
        first.append(moments[0])
        is_even &= all(time == (times[0][0] + k, times[0][1]) for k, time in enumerate(times))
    return np.array(first), per_year, is_even


def _flows(plans: Schedules, where: slice, first: Reals) -> _Flows:
    back = (plans.principal[:, where] + plans.interest[:, where] + plans.fees[:, where]).astype(np.float64)
    kept_back = plans.deducted[where] + plans.upfront[where] + plans.down[where]
    out = (plans.portfolio.principal[where] - kept_back).astype(np.float64)
    return _Flows(out, back, first.take(plans.portfolio.calendar_of[where]))


def _compute(rates: AnnualRateColumns, flows: _Flows, per_year: float, where: slice) -> NDArray[np.bool_]:
    """Fill in the rates of some loans; returns which of them are sure."""
    is_sure: NDArray[np.bool_] = (flows.out > 0) & (flows.back.sum(axis=0) >= flows.out)
    if not is_sure.any():
        return is_sure
    places = np.flatnonzero(is_sure)
    rate, error = _root(_Flows(flows.out[places], flows.back[:, places], flows.first[places]))
    far_below = (np.log1p(rate) * per_year < np.log(LARGEST) - 1) & (rate < LARGEST / 8)
    is_sure[places] = far_below  # what is next to it, the engine decides
    rate = np.where(is_sure[places], rate, 0)
    compound = np.power(1 + rate, per_year) - 1
    compound_error = error * per_year * (1 + compound) / (1 + rate) + 8 * _UNIT * (1 + compound)
    rates.simple[where][places], simple_is_sure = _kept(rate * per_year, error * per_year)
    rates.compound[where][places], compound_is_sure = _kept(compound, compound_error)
    is_sure[places] &= simple_is_sure & compound_is_sure
    return is_sure


def _root(flows: _Flows) -> tuple[Reals, Reals]:
    """The rate per unit period, and by how much it can be wrong (infinity where the search did not end)."""
    total = flows.back.sum(axis=0)
    weighted = sum((row * k for k, row in enumerate(flows.back)), start=total * flows.first)
    rate = np.expm1(np.minimum(np.log(total / flows.out) * total / weighted, np.log(LARGEST)))
    value, slope = _present_value(flows, rate)
    for _ in range(_STEPS):
        step = value / slope
        rate = np.maximum(rate - step, 0)
        value, slope = _present_value(flows, rate)
        if (np.abs(step) < _LAST_STEP).all():
            break
    step = value / slope
    is_near = np.abs(step) < _LAST_STEP
    rate = np.maximum(rate - step, 0)
    error = (4 * len(flows.back) + 8) * _UNIT * flows.out / np.abs(slope) + PRECISION
    return rate, np.where(is_near, error, np.inf)


def _present_value(flows: _Flows, rate: Reals) -> tuple[Reals, Reals]:
    """Of all flows, and its slope in the rate."""
    discount = 1 / (1 + rate)
    value, slope = flows.back[-1].copy(), np.zeros_like(rate)
    for row in flows.back[-2::-1]:
        slope *= discount
        slope += value
        value *= discount
        value += row
    until_first = np.power(discount, flows.first)
    falling = until_first * discount * (flows.first * value + discount * slope)
    return until_first * value - flows.out, -falling


def _kept(rate: Reals, error: Reals) -> tuple[Minors, NDArray[np.bool_]]:
    """The rate in eighth decimals, and whether its rounding is sure."""
    scaled = rate * 10.0**_DECIMALS
    nearest = np.rint(scaled)
    room = 0.5 - np.abs(scaled - nearest)
    is_sure: NDArray[np.bool_] = room > error * 10.0**_DECIMALS + scaled * 2 * _UNIT
    return nearest.astype(np.int64), is_sure


def _by_scalar(plans: Schedules, rates: AnnualRateColumns) -> AnnualRateColumns:
    loans = plans.portfolio
    for place in rates.by_scalar.tolist():
        plan = plans.by_scalar.get(place) or schedule(loans.terms_of(place), loans.business_days)
        try:
            found = annual_rates(plan)
        except NoAnnualRate:
            rates.simple[place], rates.compound[place], rates.is_known[place] = 0, 0, False
            continue
        rates.simple[place] = int(found.simple.annual.scaleb(_DECIMALS))
        rates.compound[place] = int(found.compound.annual.scaleb(_DECIMALS))
    return rates
