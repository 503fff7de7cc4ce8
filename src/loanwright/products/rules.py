"""From a document to a product, and from a borrower's wish to loan terms and a quote: pure, and the only way there."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import ValidationError

from loanwright.engine.api import (
    AnnualRates,
    LoanTerms,
    Method,
    Schedule,
    annual_rates,
    schedule,
)
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.money import Currency, Money
from loanwright.kernel.rate import Rate
from loanwright.kernel.refusals import Refusal
from loanwright.products.loan_terms import loan_terms, periods_offered
from loanwright.products.model import (
    CapAction,
    CapMeasure,
    OfferedMethod,
    Product,
    RateCap,
)


class ProductDocumentNotValid(Refusal):
    """The text is not a product document; `problems` names each place and what is wrong there."""


class ProductVersionAlreadyPublished(Refusal):
    """This version is published with other content; a change needs a new version."""


class ProductNotFound(Refusal):
    """No such product, or none in force."""


class AmountNotOffered(Refusal):
    """Outside the product's amounts, or not in its steps."""


class TermNotOffered(Refusal):
    """Outside the number of installments that the product, or the method, allows."""


class MethodNotOffered(Refusal):
    """The product is not repaid that way."""


class AnnualRateAboveCap(Refusal):
    """With all fees the loan would cost more a year than a cap of the product allows."""


def parse_document(text: str) -> Product:
    """Read a product document.

    Raises:
        ProductDocumentNotValid: not TOML, a missing, unknown or wrong field, or fields that contradict each other.
        TermsNotConsistent: or one of its kinds: a combination of terms that makes no sense, by name.
    """
    product = _read(text)
    for offered in product.repayment.methods:
        for periods in periods_offered(product, offered):
            schedule(loan_terms(product, product.amount.minimum, periods, offered, product.effective_from))
    return product


def _read(text: str) -> Product:
    try:
        fields = tomllib.loads(text)
        currency = Currency(fields.get("currency", ""))
        return Product.model_validate(fields, context={"currency": currency})
    except ValidationError as invalid:
        places = (f"{'.'.join(map(str, error['loc'])) or 'document'}: {error['msg']}" for error in invalid.errors())
        raise ProductDocumentNotValid(problems="; ".join(places)) from None
    except ValueError as unreadable:
        raise ProductDocumentNotValid(problems=str(unreadable)) from None


@dataclass(frozen=True, slots=True)
class Quote:
    """What a loan would cost: its terms, the schedule they lead to, and both annual rates with every fee."""

    product: Product
    terms: LoanTerms
    schedule: Schedule
    annual_rates: AnnualRates
    warnings: tuple[RateCap, ...]


def terms_for(product: Product, amount: Money, periods: int, method: Method | None, start_on: date) -> LoanTerms:
    """The loan terms of this product for this wish; no `method` means the one the product offers first.

    Quote, contract and account all start from here, so they cannot disagree.

    Raises:
        AmountNotOffered, TermNotOffered, MethodNotOffered: naming what is offered.
    """
    offered = _offered_method(product, method)
    _check_amount(product, amount)
    _check_term(product, offered, periods)
    return loan_terms(product, amount, periods, offered, start_on)


def quote(
    product: Product, amount: Money, periods: int, method: Method | None, start_on: date, calendar: BusinessCalendar
) -> Quote:
    """What the loan would cost if it started on `start_on`.

    Raises:
        AmountNotOffered, TermNotOffered, MethodNotOffered, AnnualRateAboveCap.
    """
    found = quote_of(product, terms_for(product, amount, periods, method, start_on), calendar)
    for cap in found.warnings:
        if cap.action is CapAction.REFUSE:
            raise AnnualRateAboveCap(cap=cap.percent, measure=cap.measure)
    return found


def quote_of(product: Product, terms: LoanTerms, calendar: BusinessCalendar) -> Quote:
    """What a loan on these terms costs, whatever the product would offer today."""
    plan = schedule(terms, calendar)
    rates = annual_rates(plan)
    return Quote(product, terms, plan, rates, caps_exceeded(product.caps, rates))


def priced(product: Product, rate_points: int) -> Product:
    """The product at another price: hundredths of a percent a year on every rate; none falls below zero."""
    shift = Decimal(rate_points) / 100
    bands = tuple(band.model_copy(update={"percent": _shifted(band.percent, shift)}) for band in product.rates)
    margin = product.floating and product.floating.model_copy(
        update={"margin_percent": product.floating.margin_percent + shift}
    )
    return product.model_copy(update={"rates": bands, "floating": margin})


def _shifted(rate: Rate, percent: Decimal) -> Rate:
    return Rate(max(rate.annual + percent / 100, Decimal(0)))


def caps_exceeded(caps: Sequence[RateCap], rates: AnnualRates) -> tuple[RateCap, ...]:
    """The caps that a loan with these all-in annual rates is above."""
    measured = {CapMeasure.SIMPLE: rates.simple, CapMeasure.COMPOUND: rates.compound}
    return tuple(cap for cap in caps if measured[cap.measure] > cap.percent)


def in_force(versions: Sequence[Product], on: date) -> Product | None:
    """Of one product's versions, the one in force on a day: the latest to have taken effect."""
    started = [version for version in versions if version.effective_from <= on]
    return max(started, key=lambda version: (version.effective_from, version.version), default=None)


def _offered_method(product: Product, method: Method | None) -> OfferedMethod:
    methods = product.repayment.methods
    for offered in methods:
        if method in (None, offered.method):
            return offered
    raise MethodNotOffered(method=method, offered=", ".join(offered.method for offered in methods))


def _check_amount(product: Product, amount: Money) -> None:
    limits = product.amount
    if not limits.minimum <= amount <= limits.maximum or amount.minor % limits.step.minor:
        raise AmountNotOffered(amount=amount, minimum=limits.minimum, maximum=limits.maximum, step=limits.step)


def _check_term(product: Product, offered: OfferedMethod, periods: int) -> None:
    shortest, longest = periods_offered(product, offered)
    if not shortest <= periods <= longest:
        raise TermNotOffered(periods=periods, minimum=shortest, maximum=longest)
