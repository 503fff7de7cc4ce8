"""A product as its document states it: frozen, complete, and checked field by field when it is read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from loanwright.engine.api import (
    AllocationOrder,
    BrokenPeriod,
    Component,
    DayCount,
    Excess,
    FeeBase,
    FeeTiming,
    FeeTrigger,
    InterestBasis,
    Levelling,
    Method,
    MonthEnd,
    PenaltyBase,
    StepLevel,
    VatQuoted,
)
from loanwright.kernel.calendar import BusinessDayRule
from loanwright.kernel.money import Currency, Money, Rounding
from loanwright.products.parts import Amount, Bilingual, Part, Percent
from loanwright.products.plan_model import (
    DueDayOffered,
    FloatingOffered,
    GraceOffered,
    LineOffered,
    SeasonOffered,
    StepOffered,
    SubsidyOffered,
)


class AmountRange(Part):
    """From `minimum` to `maximum`, in whole steps counted from zero."""

    minimum: Amount
    maximum: Amount
    step: Amount

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not Money.zero(self.minimum.currency) < self.minimum <= self.maximum or self.step.minor <= 0:
            raise ValueError("needs 0 < minimum <= maximum and a positive step")
        return self


class RepaymentRhythm(StrEnum):
    """How often an installment falls due."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    SEASONAL = "seasonal"  # in the months of the season


