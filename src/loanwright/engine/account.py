"""A loan account in motion: the only mutable thing in the engine, alive for one `replay` and never seen outside it.

The account knows its rows (installments), its credit and the day it has been brought to. `advance` lets time pass;
the other methods are what an event may do to it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date
from operator import attrgetter

from loanwright.engine import fineract, penalty
from loanwright.engine.capitalisation import capitalise
from loanwright.engine.conventions import DayCount, Unit
from loanwright.engine.date_terms import BrokenPeriod
from loanwright.engine.daycount import weight
from loanwright.engine.progressive.plan import Progressive
from loanwright.engine.rounding import divide
from loanwright.engine.row import FEES, INTEREST, PENALTIES, PRINCIPAL, Row, remaining
from loanwright.engine.running import Running, RunningPayer
from loanwright.engine.schedule import Schedule
from loanwright.engine.terms import Component, Excess, Grace, InterestBasis, LoanTerms, UnpaidInterest, Waterfall
from loanwright.engine.waterfall import COLUMN, Payer, PlainPayer, allocate, allocate_ahead
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal

_due_on = attrgetter("due_on")


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
        self.granted = self.capitalised = 0
        self.returned = [0, 0, 0, 0]
        self.taken_over = [0, 0, 0, 0]
        self.paid_out: list[tuple[date, int]] = []
        self.watched: dict[int, list[int]] = {}  # what payments that will be charged back have paid
        self.running: Running | None = None
        self.progressive: Progressive | None = None
        self.agreed: Schedule | None = None
        self.frequency = terms.frequency
        self.elapsed_count = elapsed_count(terms)

    def open(self, rows: list[Row]) -> None:
        """Put the installments in place, beside what was charged before."""
        self.opened = True
        self.insert(rows)

    def pay_out(self, amount: int, down: int, upfront: int, deducted: int) -> None:
        """Money leaves; a down payment and fees beside it are due at once."""
        self.paid_out.append((self.day, amount))
        self.disbursed += amount - deducted
        self.fees_deducted += deducted
        if down or upfront:
            self.insert([Row(0, self.day, self.day, [down, 0, upfront, 0])])

    def advance(self, to: date) -> None:
        """Let time pass until the end of `to`: credit pays what falls due, penalties grow on what stays unpaid."""
        while self.credit and (due_on := self._next_due_on(to)):
            self._pass(due_on)
            self.use_credit()
        self._pass(to)

    def look(self) -> None:
        """Let the plan take note of the day: what stays unpaid may cost interest."""
        if self.progressive:
            self.progressive.look(self.day)
            self.insert([])

    def receive(self, amount: int, allocation: Waterfall) -> None:
        """Allocate money: what is due first, the excess as the waterfall says, the rest is credit."""
        self.received += amount
        self._allocate(amount, allocation)

    def grant(self, amount: int, allocation: Waterfall) -> None:
        """Let an amount count as paid, now; what is more than all that is owed is not granted."""
        if not amount:
            return
        if allocation.excess is Excess.HOLD:
            allocation = replace(allocation, excess=Excess.NEXT_INSTALLMENT)
        before = self.credit
        self._allocate(amount, allocation)
        unused = self.credit - before
        self.credit -= unused
        self.granted += amount - unused

    def pay_off(self, amount: int) -> None:
        """Close the loan if `amount` and the credit suffice today; otherwise this is an ordinary payment."""
        if amount + self.credit < sum(self.payoff(self.interest_receivable())):
            self.receive(amount, self.terms.allocation)
            return
        self.received += amount
        if not fineract.is_chosen(self.terms):  # whose rows close by themselves
            self._end_today()
        amount, self.credit = amount + self.credit, 0
        allocation = self.terms.allocation
        if allocation.excess is Excess.HOLD or not fineract.is_chosen(self.terms):
            allocation = replace(allocation, excess=Excess.NEXT_INSTALLMENT)
        self._allocate(amount, allocation)

    def call_due(self) -> None:
        """Make everything still to come due today."""
        self._end_today()
        self.use_credit()

    def refund(self, amount: int) -> None:
        """Pay credit back."""
        if amount > self.credit:
            raise RefundExceedsCredit(credit=self._money(self.credit), amount=self._money(amount))
        self.credit -= amount
        self.refunded += amount

    def charge_back(self, parts: list[int]) -> None:
        """Money went back to the payer: credit bears it first, the rest of `parts` is owed again."""
        self.refunded += sum(parts)
        if self.follows_model and self.day <= self.follows_model.model.last.due_on:
            self.follows_model.charge_back(parts[PRINCIPAL], parts[INTEREST])
            self._owe_again([0, 0, parts[FEES], parts[PENALTIES]])
        else:
            for column in range(4):
                used = min(parts[column], self.credit)
                parts[column] -= used
                self.credit -= used
            self._owe_again(self._planned_again(parts))
        self.returned = [before + part for before, part in zip(self.returned, parts, strict=True)]
        self.paid_out.append((self.day, parts[PRINCIPAL]))
        self.insert([])
        if self.credit:
            self.use_credit()

    def _planned_again(self, parts: list[int]) -> list[int]:
        """Let a running plan take principal and interest back; returns what it did not."""
        if self.running is None and self._may_run:
            self.start_running()
        if not self.running or not self.running.open_rows(self.rows):
            self.progressive = self.agreed = None  # what is owed beside them does not fit into their plan
            return parts
        self.running.take_back(self.rows, parts[PRINCIPAL], parts[INTEREST])
        return [0, 0, parts[FEES], parts[PENALTIES]]

    def _owe_again(self, parts: list[int]) -> None:
        """With the installment next due."""
        if not any(parts):
            return
        coming = [] if self.running else [row for row in self.coming_rows() if row.number]
        row = coming[0] if coming else self._row_today()
        for column in range(4):
            row.due[column] += parts[column]
        for column in (INTEREST, FEES, PENALTIES):
            row.charged[column] += parts[column]
        row.paid_on = None if row.unpaid else row.paid_on

    def paid_by_component(self) -> list[int]:
        """All that was ever allocated, and credit as if it were principal."""
        paid = [sum(row.paid[column] for row in self.rows) for column in range(4)]
        return [paid[PRINCIPAL] + self.credit, *paid[INTEREST:]]

    def capitalise(self, amount: int) -> None:
        """Income becomes principal."""
        self.paid_out.append((self.day, amount))
        self.capitalised += amount

    def _row_today(self) -> Row:
        """An installment due today: the last one, or one beside the schedule."""
        last = max((row for row in self.rows if row.number), key=_due_on, default=None)
        if last is not None and last.due_on == self.day and not self.running:
            return last
        beside = next((row for row in self.rows if not row.number and last and row.due_on > last.due_on), None)
        if beside is None:
            beside = Row(0, self.day, self.day, [0, 0, 0, 0])
            self.rows.append(beside)
        beside.due_on = max(beside.due_on, self.day)
        return beside

    def charge(self, amount: int, column: int, due_on: date) -> None:
        """Add a fee or penalty to the installment next due, or make it due on the day where none is left."""
        rows = (row for row in self.rows if row.due_on >= due_on and not row.is_down_payment)
        row = next((row for row in rows if row.unpaid or not self.running), None)
        if row is None:
            row = Row(0, due_on, due_on, [0, 0, 0, 0])
            self.rows.append(row)
        row.due[column] += amount
        row.charged[column] += amount
        row.paid_on = None
        self.insert([])
        self.use_credit()

    def waive(self, component: Component, amount: int) -> None:
        """Give up part of what is owed today."""
        owed = self.due_rows() + [row for row in self.coming_rows() if row.charged[COLUMN[component]]]
        for row in owed:
            amount -= row.waive(COLUMN[component], amount, self.day)
        if amount:
            raise WaiverExceedsDue(component=component, excess=self._money(amount))
        self._tidy()

    def use_credit(self) -> None:
        """Let the credit pay what is due today."""
        if self.follows_model:
            self.credit = self.follows_model.receive(self.credit, self.rows, self.terms.allocation)
            self.insert([])
            return
        self.credit = allocate(self.credit, self.due_rows(), self.terms.allocation, self.day)
        if self.running and self._follows_balance:
            self.running.plan(self.rows)
        self._tidy()

    def due_rows(self) -> list[Row]:
        """Rows due by today that may be unpaid."""
        return self.rows[self.open_from : bisect_right(self.rows, self.day, lo=self.open_from, key=_due_on)]

    def passed_rows(self) -> list[Row]:
        """Rows due by today, paid or not."""
        return self.rows[: bisect_right(self.rows, self.day, key=_due_on)]

    def coming_rows(self) -> list[Row]:
        """Rows due after today, paid ahead or not."""
        return self.rows[bisect_right(self.rows, self.day, key=_due_on) :]

    def interest_accrued(self) -> int:
        """Interest earned until today that is in no installment yet.

        On a contract that runs as agreed: the current installment's interest x elapsed / whole period, rounded.
        """
        if self.settled_on:
            return 0
        if self.running:
            return self.running.accrued()
        if self.follows_model:
            return self.interest_earned() - sum(row.due[INTEREST] for row in self.rows if row.due_on <= self.day)
        row = next((row for row in self.coming_rows() if row.from_on < self.day), None)
        if row is None:
            return 0
        elapsed, whole = (weight(self.elapsed_count, row.from_on, day) for day in (self.day, row.due_on))
        own = row.due[INTEREST] - row.charged[INTEREST]
        return divide(own * elapsed, whole, self.terms.interest_rounding)

    def interest_earned(self) -> int:
        """All interest earned until today, due or not."""
        if self.follows_model:
            return self.follows_model.earned(self.day)
        passed = sum([row.due[INTEREST] for row in self.passed_rows()])
        coming = self.coming_rows()
        closed = sum([row.due[INTEREST] if self._is_closed(row) else row.charged[INTEREST] for row in coming])
        return passed + closed + self.interest_accrued()

    def interest_receivable(self) -> int:
        """Interest earned and not paid; negative where it was paid before it was earned."""
        return self.interest_earned() - sum([row.paid[INTEREST] + row.waived[INTEREST] for row in self.rows])

    def payoff(self, interest: int) -> list[int]:
        """What closes the loan today, with `interest` receivable.

        Interest and fees of later periods are not owed; what was paid of them counts.
        """
        if self.settled_on:
            return [0, 0, 0, 0]
        if fineract.is_chosen(self.terms) and not self._follows_balance:  # interest as agreed is owed to the end
            return [sum(row.remaining(column) for row in self.rows) for column in range(4)]
        coming = self.coming_rows()
        principal, _, fees, penalties = remaining(self.due_rows())
        principal += sum([row.remaining(PRINCIPAL) for row in coming])
        fees += sum([row.charged[FEES] - row.paid[FEES] - row.waived[FEES] for row in coming])
        penalties += sum([row.charged[PENALTIES] - row.paid[PENALTIES] - row.waived[PENALTIES] for row in coming])
        return [principal, interest, fees, penalties]

    def replace_installments(self, rows: list[Row]) -> None:
        """Other installments beside the same down payments and charges."""
        self.rows = [row for row in self.rows if not row.number]
        self.insert(rows)

    def start_running(self) -> None:
        """From now on coming installments follow what happens, not the contract's schedule alone."""
        assert self.agreed is not None
        if Progressive.suits(self.terms):
            self.progressive = Progressive(self.agreed, self.rows)
            self.progressive.day = self.day
            return
        self.running = Running(self.agreed, self.rows)
        self.running.run(self.rows, self.day)

    def _allocate(self, amount: int, allocation: Waterfall) -> None:
        if self.follows_model:
            self.credit += self.follows_model.receive(amount, self.rows, allocation)
            self.insert([])
            return
        rest = allocate(amount, self.due_rows(), allocation, self.day)
        if self.running and self._follows_balance:
            self.running.plan(self.rows)
        if rest and allocation.excess is not Excess.HOLD:
            rest = allocate_ahead(rest, self.coming_rows(), allocation, self.day, self._payer())
        self.credit += rest
        self._tidy()

    @property
    def _may_run(self) -> bool:
        """Whether interest could be gathered night by night from today."""
        terms, plain = self.terms, self.terms.broken_period is BrokenPeriod.LEVELLED and not self.terms.subsidy
        return plain and self.agreed is not None and bool(terms.rate.annual) and terms.grace == Grace()

    @property
    def follows_model(self) -> Progressive | None:
        """The progressive plan, where payments change it."""
        return self.progressive if self._follows_balance else None

    def _payer(self) -> Payer:
        if self.running and self._follows_balance:
            return RunningPayer(self.running, self.rows, self.day)
        return PlainPayer(self.day)

    @property
    def _follows_balance(self) -> bool:
        return self.terms.interest_basis is not InterestBasis.AS_AGREED

    def _is_closed(self, row: Row) -> bool:
        """Whether a coming row's interest is final because it was paid in advance."""
        return self._follows_balance and row.paid_on is not None

    def _pass(self, to: date) -> None:
        """Time passes until the end of `to`, during which nothing is paid."""
        if self.terms.grace.unpaid is UnpaidInterest.CAPITALISED:
            capitalise(self.rows, to)
        if self.running:
            self.running.run(self.rows, to)
            self.running.plan(self.rows)
        if self.terms.penalty:
            open_rows, rounding = self.rows[self.open_from :], self.terms.interest_rounding
            penalty.accrue(open_rows, self.terms.penalty, self.day, to, rounding)
        self.day = to

    def insert(self, rows: list[Row]) -> None:
        """Put more rows in their place, and see anew what is paid."""
        self.rows = sorted([*self.rows, *rows], key=_due_on)  # stable: what came first stays first
        self.open_from, self.settled_on = 0, None
        self._tidy()

    def _end_today(self) -> None:
        """Replace the coming rows that are not closed by one due today; what was paid ahead of it becomes credit."""
        coming = [row for row in self.coming_rows() if not self._is_closed(row)]
        for closed in filter(self._is_closed, self.coming_rows()):
            self._give_charges_back(closed)
        if not coming:
            return
        last = Row(coming[0].number, coming[0].from_on, self.day, [0, 0, 0, 0])
        last.due[PRINCIPAL] = sum(row.due[PRINCIPAL] for row in coming)
        last.due[INTEREST] = self.interest_accrued()
        for column in (FEES, PENALTIES):
            last.due[column] = last.charged[column] = sum(row.charged[column] for row in coming)
        for column in range(4):
            last.paid[column] = sum(row.paid[column] for row in coming)
            last.waived[column] = sum(row.waived[column] for row in coming)
            surplus = max(-last.remaining(column), 0)
            last.paid[column] -= surplus
            self.credit += surplus
        if self.running:
            self.running.end(self.day)
        self.rows = [row for row in self.rows if row.due_on <= self.day or self._is_closed(row)]
        today = next((row for row in self.rows if row.number and row.due_on == self.day), None)
        if today is None:
            self.insert([last])
        else:
            today.take_in(last)
            self.insert([])

    def _give_charges_back(self, row: Row) -> None:
        """Later periods' fees are not owed: what was paid of them becomes credit."""
        for column in (FEES, PENALTIES):
            row.due[column] = row.charged[column]
            surplus = max(-row.remaining(column), 0)
            row.paid[column] -= surplus
            self.credit += surplus

    def _money(self, minor: int) -> Money:
        return Money(minor, self.terms.principal.currency)

    def _next_due_on(self, to: date) -> date | None:
        return next((row.due_on for row in self.rows[self.open_from :] if self.day < row.due_on <= to), None)

    def _tidy(self) -> None:
        """Pass over what is fully paid, and note when nothing is left; a plan made again may ask of earlier rows."""
        if self.running:
            self.open_from = 0
        while self.open_from < len(self.rows) and not self.rows[self.open_from].unpaid:
            self.open_from += 1
        if not self.opened or self.open_from < len(self.rows):
            self.settled_on = None
        elif self.settled_on is None:
            self.settled_on = self.day


def elapsed_count(terms: LoanTerms) -> DayCount:
    """The day count that measures how much of a period has passed."""
    if terms.day_count in (DayCount.NL_365, DayCount.ACT_ACT_ICMA):
        return DayCount.ACT_365
    if terms.day_count is not DayCount.PER_PERIOD:
        return terms.day_count
    by_days = terms.frequency.unit in (Unit.DAYS, Unit.WEEKS)
    return DayCount.ACT_365 if by_days else DayCount.THIRTY_360
