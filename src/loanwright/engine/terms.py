"""What a lender and a borrower agreed: everything `schedule` and `replay` need to know about a loan, as frozen values.

Amounts are `Money`; rates are `Rate` (a fraction of a year); periods are counted from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loanwright.kernel.calendar import BusinessDayRule
from loanwright.kernel.money import Money, Rounding
from loanwright.kernel.rate import Rate
from loanwright.kernel.refusals import Refusal


class TermsNotConsistent(Refusal):
    """The terms contradict themselves; `reason` says which two do."""


class Method(StrEnum):
    """How principal comes back."""

    EQUAL_INSTALLMENTS = "equal_installments"  # 等额本息: annuity
    EQUAL_PRINCIPAL = "equal_principal"  # 等额本金
    INTEREST_ONLY = "interest_only"  # 先息后本: principal with the last installment
    BULLET = "bullet"  # 利随本清: interest and principal together at the end
    FLAT = "flat"  # 等本等息: interest on the original principal every period
    BALLOON = "balloon"  # 气球贷: installments of a longer loan, the rest with the last


class Unit(StrEnum):
    """The unit of a repayment rhythm."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    QUARTERS = "quarters"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Frequency:
    """A repayment rhythm: one installment `every` so many `unit`."""

    every: int = 1
    unit: Unit = Unit.MONTHS

    def __post_init__(self) -> None:
        if self.every < 1:
            raise TermsNotConsistent(reason="frequency")


MONTHLY = Frequency(1, Unit.MONTHS)
WEEKLY = Frequency(1, Unit.WEEKS)


class DayCount(StrEnum):
    """How many years lie between two dates; formulas and sources stand in `engine.daycount`."""

    PER_PERIOD = "per_period"
    NOMINAL_360 = "nominal/360"
    NOMINAL_365 = "nominal/365"
    THIRTY_360 = "30/360"
    THIRTY_E_360 = "30E/360"
    THIRTY_E_360_ISDA = "30E/360 ISDA"
    ACT_360 = "ACT/360"
    ACT_364 = "ACT/364"
    ACT_365 = "ACT/365"
    ACT_ACT = "ACT/ACT"
    ACT_ACT_31_DECEMBER = "ACT/ACT 31 December"
    ACT_ACT_29_FEBRUARY = "ACT/ACT 29 February"


class MonthEnd(StrEnum):
    """Where a due date goes whose day the month does not have."""

    CLAMP = "clamp"  # to the month's last day
    ROLL = "roll"  # to the first day of the next month


class Levelling(StrEnum):
    """Who bears what rounding leaves of level installments."""

    LAST = "last"  # the last installment, all of it
    SMOOTHED = "smoothed"  # all installments first, in whole units, as long as that makes the last one more like them


class Profile(StrEnum):
    """Whose arithmetic the loan follows; the lender migrating from another system keeps that system's."""

    EXACT = "exact"  # exact fractions, one rounding
    FINERACT_PROGRESSIVE = "fineract_progressive"  # conventions in `engine.fineract`
    FINERACT_CUMULATIVE = "fineract_cumulative"


@dataclass(frozen=True, slots=True)
class Grace:
    """So many first periods without principal, without paying interest (carried to the next), without interest."""

    principal: int = 0
    interest_payment: int = 0
    interest_charged: int = 0

    def __post_init__(self) -> None:
        if min(self.principal, self.interest_payment, self.interest_charged) < 0:
            raise TermsNotConsistent(reason="grace")


@dataclass(frozen=True, slots=True)
class DownPayment:
    """`percent` of each disbursement, to a multiple of minor units, due on its day; the rest is amortised."""

    percent: Decimal
    multiple: int = 1


class InterestBasis(StrEnum):
    """What interest follows."""

    AS_AGREED = "as_agreed"  # the contract's schedule: paying early or late does not change it
    ON_BALANCE = "on_balance"  # the real balance, night by night, what is overdue included
    ON_BALANCE_NOT_OVERDUE = "on_balance_not_overdue"  # the same without what is overdue


class Component(StrEnum):
    """The four things an installment consists of."""

    PENALTY = "penalty"
    FEE = "fee"
    INTEREST = "interest"
    PRINCIPAL = "principal"


class AllocationOrder(StrEnum):
    """Which way a payment walks through the table of installments (rows) and components (columns)."""

    BY_INSTALLMENT = "by_installment"  # all of the oldest installment, then the next
    BY_COMPONENT = "by_component"  # one component of every due installment, then the next component


class Excess(StrEnum):
    """What happens to money beyond what is due."""

    HOLD = "hold"  # stays as credit and pays each installment on its due date
    NEXT_INSTALLMENT = "next_installment"  # pays coming installments in order, now
    LAST_INSTALLMENT = "last_installment"  # pays coming installments from the end, now


