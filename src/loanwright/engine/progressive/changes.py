"""What may happen to a progressive loan: each change is made in the model, which then asks other amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from loanwright.engine.progressive.levels import close, correct_balance, correct_overdue, defer, set_levels, smooth
from loanwright.engine.progressive.model import Model
from loanwright.engine.progressive.period import Figures, Period
from loanwright.engine.shifting import shifted
from loanwright.engine.terms import AllocationOrder, Tranches

_ONE_DAY = timedelta(days=1)


def disburse(model: Model, on: date, amount: int) -> None:
    """More principal, amortised over the periods from the next due date on, or over a full term of its own."""
    if model.terms.tranches is Tranches.FULL_TERM and any(period.level for period in model.periods):
        _disburse_for_full_term(model, on, amount)
        return
    period = model.change_balance(on, disbursed=amount)
    if period is not None:
        _level_with_new_principal(model, period, on)


def capitalise(model: Model, on: date, amount: int) -> None:
    """Income becomes principal: as a disbursement, but nothing is paid out."""
    period = model.change_balance(on, capitalised=amount)
    if period is not None:
        _level_with_new_principal(model, period, on)


def change_rate(model: Model, on: date, rate: Decimal) -> None:
    """Another rate from the evening before a day, and new levels."""
    evening = on - _ONE_DAY
    model.change_rate(evening, rate)
    _level_again(model, evening)


def extend(model: Model, on: date, periods: Sequence[tuple[date, date]]) -> None:
    """More periods at the end, and new levels for those after the day before."""
    model.periods += [Period.between(from_on, due_on) for from_on, due_on in periods]
    _level_again(model, on - _ONE_DAY)


def pause(model: Model, from_on: date, until_on: date) -> None:
    """No interest from the evening before a day to the end of another; levels stay."""
    model.pause(from_on - _ONE_DAY, until_on)
    touched = [p for p in model.periods if p.from_on < until_on and p.due_on >= from_on]
    if touched:
        begin = touched[0].from_on
        model.set_factors(model.from_due(begin))
        model.update()
        close(model, begin)


def redate(model: Model, due_on: date) -> None:
    """Periods have other dates from the one due on a day: levels stay, the last one bears the difference."""
    model.set_factors(model.from_due(due_on))
    model.update()
    close(model, due_on)


def credit(model: Model, on: date, principal: int, interest: int) -> None:
    """What was paid is charged back: owed again, in the period of the day."""
    period = model.change_balance(on, correction=principal)
    if period is None:
        return
    holder = next((other for other in model.periods if _begins_or_holds(model, other, on)), None)
    for span in [span for span in holder.spans if span.from_on == on][-1:] if holder else []:
        span.credited_principal += principal
        span.credited_interest += interest
    model.set_factors([period])
    model.update()
    close(model, on)


def carry_overdue(model: Model, day: date, *, to_due_date: bool = False) -> bool:
    """Leave principal that is overdue in the balances until a day; whether anything changed."""
    day = min(day, model.last.due_on)
    overdue = [period for period in model.periods if period.due_on < day and not period.holds_early]
    if not overdue or day == model.overdue_until:
        return False
    late, altogether = 0, 0
    for period in overdue:
        if late:
            _carry_into(model, period, day, (late, altogether), to_due_date=to_due_date)
        late = _outstanding(model, period)
        altogether += late
    changed = day != model.overdue_until
    if changed:
        _carry_into(model, model.holding(day) or model.last, day, (late, altogether), to_due_date=to_due_date)
    if altogether and (model.overdue_until is None or model.overdue_until < day):
        model.overdue_until = day
    return changed


def pay_interest(model: Model, period: Period, on: date, amount: int) -> None:
    """Interest of a period is paid."""
    unpaid = [other for other in model.periods if not other.is_paid]
    if unpaid and unpaid[-1] is not model.last and unpaid[-1] is period and on >= period.due_on:
        defer(model, period, on)
    due = sum(figures.interest for figures in model.figures)
    period.paid_interest += min(amount, due - model.interest_paid)
    model.update()
    close(model, on)


def pay_principal(model: Model, period: Period, on: date, amount: int) -> None:
    """Principal of a period is paid: the balance falls, at the latest on its due date."""
    if not amount:
        return
    lent, paid = model.principal_lent, model.principal_paid
    period.paid_principal += lent - paid if paid + amount > lent + model.principal_credited else amount
    counts_on = min(on, period.due_on)
    correct_balance(model, counts_on, -amount)
    if model.levels_fixed:
        return
    several = sum(not other.is_paid for other in model.periods) > 1
    satisfied = period.paid > period.asked or period.paid == period.agreed_level + period.credited
    if several and on < period.from_on and satisfied:
        period.level = period.paid - period.credited
    close(model, counts_on)


def payable(model: Model, period: Period, on: date) -> Figures:
    """What a period asks if it is paid on a day, which may lie before it."""
    trial = ended(model, on)
    at = next(at for at, other in enumerate(model.periods) if other is period)
    if on <= period.from_on:
        _aim_again(trial, at, period)
    figures = trial.figures[at]
    if model.terms.allocation.order is AllocationOrder.BY_COMPONENT:
        return _component_by_component(trial, at, figures)
    return figures


def ended(model: Model, on: date) -> Model:
    """The loan as if nothing came after a day."""
    trial = model.copy()
    if on < trial.periods[0].from_on:
        for other in trial.periods:
            other.spans.clear()
    elif on < trial.last.due_on:
        trial.cut(on)
        trial.set_factors(trial.periods)
        trial.update()
        close(trial, on)
    return trial


def earned_until(model: Model, on: date) -> Model:
    """The loan with interest to a day and no more: what closes it then."""
    trial = model.copy()
    trial.truncate(on)
    trial.update()
    close(trial, on)
    return trial


def _disburse_for_full_term(model: Model, on: date, amount: int) -> None:
    """The tranche's own levels are added to those there are; periods are added at the end where it lasts longer."""
    begin = next((p.from_on for p in model.periods if p.from_on <= on < p.due_on), model.last.due_on)
    terms = replace(model.terms, tranches=Tranches.JOINED, installment_multiple=1)
    dates = [shifted(begin, terms.frequency, k) for k in range(terms.periods + 1)]
    trial = Model(terms, [Period.between(*days) for days in pairwise(dates)], list(model.rates))
    disburse(trial, on, amount)
    model.change_balance(on, disbursed=amount)
    for other, figures in trial.shown():
        period = next((p for p in model.periods if (p.from_on, p.due_on) == (other.from_on, other.due_on)), None)
        if period is None:
            period = Period.between(model.last.due_on, other.due_on)
            model.periods.append(period)
        period.level += figures.principal + figures.interest
        period.agreed_level = period.level
        model.set_factors([period])
    model.update()
    close(model, on)


