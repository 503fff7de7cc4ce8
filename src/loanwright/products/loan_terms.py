"""From a product and a wish that it offers to the terms of one loan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from loanwright.engine.api import (
    DownPayment,
    DueDay,
    Fee,
    FeeBase,
    Fixing,
    FloatingRate,
    Frequency,
    Grace,
    LineTerms,
    LoanTerms,
    PenaltyTerms,
    PlannedPart,
    RateStep,
    Season,
    Subsidy,
    Unit,
    Vat,
    Waterfall,
    schedule,
    shifted,
)
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from loanwright.products.model import OfferedMethod, Product, ProductFee, RepaymentRhythm, TermRange
from loanwright.products.plan_model import FloatingOffered, GraceOffered, ResetOn, SubsidyOffered
from loanwright.products.rhythm import Rhythm, RhythmUnit, seasons, spans

_YEARLY = Frequency(1, Unit.YEARS)
_UNITS = {
    RepaymentRhythm.DAILY: Unit.DAYS,
    RepaymentRhythm.WEEKLY: Unit.WEEKS,
    RepaymentRhythm.MONTHLY: Unit.MONTHS,
    RepaymentRhythm.QUARTERLY: Unit.QUARTERS,
    RepaymentRhythm.YEARLY: Unit.YEARS,
    RepaymentRhythm.SEASONAL: Unit.MONTHS,
}


def periods_offered(product: Product, offered: OfferedMethod) -> tuple[int, int]:
    """The fewest and the most installments that a method is offered for."""
    if offered.plan_percent:
        return len(offered.plan_percent) + 1, len(offered.plan_percent) + 1
    return product.term.minimum, min(offered.maximum_periods or product.term.maximum, product.term.maximum)


def loan_terms(product: Product, amount: Money, periods: int, offered: OfferedMethod, start_on: date) -> LoanTerms:
    """The terms of a loan as offered; whether the wish fits the product has been looked at before.

    Raises:
        TermsNotConsistent: or one of its kinds: the document combines what makes no sense.
    """
    rate = next(band.percent for band in product.rates if periods <= band.up_to_periods)
    repayment, down = product.repayment, product.repayment.down_payment_percent
    return LoanTerms(
        principal=amount,
        rate=rate,
        method=offered.method,
        periods=periods,
        start_on=start_on,
        frequency=Frequency(product.term.every, _UNITS[product.term.frequency]),
        due_day=_due_day(product.term),
        season=_season(product.term),
        month_end=repayment.month_end,
        day_count=repayment.day_count,
        installment_rounding=repayment.installment_rounding,
        installment_multiple=repayment.installment_multiple,
        interest_rounding=repayment.interest_rounding,
        levelling=repayment.levelling,
        rate_steps=tuple(RateStep(step.percent, from_period=step.from_period) for step in product.rate_steps),
        floating=_floating(product.floating, start_on),
        step_level=repayment.step_level,
        subsidy=_subsidy(product.subsidy),
        broken_period=repayment.broken_period,
        interest_basis=repayment.interest_basis,
        grace=_grace(repayment.grace),
        down_payment=None if down is None else DownPayment(down),
        balloon_periods=offered.balloon_periods,
        plan=tuple(PlannedPart(percent=percent) for percent in offered.plan_percent),
        business_day_rule=repayment.business_day_rule,
        fees=tuple(_fee(fee) for fee in product.fees),
        penalty=_penalty(product, rate),
        allocation=_waterfall(product),
    )


def line_terms(product: Product, example: LoanTerms) -> LineTerms | None:
    """The revolving line behind the example in its contract, all of it drawn at once; None where there is no line."""
    if product.line is None or product.term.due_day is None:
        return None
    return LineTerms(
        limit=example.principal,
        rate=example.rate,
        start_on=example.start_on,
        until_on=schedule(example).periods.due_on[-1],
        due_day=product.term.due_day.day,
        interest_due=product.line.interest_due,
        day_count=example.day_count,
        interest_rounding=example.interest_rounding,
        penalty=example.penalty,
    )


def rhythm_offered(product: Product) -> Rhythm:
    """When installments of this product's loans fall due."""
    term = product.term
    if term.season:
        return seasons(term.season.months, term.season.day)
    return spans(RhythmUnit(_UNITS[term.frequency].value), term.every)


def _due_day(term: TermRange) -> DueDay | None:
    return DueDay(term.due_day.day, term.due_day.least_days) if term.due_day else None


def _season(term: TermRange) -> Season | None:
    return Season(term.season.months, term.season.day) if term.season else None


def _grace(grace: GraceOffered) -> Grace:
    return Grace(grace.principal, grace.interest_payment, grace.interest_charged, grace.unpaid)


def _floating(floating: FloatingOffered | None, start_on: date) -> FloatingRate | None:
    if floating is None:
        return None
    new_year = date(start_on.year + 1, 1, 1)
    return FloatingRate(
        index=floating.index,
        margin=floating.margin_percent / 100,
        first_reset_on=new_year if floating.reset is ResetOn.NEW_YEAR else shifted(start_on, _YEARLY, 1),
        fixings=tuple(Fixing(fixing.on, fixing.percent) for fixing in floating.fixings),
        floor=floating.floor_percent,
        cap=floating.cap_percent,
    )


def _subsidy(subsidy: SubsidyOffered | None) -> Subsidy | None:
    return Subsidy(subsidy.percent, subsidy.points_percent, subsidy.periods) if subsidy else None


def _fee(fee: ProductFee) -> Fee:
    return Fee(
        name=fee.code,
        timing=fee.timing,
        amount=fee.amount,
        percent=fee.percent_of_principal or fee.percent,
        base=fee.base or FeeBase.PRINCIPAL,
        minimum=fee.minimum,
        maximum=fee.maximum,
        every=fee.every,
        trigger=fee.trigger,
        vat=None if fee.vat_percent is None else Vat(fee.vat_percent, fee.vat_quoted),
    )


def _penalty(product: Product, rate: Rate) -> PenaltyTerms:
    penalty = product.penalty
    months = penalty.compound_every_months
    return PenaltyTerms(
        rate=Rate(rate.annual * (100 + penalty.uplift_percent) / Decimal(100)),
        grace_days=penalty.grace_days,
        day_count=penalty.day_count,
        base=penalty.base,
        compound_every=None if months is None else Frequency(months),
        cap_percent=penalty.cap_percent,
    )


def _waterfall(product: Product) -> Waterfall:
    allocation = product.allocation
    return Waterfall(components=allocation.components, order=allocation.order, excess=allocation.excess)