@dataclass(frozen=True, slots=True)
class Waterfall:
    """How a payment is allocated: among due installments oldest first, and within one in the order of `components`."""

    components: tuple[Component, ...] = (
        Component.PENALTY,
        Component.FEE,
        Component.INTEREST,
        Component.PRINCIPAL,
    )
    order: AllocationOrder = AllocationOrder.BY_INSTALLMENT
    excess: Excess = Excess.HOLD

    def __post_init__(self) -> None:
        if sorted(self.components) != sorted(Component):
            raise TermsNotConsistent(reason="allocation")


class FeeTiming(StrEnum):
    """When a fee of the terms falls due."""

    DEDUCTED = "deducted"  # kept back from the disbursement
    AT_DISBURSEMENT = "at_disbursement"  # paid on the day of disbursement, beside it
    PER_INSTALLMENT = "per_installment"  # with every installment


class FeeBase(StrEnum):
    """What a percentage fee is a percentage of."""

    PRINCIPAL = "principal"  # the amount lent
    INSTALLMENT_PRINCIPAL = "installment_principal"
    INSTALLMENT_INTEREST = "installment_interest"
    INSTALLMENT = "installment"  # principal and interest of the installment


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee agreed in the terms: `amount` each time, or `percent` of `base`, rounded as interest is."""

    name: str
    timing: FeeTiming
    amount: Money | None = None
    percent: Decimal | None = None
    base: FeeBase = FeeBase.PRINCIPAL

    def __post_init__(self) -> None:
        if (self.amount is None) == (self.percent is None):
            raise TermsNotConsistent(reason="fee")
        if self.timing is not FeeTiming.PER_INSTALLMENT and self.base is not FeeBase.PRINCIPAL:
            raise TermsNotConsistent(reason="fee-base")


@dataclass(frozen=True, slots=True)
class PenaltyTerms:
    """Interest on principal that is overdue, simple, by actual days.

    Overdue principal p costs p x rate x days / basis (360 or 365 by `day_count`), counted from its due date. Within
    `grace_days` after the due date nothing is charged; what is still unpaid then is charged from the due date on.
    """

    rate: Rate
    grace_days: int = 0
    day_count: DayCount = DayCount.ACT_360

    def __post_init__(self) -> None:
        if self.grace_days < 0 or self.day_count not in (DayCount.ACT_360, DayCount.ACT_365):
            raise TermsNotConsistent(reason="penalty")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanTerms:
    """A loan contract in figures.

    Due date k is the seed + k x frequency, never chained, a missing day of the month moved by `month_end`; the seed is
    `due_seed_on` or else `start_on`, or one frequency before `first_due_on` where that is given. With a `length` the
    last due date is the seed + length. Interest of a period is balance x rate x year fraction, rounded once per
    installment by `interest_rounding`, and so are percentage fees; the level installment is rounded by
    `installment_rounding` to a multiple of `installment_multiple` minor units; the last takes what `levelling` leaves.
    A balloon loan is amortised over `balloon_periods` and ends after `periods`.

    Raises:
        TermsNotConsistent: not a positive amount, no period, a first due date before the start, mixed currencies.
    """

    principal: Money
    rate: Rate
    method: Method
    periods: int
    start_on: date
    frequency: Frequency = MONTHLY
    first_due_on: date | None = None
    due_seed_on: date | None = None
    length: Frequency | None = None
    month_end: MonthEnd = MonthEnd.CLAMP
    day_count: DayCount = DayCount.THIRTY_360
    installment_rounding: Rounding = Rounding.HALF_UP
    installment_multiple: int = 1
    interest_rounding: Rounding = Rounding.HALF_UP
    levelling: Levelling = Levelling.LAST
    interest_basis: InterestBasis = InterestBasis.AS_AGREED
    grace: Grace = field(default_factory=Grace)
    down_payment: DownPayment | None = None
    balloon_periods: int | None = None
    profile: Profile = Profile.EXACT
    business_day_rule: BusinessDayRule = BusinessDayRule.NONE
    fees: tuple[Fee, ...] = ()
    penalty: PenaltyTerms | None = None
    allocation: Waterfall = field(default_factory=Waterfall)

    def __post_init__(self) -> None:
        if self.principal.minor <= 0:
            raise TermsNotConsistent(reason="principal")
        if self.periods < 1 or self.installment_multiple < 1:
            raise TermsNotConsistent(reason="periods")
        if self.first_due_on is not None and self.first_due_on <= self.start_on:
            raise TermsNotConsistent(reason="first-due-date")
        if (self.method is Method.BALLOON) != (self.balloon_periods is not None):
            raise TermsNotConsistent(reason="balloon")
        if self.balloon_periods is not None and self.balloon_periods < self.periods:
            raise TermsNotConsistent(reason="balloon")
        rows = 1 if self.method is Method.BULLET else self.periods
        if max(self.grace.principal, self.grace.interest_payment) >= rows:
            raise TermsNotConsistent(reason="grace")
        if self.interest_basis is not InterestBasis.AS_AGREED and (self.grace != Grace() or self.method is Method.FLAT):
            raise TermsNotConsistent(reason="interest on the real balance with grace or flat interest")
        if any(fee.amount and fee.amount.currency is not self.principal.currency for fee in self.fees):
            raise TermsNotConsistent(reason="currency")
