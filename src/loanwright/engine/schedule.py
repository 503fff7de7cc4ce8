"""What the terms alone say: installments with dates and amounts, as agreed in the contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from loanwright.engine.fees import charged_at_start, charged_with_installments
from loanwright.engine.methods import METHODS, Problem
from loanwright.engine.periods import Periods, periods_of
from loanwright.engine.rounding import DIVISIONS
from loanwright.engine.terms import FeeTiming, LoanTerms
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.money import Currency, Money
from loanwright.kernel.rate import Rate

NO_HOLIDAYS = BusinessCalendar()


@dataclass(frozen=True, slots=True)
class Installment:
    """One row of a schedule. `from_on` is when its period begins, `balance` the principal left after it."""

    number: int
    from_on: date
    due_on: date
    principal: Money
    interest: Money
    fees: Money
    balance: Money

    @property
    def total(self) -> Money:
        """What is to be paid on the due date."""
        return self.principal + self.interest + self.fees


@dataclass(frozen=True)
class Schedule:
    """A repayment schedule, kept as columns of minor units; `installments` shows it as rows of `Money`.

    `deducted` is kept back from the disbursement, `upfront` is paid beside it on the first day; both are fees.
    """

    terms: LoanTerms
    periods: Periods
    principal: tuple[int, ...]
    interest: tuple[int, ...]
    fees: tuple[int, ...]
    deducted: int = 0
    upfront: int = 0

    @property
    def currency(self) -> Currency:
        """Of every amount in it."""
        return self.terms.principal.currency

    @cached_property
    def installments(self) -> tuple[Installment, ...]:
        """The rows, oldest first, numbered from 1."""
        balance, rows = self.terms.principal, []
        columns = zip(*self.periods[:2], self.principal, self.interest, self.fees, strict=True)
        for number, (from_on, due_on, *minors) in enumerate(columns, start=1):
            principal, interest, fees = (Money(minor, self.currency) for minor in minors)
            balance -= principal
            rows.append(Installment(number, from_on, due_on, principal, interest, fees, balance))
        return tuple(rows)

    @property
    def total_interest(self) -> Money:
        """Interest over the whole life."""
        return Money(sum(self.interest), self.currency)

    @property
    def total_fees(self) -> Money:
        """Fees over the whole life, those at the start included."""
        return Money(sum(self.fees) + self.deducted + self.upfront, self.currency)

    @property
    def total_cost(self) -> Money:
        """What the loan costs the borrower: interest and fees."""
        return self.total_interest + self.total_fees

    @property
    def net_disbursed(self) -> Money:
        """What reaches the borrower's account: principal less deducted fees."""
        return self.terms.principal - Money(self.deducted, self.currency)


def schedule(terms: LoanTerms, calendar: BusinessCalendar = NO_HOLIDAYS) -> Schedule:
    """The installments the terms describe. `calendar` matters only with a business-day rule."""
    periods = periods_of(terms, calendar)
    principal, interest = METHODS[terms.method](problem_of(terms, periods, terms.principal.minor))
    return Schedule(
        terms=terms,
        periods=periods,
        principal=tuple(principal),
        interest=tuple(interest),
        fees=charged_with_installments(terms, principal, interest),
        deducted=charged_at_start(terms, FeeTiming.DEDUCTED),
        upfront=charged_at_start(terms, FeeTiming.AT_DISBURSEMENT),
    )


def problem_of(terms: LoanTerms, periods: Periods, amount: int) -> Problem:
    """The arithmetic behind the terms: `amount` over these periods."""
    numerator, denominator = _ratio(terms.rate)
    factors = [numerator * weight for weight in periods.weights]
    return Problem(amount, factors, denominator * periods.basis, DIVISIONS[terms.interest_rounding], terms)


@lru_cache(maxsize=1024)
def _ratio(rate: Rate) -> tuple[int, int]:
    return rate.annual.as_integer_ratio()