class TermRange(Part):
    """How many installments may be chosen, and when they come.

    They come by a rhythm, `every` so many days, weeks ..., perhaps on a fixed day; or by a season.
    """

    frequency: RepaymentRhythm
    every: int = Field(default=1, ge=1, le=366)
    minimum: int = Field(ge=1)
    maximum: int = Field(le=480)
    due_day: DueDayOffered | None = None
    season: SeasonOffered | None = None

    def months(self, periods: int) -> int:
        """The length of so many periods in months, a begun month counted whole."""
        spans = periods * self.every
        match self.frequency:
            case RepaymentRhythm.DAILY:
                return -(-spans * 12 // 365)
            case RepaymentRhythm.WEEKLY:
                return -(-spans * 12 // 52)
            case RepaymentRhythm.MONTHLY:
                return spans
            case RepaymentRhythm.QUARTERLY:
                return spans * 3
            case RepaymentRhythm.YEARLY:
                return spans * 12
            case RepaymentRhythm.SEASONAL:
                return -(-periods * 12 // len(self.season.months)) if self.season else periods

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError("minimum exceeds maximum")
        if (self.season is None) == (self.frequency is RepaymentRhythm.SEASONAL):
            raise ValueError("a season goes with the frequency seasonal, and only with it")
        if self.season and self.every != 1:
            raise ValueError("a season comes as often as its months do")
        return self


class RateBand(Part):
    """The yearly nominal rate of loans of up to so many periods."""

    up_to_periods: int = Field(ge=1)
    percent: Percent


class OfferedMethod(Part):
    """A way of repaying, and the longest term it is offered for (None: the product's longest).

    A balloon says over how many installments it is amortised. A custom plan says, in percent of the amount lent, what
    each installment but the last repays; it is offered for exactly that many.
    """

    method: Method
    maximum_periods: int | None = Field(default=None, ge=1)
    balloon_periods: int | None = Field(default=None, ge=1)
    plan_percent: tuple[Decimal, ...] = ()


class Repayment(Part):
    """How interest is counted and rounded; the first method is the one offered first."""

    day_count: DayCount
    installment_rounding: Rounding
    interest_rounding: Rounding
    business_day_rule: BusinessDayRule
    installment_multiple: int = Field(default=1, ge=1, description="of minor units")
    levelling: Levelling = Levelling.LAST
    month_end: MonthEnd = MonthEnd.CLAMP
    interest_basis: InterestBasis = InterestBasis.AS_AGREED
    broken_period: BrokenPeriod = BrokenPeriod.LEVELLED
    step_level: StepLevel = StepLevel.NEW
    grace: GraceOffered = Field(default_factory=GraceOffered)
    down_payment_percent: Decimal | None = Field(default=None, gt=0, lt=100)
    methods: tuple[OfferedMethod, ...] = Field(min_length=1)


class ProductFee(Part):
    """A fee: a fixed `amount`, a percentage of the amount lent, or of another `base`, each time it is due."""

    code: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: Bilingual
    timing: FeeTiming
    amount: Amount | None = None
    percent_of_principal: Decimal | None = Field(default=None, gt=0, le=100)
    percent: Decimal | None = Field(default=None, gt=0, le=100)
    base: FeeBase | None = None
    minimum: Amount | None = None
    maximum: Amount | None = None
    every: int = Field(default=1, ge=1)
    trigger: FeeTrigger | None = None
    vat_percent: Decimal | None = Field(default=None, ge=0, lt=100)
    vat_quoted: VatQuoted = VatQuoted.INCLUDED

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        measures = [self.amount, self.percent_of_principal, self.percent]
        if sum(measure is not None for measure in measures) != 1:
            raise ValueError("needs either amount or percent_of_principal or percent")
        if (self.percent is None) != (self.base is None):
            raise ValueError("percent goes with base")
        if self.timing is FeeTiming.ON_DATE:
            raise ValueError("a product knows no dates of single loans")
        return self


class Penalty(Part):
    """Penalty interest: the loan's own rate raised by a share of itself, after days of grace."""

    base: PenaltyBase = PenaltyBase.PRINCIPAL
    compound_every_months: int | None = Field(default=None, ge=1)
    cap_percent: Decimal | None = Field(default=None, ge=0)

    uplift_percent: Decimal = Field(ge=0, le=400)
    day_count: DayCount
    grace_days: int = Field(ge=0, le=30)


class Allocation(Part):
    """Which part of what is due a payment goes to first."""

    components: tuple[Component, ...]
    order: AllocationOrder
    excess: Excess


class Eligibility(Part):
    """Whom the product is for. No region listed means every region; regions are ID-number prefixes (GB/T 2260)."""

    minimum_age: int = Field(ge=18, description="Civil Code art. 17, 18: full capacity to contract from 18")
    maximum_age_at_maturity: int = Field(le=100)
    regions: tuple[str, ...] = ()
    purposes: tuple[str, ...] = Field(min_length=1)


class CapMeasure(StrEnum):
    """Which annual rate a cap looks at; both include every fee."""

    SIMPLE = "simple"
    COMPOUND = "compound"


class CapAction(StrEnum):
    """What happens above a cap."""

    WARN = "warn"
    REFUSE = "refuse"


class RateCap(Part):
    """A ceiling on the all-in annual rate, with where it comes from: a parameter, never a constant."""

    measure: CapMeasure
    percent: Percent
    action: CapAction
    source: Bilingual


class Product(Part):
    """One version of one product, as its document states it."""

    code: str = Field(pattern=r"^[a-z][a-z0-9-]{1,38}$")
    version: int = Field(ge=1)
    effective_from: date
    currency: Currency
    contract_template: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: Bilingual
    summary: Bilingual
    amount: AmountRange
    term: TermRange
    rates: tuple[RateBand, ...] = Field(min_length=1)
    rate_steps: tuple[StepOffered, ...] = ()
    floating: FloatingOffered | None = None
    subsidy: SubsidyOffered | None = None
    line: LineOffered | None = None
    repayment: Repayment
    fees: tuple[ProductFee, ...] = ()
    penalty: Penalty
    allocation: Allocation
    eligibility: Eligibility
    caps: tuple[RateCap, ...] = ()

    @model_validator(mode="after")
    def _rates_cover_every_term(self) -> Self:
        limits = [band.up_to_periods for band in self.rates]
        if limits != sorted(set(limits)) or limits[-1] < self.term.maximum:
            raise ValueError("rates must rise in up_to_periods and reach the longest term")
        return self

    @model_validator(mode="after")
    def _line_is_plain(self) -> Self:
        """What a line's contract shows as an example is all of it drawn at once and repaid at the end."""
        if self.line is None:
            return self
        by_month = self.term.frequency is RepaymentRhythm.MONTHLY and self.term.every == 1 and self.term.due_day
        interest_only = [offered.method for offered in self.repayment.methods] == [Method.INTEREST_ONLY]
        by_day = self.repayment.day_count in (DayCount.ACT_360, DayCount.ACT_365)
        beside = self.fees or self.rate_steps or self.floating or self.subsidy or self.repayment.down_payment_percent
        if not by_month or not interest_only or not by_day or beside or self.repayment.grace != GraceOffered():
            raise ValueError("a line pays interest on a due day of every month, by the day, and has no other terms")
        return self

    @model_validator(mode="after")
    def _steps_rise(self) -> Self:
        periods = [step.from_period for step in self.rate_steps]
        if periods != sorted(set(periods)):
            raise ValueError("rate_steps must rise in from_period")
        return self
