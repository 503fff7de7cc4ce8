"""Apache Fineract's words for a loan, mapped onto ours. No arithmetic: only names change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from loanwright.engine.api import (
    DayCount,
    DownPayment,
    Fee,
    FeeBase,
    FeeTiming,
    Frequency,
    Grace,
    Levelling,
    LoanTerms,
    Method,
    MonthEnd,
    Profile,
    Quoted,
    Tranches,
    Unit,
    annual,
)
from loanwright.kernel.money import Currency, Money, Rounding
from loanwright.kernel.rate import Rate

Words = Mapping[str, Any]


class NotExpressible(Exception):
    """The case uses something the engine does not know."""


# The charges Fineract's end-to-end tests define by these names.
_CHARGES = {
    "LOAN_INSTALLMENT_FEE_FLAT": Fee("flat", FeeTiming.PER_INSTALLMENT, amount=Money.parse("10", Currency.EUR)),
    "LOAN_INSTALLMENT_FEE_PERCENTAGE_AMOUNT": Fee(
        "amount", FeeTiming.PER_INSTALLMENT, percent=Decimal(1), base=FeeBase.INSTALLMENT_PRINCIPAL
    ),
    "LOAN_INSTALLMENT_FEE_PERCENTAGE_AMOUNT_PLUS_INTEREST": Fee(
        "installment", FeeTiming.PER_INSTALLMENT, percent=Decimal(1), base=FeeBase.INSTALLMENT
    ),
    "LOAN_INSTALLMENT_FEE_PERCENTAGE_INTEREST": Fee(
        "interest", FeeTiming.PER_INSTALLMENT, percent=Decimal(5), base=FeeBase.INSTALLMENT_INTEREST
    ),
}
_ACTUAL_DAYS = {"DAYS360": DayCount.ACT_360, "DAYS364": DayCount.ACT_364, "DAYS365": DayCount.ACT_365}
_MONTHS_OF_30 = {"DAYS360": DayCount.NOMINAL_360, "DAYS365": DayCount.NOMINAL_365}
_MONTH_ENDS = {"FIRST_DAY_OF_NEXT_MONTH": MonthEnd.ROLL}
_QUOTED = {"MONTH": Quoted.PER_MONTH, "YEAR": Quoted.PER_YEAR, "WHOLE_TERM": Quoted.WHOLE_TERM}
_METHODS = {
    ("DECLINING_BALANCE", "EQUAL_INSTALLMENTS"): Method.EQUAL_INSTALLMENTS,
    ("DECLINING_BALANCE", "EQUAL_PRINCIPAL"): Method.EQUAL_PRINCIPAL,
    ("FLAT", "EQUAL_INSTALLMENTS"): Method.FLAT,
}


def terms_of(loan: Words, product: Words, disbursed: str, disbursed_on: str) -> LoanTerms:
    """The contract of a case, as if all of `disbursed` had been paid out on one day."""
    progressive = product.get("loanScheduleType") == "PROGRESSIVE"
    frequency = Frequency(loan["repayment_every"], Unit(loan["repayment_unit"].lower()))
    return LoanTerms(
        principal=Money.parse(disbursed, Currency(product["currencyCode"])),
        rate=_rate(loan, product, frequency),
        method=_METHODS[loan["interest_type"], loan["amortization_type"]],
        periods=loan["number_of_repayments"],
        start_on=date.fromisoformat(disbursed_on),
        frequency=frequency,
        due_seed_on=_seed(loan, product),
        length=_length(loan, product),
        month_end=_MONTH_ENDS.get(product.get("monthEndDueDateStrategy", ""), MonthEnd.CLAMP),
        day_count=_day_count(loan, product, progressive),
        installment_rounding=Rounding.HALF_EVEN,
        installment_multiple=_whole_units(product.get("installmentAmountInMultiplesOf")),
        interest_rounding=Rounding.HALF_EVEN,
        tranches=Tranches.FULL_TERM if product.get("allowFullTermForTranche") else Tranches.JOINED,
        levelling=Levelling.SMOOTHED if progressive else Levelling.LAST,
        profile=Profile.FINERACT_PROGRESSIVE if progressive else Profile.FINERACT_CUMULATIVE,
        grace=Grace(
            loan["grace_on_principal"], loan["grace_on_interest_payment"], loan.get("grace_on_interest_charged") or 0
        ),
        down_payment=_down_payment(loan, product),
        fees=tuple(_CHARGES[name] for name in product.get("charges") or () if name in _CHARGES),
    )


def _rate(loan: Words, product: Words, frequency: Frequency) -> Rate:
    """Fineract quotes per year, per month or for the whole term."""
    unit = loan.get("extra", {}).get("interestRateFrequencyType") or product.get("interestRateFrequencyType", "YEAR")
    return annual(Rate.percent(loan["rate_percent"]), _QUOTED[unit], frequency, loan["number_of_repayments"])


def _seed(loan: Words, product: Words) -> date | None:
    start = loan.get("repayment_start_date_type") or product.get("repaymentStartDateType")
    return date.fromisoformat(loan["submitted_on"]) if start == "SUBMITTED_ON_DATE" else None


def _length(loan: Words, product: Words) -> Frequency | None:
    days = loan.get("fixed_length_days") or product.get("fixedLength")
    return Frequency(days, Unit(loan["repayment_unit"].lower())) if days else None


def _day_count(loan: Words, product: Words, progressive: bool) -> DayCount:
    if loan["interest_calculation_period"] == "SAME_AS_REPAYMENT_PERIOD":
        return DayCount.PER_PERIOD
    year = product["daysInYearType"]
    if product["daysInMonthType"] == "DAYS30":
        return _MONTHS_OF_30[year]
    if year != "ACTUAL":
        return _ACTUAL_DAYS[year]
    if not progressive:
        return DayCount.ACT_365
    if product.get("daysInYearCustomStrategy") == "FEB_29_PERIOD_ONLY":
        return DayCount.ACT_ACT_29_FEBRUARY
    return DayCount.ACT_ACT if product.get("interestRecognitionOnDisbursementDate") else DayCount.ACT_ACT_31_DECEMBER


def _whole_units(multiple: int | None) -> int:
    return Money.parse(str(multiple), Currency.EUR).minor if multiple else 1


def _down_payment(loan: Words, product: Words) -> DownPayment | None:
    percent = loan.get("down_payment_percent") or product.get("disbursedAmountPercentageForDownPayment") or 0
    if not product.get("enableDownPayment") or not Decimal(percent):
        return None
    return DownPayment(Decimal(percent), _whole_units(product.get("installmentAmountInMultiplesOf")))
