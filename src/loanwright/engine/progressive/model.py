"""The periods of one loan and what may be asked of all of them together."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from loanwright.engine.progressive.factors import interest_factor, level_factor, plain
from loanwright.engine.progressive.period import Figures, Period, Span, all_figures, update_balances
from loanwright.engine.terms import LoanTerms


@dataclass(frozen=True, slots=True)
class OverdueCorrection:
    """Principal that stayed in the balance because it was overdue, and the due date of the period it fell into."""

    on: date
    amount: int
    due_on: date


@dataclass(slots=True)
class Model:
    """`rates` are (day, yearly rate), oldest first; overdue principal is in the balances up to `overdue_until`."""

    terms: LoanTerms
    periods: list[Period]
    rates: list[tuple[date, Decimal]]
    overdue_until: date | None = None
    overdue: list[OverdueCorrection] = field(default_factory=list)
    levels_fixed: bool = False

    def copy(self) -> Model:
        """To try something out on; what was overdue until when is not taken along."""
        other = copy(self)
        other.periods = [period.copy() for period in self.periods]
        other.rates, other.overdue = list(self.rates), list(self.overdue)
        other.overdue_until, other.levels_fixed = None, False
        return other

    def unpaid_copy(self) -> Model:
        """As if nothing had ever been paid."""
        other = self.copy()
        other.overdue = []
        for period in other.periods:
            if period.moved_on:
                period.fixed_interest = period.paid_interest
            period.paid_principal = period.paid_interest = period.deferred = 0
            for span in period.spans:
                span.correction = 0
        return other

    @property
    def last(self) -> Period:
        """The period that ends the loan."""
        return self.periods[-1]

    @property
    def figures(self) -> list[Figures]:
        """What every period asks, now."""
        return all_figures(self.periods)

    def shown(self) -> Iterable[tuple[Period, Figures]]:
        """Periods with their figures."""
        return zip(self.periods, self.figures, strict=True)

    def update(self) -> None:
        """Let balances follow from what happened before them."""
        update_balances(self.periods)

    @property
    def principal_lent(self) -> int:
        """All principal that was ever to be repaid, charged back amounts included."""
        return sum(
            span.disbursed + span.credited_principal + span.capitalised
            for period in self.periods
            for span in period.spans
        )

    @property
    def principal_credited(self) -> int:
        """All principal charged back."""
        return sum(period.credited_principal for period in self.periods)

    @property
    def principal_paid(self) -> int:
        """All principal paid."""
        return sum(period.paid_principal for period in self.periods)

    @property
    def interest_paid(self) -> int:
        """All interest paid."""
        return sum(period.paid_interest for period in self.periods)

    @property
    def principal_outstanding(self) -> int:
        """Principal still to be repaid."""
        return max(self.principal_lent - self.principal_paid, 0)

    def holding(self, day: date) -> Period | None:
        """The period a day lies in: after its first day until its due date; the first period has its first day too."""
        return next((period for period in self.periods if self._holds(period, day)), None)

    def ending(self, due_on: date) -> Period | None:
        """The period with this due date."""
        return next((period for period in self.periods if period.due_on == due_on), None)

    def from_due(self, due_on: date) -> list[Period]:
        """Periods due on a day or later."""
        return [period for period in self.periods if period.due_on >= due_on]

    def change_balance(
        self, on: date, *, disbursed: int = 0, capitalised: int = 0, correction: int = 0
    ) -> Period | None:
        """Let the balance change at the end of a day; returns the period it lies in."""
        period = self.holding(on)
        if period is not None:
            span = self._span_ending(period, on)
            span.disbursed += disbursed
            span.capitalised += capitalised
            span.correction += correction
        return period

    def set_factors(self, periods: Iterable[Period]) -> None:
        """Interest per unit for every span of some periods, by the rates there are."""
        for period in periods:
            whole = period.from_on, period.due_on
            for span in period.spans:
                span.factor = self._level_factor((span.from_on, span.due_on), whole)
                span.factor_till_due = self._interest_factor((span.from_on, period.due_on), whole)

    def rate_on(self, day: date) -> Decimal:
        """The yearly rate of a night."""
        return next((rate for on, rate in reversed(self.rates) if on <= day), self.terms.rate.annual)

    def change_rate(self, on: date, rate: Decimal) -> None:
        """Another yearly rate from a night on."""
        self.rates = sorted([*self.rates, (on, rate)], key=lambda step: step[0])

    def pause(self, from_on: date, until_on: date) -> None:
        """No interest between two days."""
        for period in self.periods:
            if period.from_on < until_on and period.due_on >= from_on:
                self._pause(period, max(from_on, period.from_on), min(until_on, period.due_on))

    def truncate(self, day: date) -> None:
        """Interest of nights after a day is not yet earned."""
        if (period := self.holding(day)) and (span := self.span_holding(period, day)):
            span.due_on = day
        self.set_factors(self.periods)
        for period in self.periods:
            for span in period.spans:
                if span.due_on > day:
                    span.factor = span.factor_till_due = Decimal(0)

    def cut(self, day: date) -> None:
        """What comes after a day has not begun; amounts charged back on the day itself stay."""
        current = self.holding(day)
        for at, period in enumerate(self.periods):
            if period.due_on <= day:
                continue
            if period is current:
                self._cut_in(period, day)
            elif at and self.periods[at - 1] is current and _is_credited(period.spans[0]):
                period.spans[0].due_on = period.spans[0].from_on
                del period.spans[1:]
            else:
                period.spans.clear()

    def span_holding(self, period: Period, day: date) -> Span | None:
        """The last span a day lies in."""
        first = period.spans[0] if period is self.periods[0] and period.spans else None
        found = [
            span
            for span in period.spans
            if (span.from_on <= day if span is first else span.from_on < day) and day <= span.due_on
        ]
        return found[-1] if found else None

    def split(self, period: Period, on: date) -> Span:
        """End a span on a day and begin the next; returns the one that ends."""
        holding = [span for span in period.spans if span.from_on < on <= span.due_on]
        span = holding[-1] if holding else period.spans[0]
        at = next(at for at, other in enumerate(period.spans) if other is span)
        rest = Span(min(max(on, span.from_on), span.due_on), span.due_on, span.paused)
        span.due_on = rest.from_on
        period.spans.insert(at + 1, rest)
        return span

    def _holds(self, period: Period, day: date) -> bool:
        begun = period.from_on <= day if period is self.periods[0] else period.from_on < day
        return begun and day <= period.due_on

    def _span_ending(self, period: Period, on: date) -> Span:
        if period is self.last and on == period.due_on:
            ending = [period.spans[-1]] if not period.spans[-1].days else []
        else:
            ending = [span for span in period.spans if span.due_on == on]
        return ending[0] if ending else self.split(period, on)

    def _pause(self, period: Period, from_on: date, until_on: date) -> None:
        if all(span.from_on != from_on for span in period.spans):
            self.split(period, from_on)
        if all(span.due_on != until_on for span in period.spans):
            self.split(period, until_on)
        for span in period.spans:
            span.paused = span.paused or (from_on <= span.from_on and span.due_on <= until_on)

    def _cut_in(self, period: Period, day: date) -> None:
        span = self.span_holding(period, day)
        if span is None:
            return
        at = next(at for at, other in enumerate(period.spans) if other is span)
        span.due_on = day
        for after in period.spans[at + 1 : at + 2]:
            span.credited_principal += after.credited_principal
            span.credited_interest += after.credited_interest
        del period.spans[at + 1 :]

    def _level_factor(self, days: tuple[date, date], period: tuple[date, date]) -> Decimal:
        terms = self.terms
        return level_factor(self.rate_on(days[0]), terms.day_count, plain(terms.frequency), days, period)

    def _interest_factor(self, days: tuple[date, date], period: tuple[date, date]) -> Decimal:
        terms, start_on = self.terms, self.periods[0].from_on
        return interest_factor(self.rate_on(days[0]), terms.day_count, plain(terms.frequency), days, period, start_on)


def _is_credited(span: Span) -> bool:
    return span.credited_principal > 0 or span.credited_interest > 0
