"""Agreeing the rest of a progressive loan anew: other periods (re-ageing), or other amounts in them (re-amortising)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from loanwright.engine.conventions import Frequency
from loanwright.engine.progressive import changes
from loanwright.engine.progressive.levels import close, set_levels, smooth
from loanwright.engine.progressive.model import Model
from loanwright.engine.progressive.period import Period
from loanwright.engine.rounding import divide
from loanwright.engine.shifting import shifted
from loanwright.kernel.money import Rounding


def reage(model: Model, on: date, due_on: Sequence[date], frequency: Frequency) -> None:
    """All principal outstanding is amortised over new periods; interest earned so far comes with the first of them."""
    outstanding = model.principal_outstanding
    credited, ahead = _credited_after(model, on), _paid_after(model, on)
    _end_on(model, on)
    changes.credit(model, on, credited, 0)
    _give_up_open(_with_figures(model, on))
    if any(ahead):
        _keep_ahead(model, ahead)
    for at, period in enumerate(_new_periods(model, outstanding, due_on, frequency)):
        if not at and due_on[0] == model.periods[0].from_on:
            _lengthen(model.periods[0], period)
        else:
            model.periods.append(period)
        model.set_factors([period, model.periods[0]])
    renewed = [p for p in model.periods if (p.from_on == on and p.due_on == due_on[0]) or p.from_on >= due_on[0]]
    model.update()
    close(model, on)
    if renewed:
        smooth(model, renewed)


def reage_in_shares(model: Model, on: date, due_on: Sequence[date], until: date, charges: int) -> None:
    """Principal outstanding and interest earned `until` a day in equal shares; no interest runs any more.

    Shares are rounded so that they are equal together with those of `charges`.
    """
    maturity = model.last.due_on
    trial = changes.earned_until(model, until)
    interest = max(sum(figures.interest for figures in trial.figures) - trial.interest_paid, 0)
    principal, ahead, credited = trial.principal_outstanding, _paid_after(model, on), _credited_after(model, on)
    _end_on(model, on)
    changes.credit(model, on, credited, 0)
    for at, period in enumerate(model.periods):
        open_interest = max(model.figures[at].interest - period.paid_interest, 0)
        period.spans[-1].credited_interest -= min(open_interest, period.credited_interest)
        _give_up(period)
        period.moved_on = True
    if maturity >= on:
        _keep_ahead(model, ahead)
        model.last.reaged = True
    renewed = [Period.between(from_on, to) for from_on, to in zip([model.last.due_on, *due_on], due_on, strict=False)]
    model.periods += renewed
    _share_out(renewed, principal, interest, charges)
    model.update()
    model.change_rate(min(on, maturity), Decimal(0))
    close(model, on)


def reamortise(model: Model, on: date) -> None:
    """What is overdue joins the periods still to come, at a new level."""
    _give_up_open(_with_figures(model, on))
    coming = [period for period in model.periods if period.due_on > on]
    set_levels(model, coming)
    model.update()
    close(model, on)
    smooth(model, coming)


def reamortise_in_shares(model: Model, on: date) -> None:
    """The same, but interest overdue is added to the periods still to come in equal shares."""
    before = [period for period in model.periods if period.due_on <= on and not period.is_paid]
    figures = {id(period): shown for period, shown in model.shown()}
    overdue = sum(figures[id(period)].interest - period.paid_interest for period in before)
    coming = [period for period in model.periods if period.due_on > on]
    _count_paid_when_due(model, on)
    for period in before:
        for span in period.spans:
            if span.due_on == on:
                span.correction = 0
        period.spans[-1].correction -= period.paid_principal
        _give_up(period)
        period.moved_on = True
    model.set_factors(coming)
    for period in coming:
        period.fixed_interest += divide(max(overdue, 0), len(coming), Rounding.HALF_EVEN)
    set_levels(model, coming)
    model.update()
    close(model, on)
    smooth(model, coming)


def _count_paid_when_due(model: Model, on: date) -> None:
    for period in model.periods:
        for span in period.spans:
            span.correction = 0
    for at, period in enumerate(model.periods):
        if period.is_paid and period.due_on <= on:
            after = model.periods[at + 1].credited_principal if at + 1 < len(model.periods) else 0
            period.spans[-1].correction -= max(period.paid_principal - after, 0)


def _credited_after(model: Model, on: date) -> int:
    return sum(period.credited_principal for period in model.periods if period.from_on >= on and period.due_on > on)


def _paid_after(model: Model, on: date) -> tuple[int, int]:
    """Principal and interest paid of periods due on a day or later."""
    periods = model.from_due(on)
    return sum(period.paid_principal for period in periods), sum(period.paid_interest for period in periods)


def _end_on(model: Model, on: date) -> None:
    """The running period ends on a day, and nothing follows it."""
    period = model.holding(on)
    if period is None:
        return
    period.holds_early = True
    if period.due_on != on:
        period.due_on = period.spans[-1].due_on = on
        model.set_factors([period])
    model.periods = [other for other in model.periods if other.due_on <= on or other is period]


def _with_figures(model: Model, on: date) -> Iterable[tuple[Period, int, date]]:
    """Periods that have begun and are not paid, with the principal each still asks."""
    begun = [period for period in model.periods if period.from_on <= on and not period.is_paid]
    for period in begun:
        asked = next(figures.principal for other, figures in model.shown() if other is period)
        yield period, max(asked - period.paid_principal, 0), on


def _give_up_open(periods: Iterable[tuple[Period, int, date]]) -> None:
    """What they still ask goes to later periods; principal that was overdue leaves the balance it had been put into."""
    for period, outstanding, on in list(periods):
        for span in period.spans:
            if span.due_on == on:
                span.correction = 0
        if period.spans[-1].correction:
            period.spans[-1].correction -= outstanding
        _give_up(period)


def _give_up(period: Period) -> None:
    period.level = period.paid
    period.credited_principal_moved = period.credited_principal
    period.credited_interest_moved = period.credited_interest


def _keep_ahead(model: Model, paid: tuple[int, int]) -> None:
    """What had been paid ahead stays with the period that was cut short."""
    last = model.last
    last.paid_principal, last.paid_interest = paid
    last.level = last.paid
    last.holds_early = True
    model.set_factors([last])


def _new_periods(model: Model, outstanding: int, due_on: Sequence[date], frequency: Frequency) -> list[Period]:
    """Periods with the level the outstanding principal has when it is lent one rhythm before the first due date."""
    begin = shifted(due_on[0], frequency, -1)
    if due_on[0] == model.periods[0].from_on:  # from the first day: as the loan began
        begin, due_on = due_on[0], [shifted(due_on[0], frequency, k + 1) for k in range(len(due_on))]
    dates = list(zip([begin, *due_on], due_on, strict=False))
    terms = replace(model.terms, frequency=frequency, installment_multiple=1)
    trial = Model(terms, [Period.between(from_on, to) for from_on, to in dates], list(model.rates))
    changes.disburse(trial, begin, outstanding)
    periods = []
    for at, (other, figures) in enumerate(trial.shown()):
        period = Period.between(other.from_on if at else model.last.due_on, other.due_on)
        period.level = period.agreed_level = figures.principal + figures.interest
        periods.append(period)
    return periods


def _lengthen(period: Period, other: Period) -> None:
    period.due_on = period.spans[-1].due_on = other.due_on
    period.level = period.agreed_level = other.level


def _share_out(periods: Sequence[Period], principal: int, interest: int, charges: int) -> None:
    count = len(periods)
    even = [divide(amount, count, Rounding.HALF_EVEN) for amount in (interest, charges, principal + interest + charges)]
    share = even[2] - even[0] - even[1]
    for period in periods:
        last = period is periods[-1]
        period.fixed_interest = even[0] + (interest - even[0] * count if last else 0)
        part = share + (principal - share * count if last else 0)
        period.level = period.agreed_level = part + period.fixed_interest
        period.reaged = True
