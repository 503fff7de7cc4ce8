"""A product as its document states it: frozen, complete, and checked field by field when it is read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationInfo, model_validator

from loanwright.engine.api import (
    AllocationOrder,
    Component,
    DayCount,
    Excess,
    FeeTiming,
    Method,
)
from loanwright.kernel.calendar import BusinessDayRule
from loanwright.kernel.money import Currency, Money, Rounding
from loanwright.kernel.rate import Rate
from loanwright.kernel.refusals import Refusal


def _money(text: object, info: ValidationInfo) -> object:
    """Amounts stand as plain text in a document; their currency is the document's own."""
    if not isinstance(text, str) or info.context is None:
        return text
    try:
        return Money.parse(text, info.context["currency"])
    except Refusal as refusal:
        raise ValueError(str(refusal)) from refusal


def _rate(text: object) -> object:
    """Rates stand as percent a year in a document."""
    if not isinstance(text, str):
        return text
    try:
        return Rate.percent(text)
    except Refusal as refusal:
        raise ValueError(str(refusal)) from refusal


Amount = Annotated[Money, BeforeValidator(_money), PlainSerializer(str)]
Percent = Annotated[Rate, BeforeValidator(_rate), PlainSerializer(str)]


class _Part(BaseModel):
    """A table of the document: unknown keys are mistakes, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Bilingual(_Part):
    """The same words in both languages of the screens."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class AmountRange(_Part):
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

    MONTHLY = "monthly"
    WEEKLY = "weekly"


class TermRange(_Part):
    """How many installments may be chosen, and how often they come."""

    frequency: RepaymentRhythm
    minimum: int = Field(ge=1)
    maximum: int = Field(le=480)

    def months(self, periods: int) -> int:
        """The length of so many periods in months, a begun month counted whole."""
        match self.frequency:
            case RepaymentRhythm.MONTHLY:
                return periods
            case RepaymentRhythm.WEEKLY:
                return -(-periods * 12 // 52)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError("minimum exceeds maximum")
        return self


class RateBand(_Part):
    """The yearly nominal rate of loans of up to so many periods."""

    up_to_periods: int = Field(ge=1)
    percent: Percent


class OfferedMethod(_Part):
    """A way of repaying, and the longest term it is offered for (None: the product's longest)."""

    method: Method
    maximum_periods: int | None = Field(default=None, ge=1)


class Repayment(_Part):
    """How interest is counted and rounded; the first method is the one offered first."""

    day_count: DayCount
    installment_rounding: Rounding
    interest_rounding: Rounding
    business_day_rule: BusinessDayRule
    methods: tuple[OfferedMethod, ...] = Field(min_length=1)


class ProductFee(_Part):
    """A fee: a fixed `amount`, or a percentage of the amount lent, each time it is due."""

    code: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: Bilingual
    timing: FeeTiming
    amount: Amount | None = None
    percent_of_principal: Decimal | None = Field(default=None, gt=0, le=100)

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.amount is None) == (self.percent_of_principal is None):
            raise ValueError("needs either amount or percent_of_principal")
        return self


class Penalty(_Part):
    """Penalty interest: the loan's own rate raised by a share of itself, after days of grace."""

    uplift_percent: Decimal = Field(ge=0, le=400)
    day_count: DayCount
    grace_days: int = Field(ge=0, le=30)


class Allocation(_Part):
    """Which part of what is due a payment goes to first."""

    components: tuple[Component, ...]
    order: AllocationOrder
    excess: Excess


class Eligibility(_Part):
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


class RateCap(_Part):
    """A ceiling on the all-in annual rate, with where it comes from: a parameter, never a constant."""

    measure: CapMeasure
    percent: Percent
    action: CapAction
    source: Bilingual


class Product(_Part):
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
