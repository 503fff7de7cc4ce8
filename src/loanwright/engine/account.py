"""A loan account in motion: the only mutable thing in the engine, alive for one `replay` and never seen outside it.

The account knows its rows (installments), its credit and the day it has been brought to. `advance` lets time pass;
the other methods are what an event may do to it.
"""

from __future__ import annotations

from datetime import date
from itertools import takewhile

from loanwright.engine.daycount import BASIS, weight
from loanwright.engine.rounding import DIVISIONS
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row
from loanwright.engine.terms import Component, DayCount, Excess, LoanTerms, Unit
from loanwright.engine.waterfall import COLUMN, allocate
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal


class RefundExceedsCredit(Refusal):
    """There is not so much credit to pay back."""


class WaiverExceedsDue(Refusal):
    """There is not so much of that component to waive."""


class Account:
    """Figures in minor units. `open_from` is the first row that is not fully paid; rows are in order of due date."""

    def __init__(self, terms: LoanTerms, calendar: BusinessCalendar) -> None:
        self.terms, self.calendar = terms, calendar
        self.day = date.min
        self.rows: list[Row] = []
        self.open_from = 0
        self.opened = False
        self.settled_on: date | None = None
        self.credit = self.disbursed = self.received = self.refunded = self.fees_deducted = 0
        self.taken_over = [0, 0, 0, 0]
        self._round_interest = DIVISIONS[terms.interest_rounding]
        self._elapsed = elapsed_count(terms)

    def open(self, rows: list[Row]) -> None:
        """Put the installments in place, beside what was charged before."""
        self.opened = True
        self._insert(rows)

    def advance(self, to: date) -> None:
        """Let time pass until the end of `to`: credit pays what falls due, penalties grow on what stays unpaid."""
        while self.credit and (due_on := self._next_due_on(to)):
            self._accrue_penalties(due_on)
            self.day = due_on
            self.use_credit()
        self._accrue_penalties(to)
        self.day = to

    def receive(self, amount: int) -> None:
        """Allocate money: what is due first, the excess as the waterfall says, the rest is credit."""
        self.received += amount
        rest = allocate(amount, self.due_rows(), self.terms.allocation, self.day)
        match self.terms.allocation.excess:
            case Excess.HOLD:
                pass
            case Excess.NEXT_INSTALLMENT:
                rest = allocate(rest, self.coming_rows(), self.terms.allocation, self.day)
            case Excess.LAST_INSTALLMENT:
                rest = allocate(rest, self.coming_rows()[::-1], self.terms.allocation, self.day)
        self.credit += rest
        self._tidy()

    def pay_off(self, amount: int) -> None:
        """Close the loan if `amount` and the credit suffice today; otherwise this is an ordinary payment."""
        if amount + self.credit < sum(self.payoff()):
            self.receive(amount)
            return
        self.received += amount
        self._end_today()
        self.credit = allocate(self.credit + amount, self.rows[self.open_from :], self.terms.allocation, self.day)
        self._tidy()

    def refund(self, amount: int) -> None:
        """Pay credit back."""
        if amount > self.credit:
            raise RefundExceedsCredit(credit=self._money(self.credit), amount=self._money(amount))
        self.credit -= amount
        self.refunded += amount

    def charge_fee(self, amount: int) -> None:
        """Add a fee to the installment next due, or make it due today where none is left."""
        row = next((row for row in self.rows if row.due_on >= self.day and row.unpaid), None)
        if row is None:
            self._insert([Row(0, self.day, self.day, [0, 0, amount, 0], fees_charged=amount)])
        else:
            row.due[FEES] += amount
            row.fees_charged += amount
        self.use_credit()

    def waive(self, component: Component, amount: int) -> None:
        """Give up part of what is owed today."""
        owed = self.due_rows() + [row for row in self.coming_rows() if row.fees_charged and component is Component.FEE]
        for row in owed:
            amount -= row.waive(COLUMN[component], amount, self.day)
        if amount:
            raise WaiverExceedsDue(component=component, excess=self._money(amount))
        self._tidy()

    def use_credit(self) -> None:
        """Let the credit pay what is due today."""
        self.credit = allocate(self.credit, self.due_rows(), self.terms.allocation, self.day)
        self._tidy()

    def due_rows(self) -> list[Row]:
        """Rows due by today that may be unpaid."""
        return list(takewhile(lambda row: row.due_on <= self.day, self.rows[self.open_from :]))

    def coming_rows(self) -> list[Row]:
        """Rows due after today, paid ahead or not."""
        return [row for row in self.rows if row.due_on > self.day]

    def interest_accrued(self) -> int:
        """Interest of the current period earned until today: its interest x elapsed / whole period, rounded."""
        row = next((row for row in self.coming_rows() if row.from_on < self.day), None)
        if row is None or self.settled_on:
            return 0
        elapsed, whole = (weight(self._elapsed, row.from_on, day) for day in (self.day, row.due_on))
        return self._round_interest(row.due[INTEREST] * elapsed, whole)

    def payoff(self) -> list[int]:
        """What closes the loan today. Interest and fees of later periods are not owed; what was paid of them counts."""
        if self.settled_on:
            return [0, 0, 0, 0]
        sums = [sum(row.remaining(column) for row in self.due_rows()) for column in range(4)]
        coming = self.coming_rows()
        sums[PRINCIPAL] += sum(row.remaining(PRINCIPAL) for row in coming)
        sums[INTEREST] += self.interest_accrued() - sum(row.paid[INTEREST] + row.waived[INTEREST] for row in coming)
        sums[FEES] += sum(row.fees_charged - row.paid[FEES] - row.waived[FEES] for row in coming)
        return sums

    def _insert(self, rows: list[Row]) -> None:
        self.rows = sorted([*self.rows, *rows], key=lambda row: row.due_on)
        self.open_from, self.settled_on = 0, None
        self._tidy()

    def _end_today(self) -> None:
        """Replace all coming rows by one that is due today; what was paid ahead of it becomes credit."""
        coming = self.coming_rows()
        if not coming:
            return
        last = Row(coming[0].number, coming[0].from_on, self.day, [0, 0, 0, 0])
        last.due[PRINCIPAL] = sum(row.due[PRINCIPAL] for row in coming)
        last.due[INTEREST] = self.interest_accrued()
        last.due[FEES] = last.fees_charged = sum(row.fees_charged for row in coming)
        for column in range(4):
            last.paid[column] = sum(row.paid[column] for row in coming)
            last.waived[column] = sum(row.waived[column] for row in coming)
            surplus = max(-last.remaining(column), 0)
            last.paid[column] -= surplus
            self.credit += surplus
        self.rows[len(self.rows) - len(coming) :] = [last]
        self.open_from = min(self.open_from, len(self.rows) - 1)

    def _money(self, minor: int) -> Money:
        return Money(minor, self.terms.principal.currency)

    def _next_due_on(self, to: date) -> date | None:
        return next((row.due_on for row in self.rows[self.open_from :] if self.day < row.due_on <= to), None)

    def _accrue_penalties(self, to: date) -> None:
        penalty = self.terms.penalty
        if penalty is None:
            return
        rate, scale = penalty.rate.annual.as_integer_ratio()
        scale *= BASIS[penalty.day_count]
        for row in self.rows[self.open_from :]:
            if row.due_on >= to:
                break
            free_until = row.due_on.toordinal() + penalty.grace_days
            if to.toordinal() > free_until and (principal := row.remaining(PRINCIPAL)):
                begin = row.due_on.toordinal() if self.day.toordinal() <= free_until else self.day.toordinal()
                row.penalty_exact += principal * rate * (to.toordinal() - begin)
                row.due[PENALTIES] = self._round_interest(row.penalty_exact, scale)

    def _tidy(self) -> None:
        """Pass over what is fully paid, and note when nothing is left."""
        while self.open_from < len(self.rows) and not self.rows[self.open_from].unpaid:
            self.open_from += 1
        if self.opened and self.open_from == len(self.rows) and self.settled_on is None:
            self.settled_on = self.day


def elapsed_count(terms: LoanTerms) -> DayCount:
    """The day count that measures how much of a period has passed."""
    if terms.day_count is not DayCount.PER_PERIOD:
        return terms.day_count
    by_days = terms.frequency.unit in (Unit.DAYS, Unit.WEEKS)
    return DayCount.ACT_365 if by_days else DayCount.THIRTY_360
