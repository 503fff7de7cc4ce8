"""A repayment schedule, and the arithmetic by which its columns come from the terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from loanwright.engine import fineract
from loanwright.engine.annuity import Columns, Problem
from loanwright.engine.grace import with_grace
from loanwright.engine.meter import Meter
from loanwright.engine.methods import METHODS
from loanwright.engine.periods import Periods
from loanwright.engine.rate_path import has_steps, rate_path
from loanwright.engine.relevelling import levels_anew, metered, relevelled
from loanwright.engine.rounding import DIVISIONS, divide
from loanwright.engine.terms import Grace, LoanTerms
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.money import Currency, Money
from loanwright.kernel.rate import Rate

NO_HOLIDAYS = BusinessCalendar()
_NO_GRACE = Grace()


@dataclass(frozen=True, slots=True)
class Installment:
    """One row of a schedule. `from_on` is when its period begins, `balance` the principal left after it.

    `subsidy` is interest that a third party pays, beside the borrower's `interest`.
    """

    number: int
    from_on: date
    due_on: date
    principal: Money
    interest: Money
    fees: Money
    balance: Money
    subsidy: Money

    @property
    def total(self) -> Money:
        """What the borrower is to pay on the due date."""
        return self.principal + self.interest + self.fees


@dataclass(frozen=True)
class Schedule:
    """A repayment schedule, kept as columns of minor units; `installments` shows it as rows of `Money`.

    `down` is the down payment, due on the first day as installment 0, and so is `interest_upfront`. `deducted` is kept
    back from the disbursement, `upfront` is paid beside it on the first day; both are fees. `interest` is what the
    borrower pays of it; `subsidy` what a third party pays beside it, empty where nobody does.
    """

    terms: LoanTerms
    periods: Periods
    principal: tuple[int, ...]
    interest: tuple[int, ...]
    fees: tuple[int, ...]
    down: int = 0
    deducted: int = 0
    upfront: int = 0
    interest_upfront: int = 0
    subsidy: tuple[int, ...] = ()

    @property
    def currency(self) -> Currency:
        """Of every amount in it."""
        return self.terms.principal.currency

    @cached_property
    def installments(self) -> tuple[Installment, ...]:
        """The rows, oldest first, numbered from 1; 0 is a down payment."""
        balance, rows = self.terms.principal - self._money(self.down), []
        none = self._money(0)
        if self.down or self.interest_upfront:
            start, down, interest = self.terms.start_on, self._money(self.down), self._money(self.interest_upfront)
            rows.append(Installment(0, start, start, down, interest, none, balance, none))
        subsidy = self.subsidy or (0,) * len(self.principal)
        columns = zip(*self.periods[:2], self.principal, self.interest, self.fees, subsidy, strict=True)
        for number, (from_on, due_on, *minors) in enumerate(columns, start=1):
            principal, interest, fees, subsidised = (Money(minor, self.currency) for minor in minors)
            balance -= principal
            left = balance - self._not_paid_out_by(due_on) if self.terms.later_tranches else balance
            rows.append(Installment(number, from_on, due_on, principal, interest, fees, left, subsidised))
        return tuple(rows)

    @property
    def first_payable(self) -> Installment:
        """The first row that asks the borrower for anything: subsidies and grace may leave earlier ones empty."""
        return next((row for row in self.installments if row.total), self.installments[-1])

    @property
    def total_interest(self) -> Money:
        """The borrower's interest over the whole life."""
        return self._money(sum(self.interest) + self.interest_upfront)

    @property
    def total_subsidy(self) -> Money:
        """Interest that a third party pays over the whole life."""
        return self._money(sum(self.subsidy))

    @property
    def total_fees(self) -> Money:
        """Fees over the whole life, those at the start included."""
        return self._money(sum(self.fees) + self.deducted + self.upfront)

    @property
    def total_cost(self) -> Money:
        """What the loan costs the borrower: interest and fees."""
        return self.total_interest + self.total_fees

    @property
    def net_disbursed(self) -> Money:
        """What reaches the borrower's account: principal less deducted fees."""
        return self.terms.principal - self._money(self.deducted)

    def _not_paid_out_by(self, due_on: date) -> Money:
        return self._money(sum(tranche.amount.minor for tranche in self.terms.later_tranches if tranche.on >= due_on))

    def _money(self, minor: int) -> Money:
        return Money(minor, self.currency)


def columns_of(problem: Problem, periods: Periods) -> Columns:
    """Principal and interest columns by the method and grace of the terms."""
    terms = problem.terms
    method, grace = METHODS[terms.method], terms.grace
    if levels_anew(terms):
        method = relevelled(periods)
    return method(problem) if grace == _NO_GRACE else with_grace(problem, grace, method)


def problem_of(terms: LoanTerms, periods: Periods, amount: int) -> Problem:
    """The arithmetic behind the terms: `amount` over these periods."""
    if has_steps(terms):
        factors, scale = metered(Meter(terms, periods, rate_path(terms, periods)), periods)
        return Problem(amount, factors, scale, DIVISIONS[terms.interest_rounding], terms)
    numerator, denominator = _ratio(terms.rate)
    factors = [numerator * weight for weight in periods.weights]
    scale = denominator * periods.basis
    if fineract.is_chosen(terms):
        factors, scale = fineract.cut(factors, scale)
    return Problem(amount, factors, scale, DIVISIONS[terms.interest_rounding], terms)


def down_payment_on(terms: LoanTerms, amount: int) -> int:
    """The part of a disbursement that is due at once."""
    if terms.down_payment is None:
        return 0
    numerator, denominator = terms.down_payment.percent.as_integer_ratio()
    return divide(amount * numerator, denominator * 100, terms.installment_rounding, terms.down_payment.multiple)


@lru_cache(maxsize=1024)
def _ratio(rate: Rate) -> tuple[int, int]:
    return rate.annual.as_integer_ratio()
