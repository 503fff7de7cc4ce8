"""Level amounts: computed, brought closer to each other, and closed by the last period that is not paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from loanwright.engine.annuity import to_installment
from loanwright.engine.progressive.model import Model, OverdueCorrection
from loanwright.engine.progressive.period import DECIMAL, Period, balance_after, rounded
from loanwright.engine.rounding import divide
from loanwright.kernel.money import Rounding

_ONE = Decimal(1)
_PASSES = 3


def set_levels(model: Model, periods: Sequence[Period]) -> None:
    """A level amount for periods that follow each other, where no more than it has been paid.

    A = P prod(1 + f_i) / sum_j prod_{i>j}(1 + f_i), each step to 19 digits, with its share of fixed interest.
    """
    if not periods:
        return
    growth, value = _ONE, _ONE
    for at, period in enumerate(periods):
        factor = _ONE + sum((span.factor for span in period.spans), Decimal(0))
        growth = DECIMAL.multiply(growth, factor)
        if at:
            value = DECIMAL.add(_ONE, DECIMAL.multiply(value, factor))
    exact = DECIMAL.divide(DECIMAL.multiply(growth, Decimal(_principal_before(model, periods[0]))), value)
    fixed = divide(sum(period.fixed_interest for period in periods), len(periods), Rounding.HALF_EVEN)
    level = _to_multiple(model, rounded(exact) + fixed)
    for period in periods:
        if level >= period.paid:
            period.level = period.agreed_level = level


def close(model: Model, day: date) -> None:
    """Let the last period that is not paid bear what principal and interest leave, as known on a day."""
    _cap(model)
    last = _last_unpaid(model)
    if last is None:
        return
    last.deferred = 0
    for period in model.periods:
        period.moved_back = False
    lent = model.principal_lent
    interest = sum(figures.interest for figures in model.figures)
    rest = lent + interest - sum(period.asked for period in model.periods)
    last.level += rest
    if last.fixed_interest > 0:
        last.level = max(last.level, last.paid_principal + last.fixed_interest)
    if last.level < last.paid - last.credited:
        last.level = last.paid - last.credited
        close(model, day)
    defer(model, last, day)


def defer(model: Model, period: Period, day: date) -> None:
    """Interest that paid periods after this one have earned by a day falls back to it."""
    trial = model.copy()
    on_it = any(change.due_on == period.due_on for change in trial.overdue)
    beyond = any(change.due_on > period.due_on for change in trial.overdue)
    if on_it and not beyond:
        for change in trial.overdue:
            trial.change_balance(change.on, correction=-change.amount)
        trial.overdue = []
    trial.truncate(day)
    if on_it and not beyond:
        trial.update()
    for later, figures in reversed(list(trial.shown())):
        if figures.left_over > 0 and later.due_on > period.due_on:
            period.deferred = figures.left_over
            for other in model.periods:
                other.moved_back = other.moved_back or other.due_on > period.due_on
            return


class Gap(NamedTuple):
    """How far the last open level lies from the one before it."""

    level: int
    difference: int
    countable: int


def smooth(model: Model, periods: Sequence[Period]) -> None:
    """Share the difference of the last level among all, while that makes it smaller; at most three times."""
    trial: Model | None = None
    for _ in range(_PASSES):
        gap = _gap(periods)
        if len(periods) < 2 or abs(gap.difference) <= len(periods) // 2:
            return
        level = _to_multiple(model, gap.level + divide(gap.difference, max(1, gap.countable), Rounding.HALF_EVEN))
        if level == gap.level:
            return
        trial = trial or model.copy()
        tried = [other for other in trial.periods if _belongs(other, periods[0])]
        for period in tried:
            if level >= period.paid:
                period.level = period.agreed_level = level
        trial.update()
        close(trial, periods[0].due_on)
        if abs(_gap(trial.periods).difference) >= abs(gap.difference):
            return
        for period, other in zip(periods, tried, strict=False):
            period.level = period.agreed_level = other.level
        model.update()


def correct_balance(model: Model, on: date, amount: int) -> None:
    """The balance is higher or lower from the end of a day."""
    period = model.change_balance(on, correction=amount)
    if period is not None:
        model.set_factors([period])
        model.update()
        close(model, on)


def correct_overdue(model: Model, on: date, amount: int) -> None:
    """The same for principal that is overdue."""
    period = model.change_balance(on, correction=amount)
    if period is not None:
        model.overdue.append(OverdueCorrection(on, amount, period.due_on))
        model.set_factors([period])
        model.update()
        close(model, on)


def _principal_before(model: Model, period: Period) -> int:
    at = next(at for at, other in enumerate(model.periods) if other is period)
    before = balance_after(model.periods[at - 1], model.figures[at - 1]) if at else 0
    return before + sum(span.disbursed + span.capitalised for span in period.spans)


def _to_multiple(model: Model, level: int) -> int:
    return to_installment(model.terms, level, 1)


def _cap(model: Model) -> None:
    """No period asks for more principal than there is."""
    left, figures = model.principal_lent - model.principal_paid, model.figures
    for at, period in enumerate(model.periods):
        outstanding = max(figures[at].principal - period.paid_principal, 0)
        if outstanding > left:
            least = max(period.paid - period.credited, 0)
            period.level = max(period.level - (outstanding - left), least)
            figures = model.figures


def _last_unpaid(model: Model) -> Period | None:
    unpaid = [period for period in model.periods if not period.is_paid]
    if unpaid:
        return unpaid[-1]
    last = model.last
    if model.principal_paid or not last.spans:
        return None
    return last if balance_after(last, model.figures[-1]) > 0 else None


def _gap(periods: Sequence[Period]) -> Gap:
    for last, before in zip(periods[:0:-1], periods[-2::-1], strict=True):
        if not last.is_paid and not before.is_paid:
            countable = sum(before.level >= period.paid for period in periods)
            return Gap(before.level, last.level - before.level, countable)
    return Gap(periods[0].level, 0, len(periods))


def _belongs(period: Period, first: Period) -> bool:
    return period.from_on >= first.from_on and period.due_on >= first.due_on and not period.holds_early
