"""A loan account in motion: the only mutable thing in the engine, alive for one `replay` and never seen outside it.

The account knows its rows (installments), its credit and the day it has been brought to. `advance` lets time pass and
`allocate` pays rows; what else an event may do to it stands in a module of its own (`payments`, `charges`, `closing`,
`chargeback`, `replanning`, `restructuring`), and what it has earned in `earnings`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from loanwright.engine import fineract, penalty
from loanwright.engine.capitalisation import capitalise
from loanwright.engine.events import Event
from loanwright.engine.impairment import Impairment
from loanwright.engine.progressive.plan import Progressive
from loanwright.engine.row import Row
from loanwright.engine.running import Running, RunningPayer, can_run
from loanwright.engine.schedule import Schedule
from loanwright.engine.terms import Excess, InterestBasis, LoanTerms, UnpaidInterest, Waterfall
from loanwright.engine.waterfall import Payer, PlainPayer, allocate, allocate_ahead
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.money import Money

_due_on = attrgetter("due_on")
_WITH_A_NEW_PLAN = (Excess.LOWER_INSTALLMENT, Excess.SHORTEN_TERM)


class Account:
    """Figures in minor units.

    Rows are in order of due date: `open_from` counts those before the first that is not fully paid, `passed` those due
    by the account's day. Whoever changes the list or the dates in it calls `insert` afterwards.
    """

    def __init__(self, terms: LoanTerms, calendar: BusinessCalendar) -> None:
        self.terms, self.calendar = terms, calendar
        self.day = date.min
        self.rows: list[Row] = []
        self.open_from = self.passed = 0
        self.opened = False
        self.settled_on: date | None = None
        self.credit = self.disbursed = self.received = self.refunded = self.fees_deducted = 0
        self.granted = self.capitalised = 0
        self.returned = [0, 0, 0, 0]
        self.taken_over = [0, 0, 0, 0]
        self.paid_out: list[tuple[date, int]] = []
        self.past: list[Event] = []
        self.watched: dict[int, list[int]] = {}  # what payments that will be charged back have paid
        self.running: Running | None = None
        self.progressive: Progressive | None = None
        self.agreed: Schedule | None = None
        self.impairment: Impairment | None = None
        self.frequency = terms.frequency
        self.follows_balance = terms.interest_basis is not InterestBasis.AS_AGREED

    def open(self, rows: Sequence[Row]) -> None:
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

    def start_running(self) -> None:
        """From now on coming installments follow what happens, not the contract's schedule alone."""
        assert self.agreed is not None
        if Progressive.suits(self.terms):
            self.progressive = Progressive(self.agreed, self.rows)
            self.progressive.day = self.day
            return
        self.running = Running(self.agreed, self.rows)
        self.running.run(self.rows, self.day)

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

    def use_credit(self) -> None:
        """Let the credit pay what is due today."""
        if self.follows_model:
            self.credit = self.follows_model.receive(self.credit, self.rows, self.terms.allocation)
            self.insert([])
            return
        self.credit = allocate(self.credit, self.due_rows(), self.terms.allocation, self.day)
        if self.running and self.follows_balance:
            self.running.plan(self.rows)
        self.tidy()

    def allocate(self, amount: int, allocation: Waterfall) -> None:
        """Pay what is due first, then as the waterfall says what is still to come; the rest is credit."""
        if self.follows_model:
            self.credit += self.follows_model.receive(amount, self.rows, allocation)
            self.insert([])
            return
        rest = allocate(amount, self.due_rows(), allocation, self.day)
        if self.running and self.follows_balance:
            self.running.plan(self.rows)
        if rest and allocation.excess in _WITH_A_NEW_PLAN and self._can_plan_anew():
            rest = self._repay_principal(rest, allocation.excess)
        elif rest and allocation.excess is not Excess.HOLD:
            rest = allocate_ahead(rest, self.coming_rows(), allocation, self.day, self._payer())
        self.credit += rest
        self.tidy()

    def _can_plan_anew(self) -> bool:
        """Whether principal repaid early changes the plan; Fineract knows only what installments it pays."""
        if self.agreed is None or not self.coming_rows() or fineract.is_chosen(self.terms):
            return False
        return can_run(self.terms)

    def _repay_principal(self, amount: int, excess: Excess) -> int:
        """Principal is repaid today, and installments still to come are planned anew; returns what was not needed."""
        if self.running is None:
            self.start_running()
        assert self.running is not None
        part = self.running.repay(self.rows, amount)
        if excess is Excess.LOWER_INSTALLMENT:
            self.running.level_again(self.rows)
        else:
            self.running.plan(self.rows)
        self.rows = self.running.without_idle(self.rows)
        self.insert([Row(0, self.day, self.day, [part, 0, 0, 0], [part, 0, 0, 0], paid_on=self.day)])
        return amount - part

    def due_rows(self) -> list[Row]:
        """Rows due by today that may be unpaid."""
        return self.rows[self.open_from : self.passed]

    def passed_rows(self) -> list[Row]:
        """Rows due by today, paid or not."""
        return self.rows[: self.passed]

    def coming_rows(self) -> list[Row]:
        """Rows due after today, paid ahead or not."""
        return self.rows[self.passed :]

    def insert(self, rows: Sequence[Row]) -> None:
        """Put more rows in their place, and see anew what is paid."""
        self.rows = sorted([*self.rows, *rows], key=_due_on)  # stable: what came first stays first
        self.open_from, self.settled_on = 0, None
        self.passed = bisect_right(self.rows, self.day, key=_due_on)
        self.tidy()

    def replace_installments(self, rows: Sequence[Row]) -> None:
        """Other installments beside the same down payments and charges."""
        self.rows = [row for row in self.rows if not row.number]
        self.insert(rows)

    def tidy(self) -> None:
        """Pass over what is fully paid, and note when nothing is left; a plan made again may ask of earlier rows."""
        rows, at = self.rows, 0 if self.running else self.open_from
        while at < len(rows) and not rows[at].unpaid:
            at += 1
        self.open_from = at
        if not self.opened or at < len(rows):
            self.settled_on = None
        elif self.settled_on is None:
            self.settled_on = self.day

    def is_closed(self, row: Row) -> bool:
        """Whether a coming row's interest is final because it was paid in advance."""
        return self.follows_balance and row.paid_on is not None

    @property
    def follows_model(self) -> Progressive | None:
        """The progressive plan, where payments change it."""
        return self.progressive if self.follows_balance else None

    def money(self, minor: int) -> Money:
        """Minor units of the loan's currency."""
        return Money(minor, self.terms.principal.currency)

    def _payer(self) -> Payer:
        if self.running and self.follows_balance:
            return RunningPayer(self.running, self.rows, self.day)
        return PlainPayer(self.day)

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
        rows, passed = self.rows, self.passed
        while passed < len(rows) and rows[passed].due_on <= to:
            passed += 1
        self.passed = passed

    def _next_due_on(self, to: date) -> date | None:
        return next((row.due_on for row in self.rows[self.open_from :] if self.day < row.due_on <= to), None)
