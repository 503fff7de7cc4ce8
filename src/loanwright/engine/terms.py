"""What a lender and a borrower agreed: everything `schedule` and `replay` need to know about a loan, as frozen values.

Amounts are `Money`; rates are `Rate` (a fraction of a year); periods are counted from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loanwright.engine.conventions import MONTHLY, DayCount, Frequency, Levelling, MonthEnd, Profile, TermsNotConsistent
from loanwright.engine.fee_terms import Fee
from loanwright.engine.penalty_terms import PenaltyTerms
from loanwright.kernel.calendar import BusinessDayRule
from loanwright.kernel.money import Money, Rounding
from loanwright.kernel.rate import Rate


class Method(StrEnum):
    """How principal comes back."""

    EQUAL_INSTALLMENTS = "equal_installments"  # 等额本息: annuity
    EQUAL_PRINCIPAL = "equal_principal"  # 等额本金
    INTEREST_ONLY = "interest_only"  # 先息后本: principal with the last installment
    BULLET = "bullet"  # 利随本清: interest and principal together at the end
    FLAT = "flat"  # 等本等息: interest on the original principal every period
    BALLOON = "balloon"  # 气球贷: installments of a longer loan, the rest with the last


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
