"""What the terms alone say: installments with dates and amounts, as agreed in the contract."""

from __future__ import annotations

from dataclasses import replace

from loanwright.engine.annuity import Problem
from loanwright.engine.broken_period import with_broken_period
from loanwright.engine.contradictions import InstallmentTooSmall
from loanwright.engine.date_terms import BrokenPeriod
from loanwright.engine.fee_terms import FeeTiming
from loanwright.engine.fees import charged_at_start, charged_with_installments
from loanwright.engine.periods import Periods, periods_of
from loanwright.engine.schedule import NO_HOLIDAYS, Schedule, columns_of, down_payment_on, problem_of
from loanwright.engine.subsidies import subsidised
from loanwright.engine.terms import LoanTerms
from loanwright.engine.tranches import first_of, with_tranches
from loanwright.kernel.calendar import BusinessCalendar


def schedule(terms: LoanTerms, calendar: BusinessCalendar = NO_HOLIDAYS) -> Schedule:
    """The installments the terms describe. `calendar` matters only with a business-day rule.

    Raises:
        InstallmentTooSmall: a fixed installment does not repay the loan in time.
        TranchesDoNotFit: a tranche is planned for the last due date or after it.
    """
    if terms.later_tranches:
        return with_tranches(schedule(first_of(terms), calendar), terms)
    periods = periods_of(terms, calendar) if terms.installment is None else until_repaid(terms, calendar)
    down = down_payment_on(terms, terms.principal.minor)
    problem = problem_of(terms, periods, terms.principal.minor - down)
    if not (terms.fees or terms.subsidy or terms.broken_period is not BrokenPeriod.LEVELLED):
        principal, interest = columns_of(problem, periods)
        return Schedule(terms, periods, tuple(principal), tuple(interest), (0,) * len(principal), down)
    return _with_extras(problem, periods, down)


def _with_extras(problem: Problem, periods: Periods, down: int) -> Schedule:
    """The schedule of a loan with fees, a subsidy, or a broken period set apart."""
    terms, upfront = problem.terms, 0
    if terms.broken_period is BrokenPeriod.LEVELLED:
        principal, interest = columns_of(problem, periods)
    else:
        (principal, interest), upfront = with_broken_period(problem, periods, columns_of)
    subsidy = subsidised(problem, periods, interest)
    if subsidy:
        interest = [charge - paid for charge, paid in zip(interest, subsidy, strict=True)]
    return Schedule(
        terms=terms,
        periods=periods,
        principal=tuple(principal),
        interest=tuple(interest),
        fees=charged_with_installments(terms, periods.due_on, principal, interest),
        down=down,
        deducted=charged_at_start(terms, FeeTiming.DEDUCTED),
        upfront=charged_at_start(terms, FeeTiming.AT_DISBURSEMENT),
        interest_upfront=upfront,
        subsidy=subsidy,
    )


def until_repaid(terms: LoanTerms, calendar: BusinessCalendar) -> Periods:
    """As many of the periods as the given installment needs to repay the loan.

    Raises:
        InstallmentTooSmall: more than the terms allow.
    """
    assert terms.installment is not None
    periods = periods_of(terms, calendar)
    amount = terms.principal.minor - down_payment_on(terms, terms.principal.minor)
    principal, interest = columns_of(problem_of(terms, periods, amount), periods)
    if principal[-1] + interest[-1] > terms.installment.minor:
        raise InstallmentTooSmall(installment=terms.installment, periods=terms.periods)
    needed = max((k for k, repaid in enumerate(principal, start=1) if repaid), default=1)
    return periods_of(replace(terms, periods=needed, due_dates=terms.due_dates[:needed]), calendar)