def _component_by_component(trial: Model, at: int, figures: Figures) -> Figures:
    """Where a component is paid everywhere before the next, a period asks its whole level as principal first."""
    period, several = trial.periods[at], sum(not other.is_paid for other in trial.periods) > 1
    principal_left = max(trial.principal_lent - trial.principal_paid, period.paid_principal)
    interest_left = sum(other.interest for other in trial.figures) - trial.interest_paid
    return figures._replace(
        principal=min(period.asked if several else figures.principal, principal_left),
        interest=min(figures.interest, max(interest_left, period.paid_interest)),
    )


def _level_with_new_principal(model: Model, period: Period, on: date) -> None:
    """Levels are computed as if nothing had been paid; what was paid then moves the last one."""
    begin = _first_touched(model, period, on)
    periods = model.from_due(begin)
    model.set_factors(periods)
    model.update()
    if any(other.level for other in model.periods):
        trial = model.unpaid_copy()
        _level_from(trial, begin)
        for other, agreed in zip(periods, trial.from_due(begin), strict=True):
            other.level, other.agreed_level = agreed.level, agreed.agreed_level
        model.update()
        close(model, begin)
    else:
        _level_from(model, begin)


def _level_again(model: Model, on: date) -> None:
    period = model.change_balance(on)
    if period is not None:
        _level_from(model, _first_touched(model, period, on))


def _level_from(model: Model, due_on: date) -> None:
    periods = model.from_due(due_on)
    model.set_factors(periods)
    model.update()
    set_levels(model, periods)
    model.update()
    close(model, due_on)
    smooth(model, periods)


def _first_touched(model: Model, period: Period, on: date) -> date:
    """The due date from which levels change: on a due date itself, the next one."""
    at = next(at for at, other in enumerate(model.periods) if other is period)
    after = model.periods[at + 1 : at + 2]
    return after[0].due_on if after and period.due_on == on else period.due_on


def _begins_or_holds(model: Model, period: Period, on: date) -> bool:
    ends = on <= period.due_on if period is model.last else on < period.due_on
    return period.from_on <= on and ends


def _outstanding(model: Model, period: Period) -> int:
    figures = next(figures for other, figures in model.shown() if other is period)
    return max(figures.principal - period.paid_principal, 0)


def _carry_into(model: Model, period: Period, day: date, amounts: tuple[int, int], *, to_due_date: bool) -> None:
    late, altogether = amounts
    if day == model.overdue_until:
        return
    known = model.overdue_until
    correct_overdue(model, period.from_on if known is None or period.from_on > known else known, late)
    if period.from_on < day <= period.due_on:
        until = period.due_on if to_due_date else day
        correct_overdue(model, until, -altogether)
        model.overdue_until = until


def _aim_again(trial: Model, at: int, source: Period) -> None:
    """A period paid before it begins asks for its agreed level, as far as there is principal."""
    period = trial.periods[at]
    unpaid = sum(not other.is_paid for other in trial.periods)
    if period.reaged:
        period.level = source.level
    elif unpaid > 1:
        period.level = period.agreed_level
        period.level -= max(_outstanding(trial, period) - trial.principal_outstanding, 0)
    elif unpaid == 1 and period.is_paid:
        left = trial.principal_lent - trial.principal_paid + period.paid_principal + trial.figures[at].interest
        period.level = min(period.agreed_level, left)
