"""What a lender and a borrower agreed: everything `schedule` and `replay` need to know about a loan, as frozen values.

Amounts are `Money`; rates are `Rate` (a fraction of a year); periods are counted from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loanwright.engine.contradictions import (
    BalloonDoesNotFit,
    BrokenPeriodDoesNotFit,
    DatesGivenTwice,
    DayCountNeedsRegularPeriods,
    DueDatesDoNotFit,
    DueDayNeedsMonths,
    GraceDoesNotFit,
    InstallmentDoesNotFit,
    PlanDoesNotFit,
    RealBalanceDoesNotFit,
    TranchesDoNotFit,
)
from loanwright.engine.conventions import (
    MONTHLY,
    DayCount,
    Frequency,
    Levelling,
    MonthEnd,
    Profile,
    TermsNotConsistent,
    Unit,
)
from loanwright.engine.date_terms import BrokenPeriod, DueDay, Season
from loanwright.engine.fee_terms import Fee, FeeTiming
from loanwright.engine.penalty_terms import PenaltyTerms
from loanwright.engine.plan_terms import PlannedPart, Tranche
from loanwright.engine.rate_terms import FloatingRate, RateStep, StepLevel, Subsidy
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
    CUSTOM = "custom"  # 自定义还款计划: a part given for every due date, the rest with the last
    FIXED_INSTALLMENT = "fixed_installment"  # 定额还款: a given installment, as many periods as it takes


class UnpaidInterest(StrEnum):
    """What becomes of interest that need not be paid yet."""

    CARRIED = "carried"  # all of it falls due with the first installment that pays interest
    SPREAD = "spread"  # shared equally among all installments that pay interest
    CAPITALISED = "capitalised"  # joins the principal when its period ends


@dataclass(frozen=True, slots=True)
class Grace:
    """So many first periods without principal, without paying interest (what is `unpaid` waits), without interest."""

    principal: int = 0
    interest_payment: int = 0
    interest_charged: int = 0
    unpaid: UnpaidInterest = UnpaidInterest.CARRIED

    @property
    def is_on_principal_alone(self) -> bool:
        """Whether interest is charged and paid from the beginning."""
        return not (self.interest_payment or self.interest_charged)

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


class Tranches(StrEnum):
    """Over which installments a further disbursement is repaid."""

    JOINED = "joined"  # with the rest, over the installments still to come
    FULL_TERM = "full_term"  # over as many installments as the first, from the period it falls into


class AllocationOrder(StrEnum):
    """Which way a payment walks through the table of installments (rows) and components (columns)."""

    BY_INSTALLMENT = "by_installment"  # all of the oldest installment, then the next
    BY_COMPONENT = "by_component"  # one component of every due installment, then the next component


class Excess(StrEnum):
    """What happens to money beyond what is due."""

    HOLD = "hold"  # stays as credit and pays each installment on its due date
    NEXT_INSTALLMENT = "next_installment"  # pays coming installments in order, now
    LAST_INSTALLMENT = "last_installment"  # pays coming installments from the end, now
    CURRENT_THEN_LAST = "current_then_last"  # pays the one whose period runs, then coming ones from the end
    EQUAL_SHARES = "equal_shares"  # pays every coming installment the same share, now
    LOWER_INSTALLMENT = "lower_installment"  # 减少月供: repays principal now; as many installments, each lower
    SHORTEN_TERM = "shorten_term"  # 缩短期限: repays principal now; installments as high, fewer of them


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


class Payment(StrEnum):
    """What counts as paid, beside repayments."""

    MERCHANT_REFUND = "merchant_refund"
    GOODWILL = "goodwill"
    INTEREST_REFUND = "interest_refund"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class OwnWaterfall:
    """A waterfall for one kind of payment alone."""

    of: Payment
    waterfall: Waterfall


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanTerms:
    """A loan contract in figures.

    Due date k is the seed + k x frequency, never chained, a missing day of the month moved by `month_end`; the seed is
    `due_seed_on` or else `start_on`, or one frequency before `first_due_on` where that is given. With a `length` the
    last due date is the seed + length. Interest of a period is balance x rate x year fraction, rounded once per
    installment by `interest_rounding`, and so are percentage fees; the level installment is rounded by
    `installment_rounding` to a multiple of `installment_multiple` minor units; the last takes what `levelling` leaves.
    `rate` is the first; `rate_steps` and `floating` say what follows it, `subsidy` what a third party pays.
    `later_tranches` are parts of the principal that are planned to be paid out after `start_on`, the rest on it.
    In place of seed and frequency, `due_day`, `season` or `due_dates` may say when installments fall due.
    A balloon loan is amortised over `balloon_periods` and ends after `periods`; a custom `plan` names a part for each
    due date but the last; a fixed `installment` is paid until the loan is repaid, at most `periods` times.

    Raises:
        TermsNotConsistent: or one of its kinds (`engine.contradictions`), each named after what does not go together.
    """

    principal: Money
    rate: Rate
    method: Method
    periods: int
    start_on: date
    frequency: Frequency = MONTHLY
    first_due_on: date | None = None
    due_seed_on: date | None = None
    due_day: DueDay | None = None
    season: Season | None = None
    due_dates: tuple[date, ...] = ()
    length: Frequency | None = None
    month_end: MonthEnd = MonthEnd.CLAMP
    day_count: DayCount = DayCount.THIRTY_360
    installment_rounding: Rounding = Rounding.HALF_UP
    installment_multiple: int = 1
    interest_rounding: Rounding = Rounding.HALF_UP
    levelling: Levelling = Levelling.LAST
    rate_steps: tuple[RateStep, ...] = ()
    floating: FloatingRate | None = None
    step_level: StepLevel = StepLevel.NEW
    subsidy: Subsidy | None = None
    broken_period: BrokenPeriod = BrokenPeriod.LEVELLED
    interest_basis: InterestBasis = InterestBasis.AS_AGREED
    grace: Grace = field(default_factory=Grace)
    down_payment: DownPayment | None = None
    balloon_periods: int | None = None
    plan: tuple[PlannedPart, ...] = ()
    installment: Money | None = None
    profile: Profile = Profile.EXACT
    tranches: Tranches = Tranches.JOINED
    later_tranches: tuple[Tranche, ...] = ()
    business_day_rule: BusinessDayRule = BusinessDayRule.NONE
    fees: tuple[Fee, ...] = ()
    penalty: PenaltyTerms | None = None
    allocation: Waterfall = field(default_factory=Waterfall)
    own_allocations: tuple[OwnWaterfall, ...] = ()

    def allocation_of(self, payment: Payment) -> Waterfall:
        """The waterfall of one kind of payment: its own, or that of repayments."""
        return next((own.waterfall for own in self.own_allocations if own.of is payment), self.allocation)

    def __post_init__(self) -> None:
        if self.principal.minor <= 0:
            raise TermsNotConsistent(reason="principal")
        if len({own.of for own in self.own_allocations}) < len(self.own_allocations):
            raise TermsNotConsistent(reason="allocation")
        if self.periods < 1 or self.installment_multiple < 1:
            raise TermsNotConsistent(reason="periods")
        amounts = [amount for fee in self.fees for amount in (fee.amount, fee.minimum, fee.maximum)]
        amounts += [amount for part in self.plan for amount in (part.principal, part.installment)]
        amounts += [self.installment, *(tranche.amount for tranche in self.later_tranches)]
        if any(amount and amount.currency is not self.principal.currency for amount in amounts):
            raise TermsNotConsistent(reason="currency")
        _check_dates(self)
        _check_method(self)
        if self.tranches is Tranches.FULL_TERM and self.profile is not Profile.FINERACT_PROGRESSIVE:
            raise TermsNotConsistent(reason="tranches over a full term")
        _check_grace(self)
        _check_broken_period(self)
        _check_tranches(self)


def _check_dates(terms: LoanTerms) -> None:
    given = [terms.first_due_on, terms.due_day, terms.season, terms.due_dates or None]
    if sum(one is not None for one in given) > 1:
        raise DatesGivenTwice()
    if terms.first_due_on is not None and terms.first_due_on <= terms.start_on:
        raise TermsNotConsistent(reason="first-due-date")
    if terms.due_dates:
        rising = [terms.start_on, *sorted(set(terms.due_dates))]
        if [*rising[:1], *terms.due_dates] != rising or rising[1] <= terms.start_on:
            raise DueDatesDoNotFit(periods=terms.periods)
        if len(terms.due_dates) != terms.periods:
            raise DueDatesDoNotFit(periods=terms.periods)
    by_days = terms.frequency.unit in (Unit.DAYS, Unit.WEEKS)
    if terms.due_day and by_days:
        raise DueDayNeedsMonths()
    if terms.day_count is DayCount.ACT_ACT_ICMA:
        irregular = terms.season or terms.due_dates or terms.length or terms.due_seed_on
        months = terms.frequency.every * {Unit.MONTHS: 1, Unit.QUARTERS: 3}.get(terms.frequency.unit, 12)
        if irregular or by_days or 12 % months:
            raise DayCountNeedsRegularPeriods(day_count=terms.day_count)


def _check_method(terms: LoanTerms) -> None:
    longer = terms.balloon_periods
    if (terms.method is Method.BALLOON) != (longer is not None) or (longer is not None and longer < terms.periods):
        raise BalloonDoesNotFit(method=terms.method)
    if (terms.method is Method.FIXED_INSTALLMENT) != (terms.installment is not None):
        raise InstallmentDoesNotFit(method=terms.method)
    parts = terms.periods - 1 if terms.method is Method.CUSTOM else 0
    if len(terms.plan) != parts:
        raise PlanDoesNotFit(method=terms.method, parts=parts)


def _check_grace(terms: LoanTerms) -> None:
    grace = terms.grace
    rows = 1 if terms.method is Method.BULLET else terms.periods
    planned = terms.method in (Method.CUSTOM, Method.FIXED_INSTALLMENT)
    if max(grace.principal, grace.interest_payment) >= rows or (planned and grace != Grace()):
        raise GraceDoesNotFit(periods=rows)
    if grace.unpaid is UnpaidInterest.CAPITALISED and grace.principal < grace.interest_payment:
        raise GraceDoesNotFit(periods=rows)
    if terms.interest_basis is not InterestBasis.AS_AGREED:
        fixed_beforehand = {
            "grace": grace != Grace(),
            "flat": terms.method is Method.FLAT,
            "levelling": terms.levelling in (Levelling.FIRST, Levelling.SPREAD),
            "subsidy": terms.subsidy is not None,
            "broken period": terms.broken_period is not BrokenPeriod.LEVELLED,
        }
        for term, chosen in fixed_beforehand.items():
            if chosen:
                raise RealBalanceDoesNotFit(term=term)


def _check_broken_period(terms: LoanTerms) -> None:
    if terms.broken_period is BrokenPeriod.LEVELLED:
        return
    without_rhythm = terms.season or terms.due_dates or terms.length or terms.profile is not Profile.EXACT
    planned = terms.method in (Method.BULLET, Method.CUSTOM, Method.FIXED_INSTALLMENT)
    if without_rhythm or planned or terms.grace != Grace():
        raise BrokenPeriodDoesNotFit()


_IN_TRANCHES = (Method.EQUAL_INSTALLMENTS, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.BULLET)


def _check_tranches(terms: LoanTerms) -> None:
    later = terms.later_tranches
    if not later:
        return
    days = [terms.start_on, *(tranche.on for tranche in later)]
    amounts = [tranche.amount.minor for tranche in later]
    contradictory = {
        "dates": days != sorted(set(days)),
        "amounts": min(amounts) < 1 or sum(amounts) >= terms.principal.minor,
        "method": terms.method not in _IN_TRANCHES,
        "profile": terms.profile is not Profile.EXACT,
        "grace": not terms.grace.is_on_principal_alone,
        "down payment": terms.down_payment is not None,
        "subsidy": terms.subsidy is not None,
        "broken period": terms.broken_period is not BrokenPeriod.LEVELLED,
        "fees": not all(_is_free_of_tranches(fee) for fee in terms.fees),
    }
    for term, stands in contradictory.items():
        if stands:
            raise TranchesDoNotFit(term=term)


def _is_free_of_tranches(fee: Fee) -> bool:
    """Whether a fee is the same however the principal is paid out."""
    with_installments = fee.timing in (FeeTiming.PER_INSTALLMENT, FeeTiming.ON_DATE)
    return fee.timing is FeeTiming.ON_EVENT or (with_installments and fee.amount is not None)
