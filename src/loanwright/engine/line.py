"""A revolving line in motion: what a fact or the passing of a day does to it.

Interest of every night is gathered exactly and rounded once, when it falls due or is paid. On `until_on` all that is
drawn falls due; what is unpaid after that costs penalty interest only. What the bank has paid out is a fact even where
it did not fit any more; whether a draw fits is asked of the state before it is ordered (`line_state.check_draw`).
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from loanwright.engine import penalty
from loanwright.engine.charges import WaiverExceedsDue
from loanwright.engine.daycount import BASIS
from loanwright.engine.events import Event, PaidOff, Refunded, Repaid, Waived
from loanwright.engine.line_events import Drawn, Frozen, LimitChanged, Unfrozen
from loanwright.engine.line_terms import InterestDue, LineTerms
from loanwright.engine.payments import RefundExceedsCredit
from loanwright.engine.rounding import divide
from loanwright.engine.row import INTEREST, PRINCIPAL, Row
from loanwright.engine.shifting import day_of_month, month_number
from loanwright.engine.terms import Component, Waterfall
from loanwright.engine.timeline import EventOfAnotherAccount
from loanwright.engine.waterfall import COLUMN, allocate
from loanwright.kernel.money import Money


class Line:
    """A line in motion, in minor units; alive for one replay."""

    def __init__(self, terms: LineTerms) -> None:
        self.terms, self.limit, self.day = terms, terms.limit.minor, terms.start_on
        self.opened = self.is_frozen = False
        self.principal = self.credit = self.received = self.refunded = self.interest_due_ever = 0
        self.bucket = Fraction(0)
        self.rows: list[Row] = []
        self.moved: list[tuple[date, int]] = []  # principal drawn, and (negative) repaid before it was due

    def apply(self, event: Event) -> None:
        """Let one fact happen today."""
        self.opened = True
        match event:
            case Drawn():
                self.draw(event.amount.minor)
            case Repaid() | PaidOff():
                self.pay_in(event.amount.minor)
            case Refunded():
                self.refund(event.amount.minor)
            case Waived():
                self.waive(event.component, event.amount.minor)
            case LimitChanged():
                self.limit = event.limit.minor
            case Frozen() | Unfrozen():
                self.is_frozen = isinstance(event, Frozen)
            case _:
                raise EventOfAnotherAccount(kind=type(event).__name__)

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
        """Principal goes out; what the bank pays after the end is due at once."""
        self.moved.append((self.day, amount))
        if self.day >= self.terms.until_on:
            self._ask_for(self.day, PRINCIPAL, amount)
        else:
            self.principal += amount

    def pay_in(self, amount: int) -> None:
        """What is due first, then principal, then interest that is not due yet; the rest is credit."""
        self.received += amount
        if self.terms.interest_due is InterestDue.WITH_REPAYMENT:
            self._ask_for_interest(self.day)
        amount = self._pay_due(amount)
        repaid = min(amount, self.principal)
        if repaid:
            self.principal -= repaid
            self.moved.append((self.day, -repaid))
        amount -= repaid
        if amount and self.bucket and not self.principal:
            self._ask_for_interest(self.day)
            amount = self._pay_due(amount)
        self.credit += amount

    def refund(self, amount: int) -> None:
        """Pay credit back."""
        if amount > self.credit:
            raise RefundExceedsCredit(credit=self.money(self.credit), amount=self.money(amount))
        self.credit -= amount
        self.refunded += amount

    def waive(self, component: Component, amount: int) -> None:
        """Give up part of what is due."""
        for row in self.rows:
            amount -= row.waive(COLUMN[component], amount, self.day)
        if amount:
            raise WaiverExceedsDue(component=component, excess=self.money(amount))

    @property
    def is_open(self) -> bool:
        """Whether it may be drawn from today."""
        return not self.is_frozen and self.terms.start_on <= self.day < self.terms.until_on

    def available(self) -> int:
        """What may still be drawn today."""
        return 0 if not self.is_open else max(self.limit - self.outstanding(), 0)

    def _pass(self, to: date) -> None:
        self.bucket += self.a_night() * (to - self.day).days
        if self.terms.penalty:
            penalty.accrue(self.rows, self.terms.penalty, self.day, to, self.terms.interest_rounding)
        self.day = to

    def a_night(self) -> Fraction:
        """What the principal costs from one day to the next, exactly."""
        numerator, denominator = self.terms.rate.annual.as_integer_ratio()
        return Fraction(self.principal * numerator, denominator * BASIS[self.terms.day_count])

    def _fall_due(self, due_on: date) -> None:
        self._ask_for_interest(due_on)
        if due_on == self.terms.until_on:
            self._ask_for(due_on, PRINCIPAL, self.principal)
            self.principal = 0
        self.credit = self._pay_due(self.credit)

    def _ask_for_interest(self, due_on: date) -> None:
        interest, self.bucket = self.rounded(self.bucket), Fraction(0)
        self.interest_due_ever += interest
        self._ask_for(due_on, INTEREST, interest)

    def _ask_for(self, due_on: date, column: int, amount: int) -> None:
        if not amount:
            return
        if not self.rows or self.rows[-1].due_on != due_on:
            begin = self.rows[-1].due_on if self.rows else self.terms.start_on
            self.rows.append(Row(len(self.rows) + 1, begin, due_on, [0, 0, 0, 0]))
        self.rows[-1].due[column] += amount
        self.rows[-1].paid_on = None

    def _pay_due(self, amount: int) -> int:
        return allocate(amount, [row for row in self.rows if row.unpaid], Waterfall(), self.day)

    def outstanding(self) -> int:
        """All principal that is out, due or not."""
        return self.principal + sum(row.remaining(PRINCIPAL) for row in self.rows)

    def rounded(self, exact: Fraction) -> int:
        """Interest in whole minor units."""
        return divide(exact.numerator, exact.denominator, self.terms.interest_rounding)

    def money(self, minor: int) -> Money:
        """In the currency of the line."""
        return Money(minor, self.terms.limit.currency)
