"""Folds the facts of a revolving line into its state on a day.

Interest of every night is gathered exactly and rounded once, when it falls due or is paid. On `until_on` all that is
drawn falls due; what is unpaid after that costs penalty interest only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import assert_never

from loanwright.engine import penalty
from loanwright.engine.daycount import BASIS
from loanwright.engine.line_events import Drawn, Frozen, LimitChanged, LineEvent, PaidIn, Unfrozen
from loanwright.engine.line_terms import InterestDue, LineTerms
from loanwright.engine.parts import Parts
from loanwright.engine.rounding import divide
from loanwright.engine.row import INTEREST, PENALTIES, PRINCIPAL, Row
from loanwright.engine.shifting import day_of_month, month_number
from loanwright.engine.terms import Waterfall
from loanwright.engine.waterfall import allocate
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal


class DrawExceedsLimit(Refusal):
    """There is not so much left to draw: the limit less what is drawn."""


class LineClosedToDraws(Refusal):
    """The line is frozen, has not begun, or has ended."""


@dataclass(frozen=True, slots=True)
class LineState:
    """A line at the end of `as_of`. `drawn` is all principal outstanding, due or not; `due` what is unpaid and due.

    Nothing is lost: drawn_ever + interest_earned + penalties_earned + credit = received + drawn + interest_accrued +
    interest and penalties in `due`. `payoff` is what brings the line to zero today.
    """

    as_of: date
    limit: Money
    available: Money
    drawn: Money
    interest_accrued: Money
    due: Parts
    days_past_due: int
    next_due_on: date | None
    credit: Money
    payoff: Money
    drawn_ever: Money
    received: Money
    interest_earned: Money
    penalties_earned: Money


def replay_line(terms: LineTerms, events: Iterable[LineEvent], as_of: date) -> LineState:
    """The line at the end of a day, after every event effective until then; they may come in any order.

    Raises:
        DrawExceedsLimit, LineClosedToDraws: a draw does not fit the line of its day.
    """
    line = Line(terms)
    for event in sorted(events, key=lambda event: (event.effective_on, event.sequence)):
        if event.effective_on > as_of:
            break
        line.advance(event.effective_on)
        line.apply(event)
    line.advance(as_of)
    return line.state()


class Line:
    """A line in motion, in minor units; alive for one replay."""

    def __init__(self, terms: LineTerms) -> None:
        self.terms, self.limit, self.day = terms, terms.limit.minor, terms.start_on
        self.frozen = False
        self.principal = self.credit = self.drawn_ever = self.received = self.interest_due_ever = 0
        self.bucket = Fraction(0)
        self.rows: list[Row] = []

    def apply(self, event: LineEvent) -> None:
        """Let one fact happen today."""
        match event:
            case Drawn():
                self.draw(event.amount.minor)
            case PaidIn():
                self.pay_in(event.amount.minor)
            case LimitChanged():
                self.limit = event.limit.minor
            case Frozen():
                self.frozen = True
            case Unfrozen():
                self.frozen = False
            case _:
                assert_never(event)

    def advance(self, to: date) -> None:
        """Let time pass until the end of a day; what falls due on the way is asked for, and credit pays it."""
        while (due_on := self.next_due_on()) and due_on <= to:
            self._pass(due_on)
            self._fall_due(due_on)
        if to > self.day:
            self._pass(to)

    def next_due_on(self) -> date | None:
        """The next day on which something can fall due; none after the end."""
        terms = self.terms
        if self.day >= terms.until_on:
            return None
        if terms.interest_due is InterestDue.WITH_REPAYMENT:
            return terms.until_on
        month = month_number(self.day)
        due_on = day_of_month(month, terms.due_day)[0]
        if due_on <= self.day:
            due_on = day_of_month(month + 1, terms.due_day)[0]
        return min(due_on, terms.until_on)

    def draw(self, amount: int) -> None:
        """Principal goes out."""
        if self.frozen or not self.terms.start_on <= self.day < self.terms.until_on:
            raise LineClosedToDraws()
        if amount > self.available():
            raise DrawExceedsLimit(available=self._money(self.available()), amount=self._money(amount))
        self.principal += amount
        self.drawn_ever += amount

    def pay_in(self, amount: int) -> None:
        """What is due first, then principal, then interest that is not due yet; the rest is credit."""
        self.received += amount
        if self.terms.interest_due is InterestDue.WITH_REPAYMENT:
            self._ask_for_interest(self.day)
        amount = self._pay_due(amount)
        repaid = min(amount, self.principal)
        self.principal -= repaid
        amount -= repaid
        if amount and self.bucket and not self.principal:
            self._ask_for_interest(self.day)
            amount = self._pay_due(amount)
        self.credit += amount

    def available(self) -> int:
        """What may still be drawn today."""
        if self.frozen or not self.terms.start_on <= self.day < self.terms.until_on:
            return 0
        return max(self.limit - self._outstanding(), 0)

    def state(self) -> LineState:
        """How the line stands."""
        late = [row for row in self.rows if row.unpaid and row.due_on < self.day]
        due = [sum(row.remaining(column) for row in self.rows) for column in range(4)]
        accrued = self._rounded(self.bucket)
        penalties = sum(row.due[PENALTIES] for row in self.rows)
        figures = (
            *(self.limit, self.available(), self._outstanding(), accrued),
            *(self.credit, max(self.principal + sum(due) + accrued - self.credit, 0)),
            *(self.drawn_ever, self.received, self.interest_due_ever + accrued, penalties),
        )
        limit, available, drawn, interest, credit, payoff, ever, received, earned, charged = map(self._money, figures)
        return LineState(
            as_of=self.day,
            limit=limit,
            available=available,
            drawn=drawn,
            interest_accrued=interest,
            due=Parts.of(due, self.terms.limit.currency),
            days_past_due=(self.day - late[0].due_on).days if late else 0,
            next_due_on=self.next_due_on() if self.principal or self.bucket else None,
            credit=credit,
            payoff=payoff,
            drawn_ever=ever,
            received=received,
            interest_earned=earned,
            penalties_earned=charged,
        )

    def _pass(self, to: date) -> None:
        numerator, denominator = self.terms.rate.annual.as_integer_ratio()
        days = (to - self.day).days
        self.bucket += Fraction(self.principal * numerator * days, denominator * BASIS[self.terms.day_count])
        if self.terms.penalty:
            penalty.accrue(self.rows, self.terms.penalty, self.day, to, self.terms.interest_rounding)
        self.day = to

    def _fall_due(self, due_on: date) -> None:
        self._ask_for_interest(due_on)
        if due_on == self.terms.until_on:
            self._ask_for(due_on, PRINCIPAL, self.principal)
            self.principal = 0
        self.credit = self._pay_due(self.credit)

    def _ask_for_interest(self, due_on: date) -> None:
        interest, self.bucket = self._rounded(self.bucket), Fraction(0)
        self.interest_due_ever += interest
        self._ask_for(due_on, INTEREST, interest)

    def _ask_for(self, due_on: date, column: int, amount: int) -> None:
        if not amount:
            return
        if not self.rows or self.rows[-1].due_on != due_on:
            begin = self.rows[-1].due_on if self.rows else self.terms.start_on
            self.rows.append(Row(len(self.rows) + 1, begin, due_on, [0, 0, 0, 0]))
        self.rows[-1].due[column] += amount

    def _pay_due(self, amount: int) -> int:
        return allocate(amount, [row for row in self.rows if row.unpaid], Waterfall(), self.day)

    def _outstanding(self) -> int:
        return self.principal + sum(row.remaining(PRINCIPAL) for row in self.rows)

    def _rounded(self, exact: Fraction) -> int:
        return divide(exact.numerator, exact.denominator, self.terms.interest_rounding)

    def _money(self, minor: int) -> Money:
        return Money(minor, self.terms.limit.currency)
