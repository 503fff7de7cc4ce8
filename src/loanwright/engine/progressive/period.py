"""Periods of a progressive loan and the spans of constant balance inside them, in minor units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

DECIMAL = Context(prec=19, rounding=ROUND_HALF_EVEN)
_UNIT = Decimal(1)
_NOTHING = Decimal(0)


def rounded(amount: Decimal) -> int:
    """To the minor unit, half to even."""
    return int(amount.quantize(_UNIT, rounding=ROUND_HALF_EVEN))


@dataclass(slots=True)
class Span:
    """Some days of a period during which the balance does not change.

    `factor` is interest per unit over the span, `factor_till_due` over the rest of its period from the span's first day
    on: interest is taken from the latter, pro rata of days. What is `disbursed`, `capitalised` or corrected counts from
    the end of the span; `credited` amounts were paid once and charged back.
    """

    from_on: date
    due_on: date
    paused: bool = False
    factor: Decimal = _NOTHING
    factor_till_due: Decimal = _NOTHING
    balance: int = 0
    disbursed: int = 0
    capitalised: int = 0
    correction: int = 0
    credited_principal: int = 0
    credited_interest: int = 0

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.due_on - self.from_on).days

    @property
    def balance_after(self) -> int:
        """What interest runs on next."""
        return self.balance + self.disbursed + self.capitalised + self.correction

    def interest(self, period_due_on: date) -> Decimal:
        """Interest earned in it, exact to 19 digits."""
        days_till_due = (period_due_on - self.from_on).days
        credited = Decimal(self.credited_interest)
        if self.paused or not days_till_due or not self.balance or not self.factor_till_due:
            return credited
        whole = DECIMAL.multiply(Decimal(self.balance), self.factor_till_due)
        earned = DECIMAL.multiply(DECIMAL.divide(whole, Decimal(days_till_due)), Decimal(self.days))
        return max(DECIMAL.add(credited, earned), _NOTHING)


@dataclass(slots=True)
class Period:
    """One installment's period. `level` is what it aims at, `agreed_level` what it aimed at before payments moved it.

    `deferred` is interest that paid periods after it earned and that it has to bear; their own is then `moved_back`.
    A period `moved_on` gave its open amounts to later ones. `fixed_interest` is owed whatever the balance; `reaged`
    periods came with a re-ageing, and the one cut short by it `holds_early`: it keeps what had been paid ahead.
    """

    from_on: date
    due_on: date
    spans: list[Span]
    level: int = 0
    agreed_level: int = 0
    paid_principal: int = 0
    paid_interest: int = 0
    deferred: int = 0
    fixed_interest: int = 0
    moved_back: bool = False
    moved_on: bool = False
    reaged: bool = False
    holds_early: bool = False
    credited_principal_moved: int = 0
    credited_interest_moved: int = 0

    @classmethod
    def between(cls, from_on: date, due_on: date) -> Period:
        """An empty period."""
        return cls(from_on, due_on, [Span(from_on, due_on)])

    def copy(self) -> Period:
        """The same in every figure, with spans of its own."""
        return replace(self, spans=[replace(span) for span in self.spans])

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.due_on - self.from_on).days

    @property
    def paid(self) -> int:
        """Principal and interest paid."""
        return self.paid_principal + self.paid_interest

    @property
    def credited_principal(self) -> int:
        """Principal charged back."""
        return max(sum(span.credited_principal for span in self.spans), 0)

    @property
    def credited_interest(self) -> int:
        """Interest charged back."""
        return max(sum(span.credited_interest for span in self.spans), 0)

    @property
    def credited(self) -> int:
        """All that was charged back and has not been given to later periods."""
        moved = self.credited_principal_moved + self.credited_interest_moved
        return self.credited_principal + self.credited_interest - moved

    @property
    def asked(self) -> int:
        """Level, what was charged back, and interest deferred to it."""
        return self.level + self.credited + self.deferred

    @property
    def is_paid(self) -> bool:
        """Whether all that is asked has been paid."""
        return self.asked == self.paid


class Figures(NamedTuple):
    """What a period asks: `earned` interest, the `interest` and `principal` that are due, and interest without room."""

    earned: int
    interest: int
    principal: int
    left_over: int


def figures_of(period: Period, brought: int) -> Figures:
    """A period's figures, with interest `brought` from the one before it."""
    earned = period.fixed_interest + period.deferred + brought
    if not (period.moved_back or period.moved_on):
        earned += rounded(sum((span.interest(period.due_on) for span in period.spans), _NOTHING))
    earned = max(earned, 0)
    asked = period.asked
    if period.paid_principal > max(asked - earned, 0):
        interest = period.paid_interest
    else:
        interest = max(min(earned, asked), period.paid_interest)
    principal = max(asked - interest, period.paid_principal, 0)
    return Figures(earned, interest, principal, max(earned - interest, 0))


def all_figures(periods: Iterable[Period]) -> list[Figures]:
    """Every period's figures, oldest first: interest without room goes to the next."""
    shown: list[Figures] = []
    for period in periods:
        shown.append(figures_of(period, shown[-1].left_over if shown else 0))
    return shown


def balance_after(period: Period, figures: Figures) -> int:
    """Principal left when a period is paid as it asks."""
    return max(period.spans[-1].balance_after + period.paid_principal - figures.principal, 0)


def update_balances(periods: Sequence[Period]) -> None:
    """Let every span's balance follow from the ones before it."""
    before: tuple[Period, Figures] | None = None
    for period in periods:
        for at, span in enumerate(period.spans):
            if at:
                span.balance = max(period.spans[at - 1].balance_after, 0)
            elif before and before[0].spans:
                span.balance = balance_after(*before)
        before = period, figures_of(period, before[1].left_over if before else 0)
