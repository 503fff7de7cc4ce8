"""Products and quotes as JSON."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from loanwright.engine.api import FeeBase, Method
from loanwright.infra.wire import Amount, RateText
from loanwright.products.loan_terms import periods_offered, rhythm_offered
from loanwright.products.model import CapAction, CapMeasure, Product
from loanwright.products.parts import Bilingual
from loanwright.products.rhythm import Rhythm, rhythm_of
from loanwright.products.rules import Quote


class RateBandView(BaseModel):
    """The nominal yearly rate of loans of up to so many installments."""

    up_to_periods: int
    rate: RateText


class MethodView(BaseModel):
    """A way of repaying, and the most installments it is offered for."""

    method: Method
    maximum_periods: int


class FeeView(BaseModel):
    """A fee: an amount, percent of the amount lent, or `percent` of another `base`."""

    code: str
    name: Bilingual
    timing: str
    amount: Amount | None
    percent_of_principal: str | None
    percent: str | None
    base: FeeBase | None


class CapView(BaseModel):
    """A ceiling on the all-in annual rate and where it comes from."""

    measure: CapMeasure
    rate: RateText
    action: CapAction
    source: Bilingual


class ProductNameView(BaseModel):
    """What a product is called."""

    code: str
    name: Bilingual


class ProductNameList(BaseModel):
    """Names of all products, by code."""

    items: list[ProductNameView]


class ProductView(BaseModel):
    """One version of a product; the first method is the one proposed. A line's amounts are limits to draw from."""

    code: str
    version: int
    effective_from: date
    name: Bilingual
    summary: Bilingual
    amount_minimum: Amount
    amount_maximum: Amount
    amount_step: Amount
    rhythm: Rhythm
    periods_minimum: int
    periods_maximum: int
    rates: list[RateBandView]
    methods: list[MethodView]
    day_count: str
    fees: list[FeeView]
    penalty_uplift_percent: str
    grace_days: int
    minimum_age: int
    maximum_age_at_maturity: int
    regions: list[str]
    purposes: list[str]
    caps: list[CapView]
    is_line: bool


class ProductList(BaseModel):
    """All products of a list; they are few, so there are no pages."""

    items: list[ProductView]
    next_cursor: str | None = None


class QuoteRequest(BaseModel):
    """A wish; without `method` the product's first one is quoted."""

    product_code: str = Field(max_length=40)
    amount: Amount
    periods: int = Field(ge=1, le=480)
    method: Method | None = None


class QuotedInstallment(BaseModel):
    """One row of the quoted schedule; a third party pays `subsidy`, which is no part of `total`."""

    number: int
    due_on: date
    principal: Amount
    interest: Amount
    subsidy: Amount
    fees: Amount
    total: Amount
    balance: Amount


class QuoteView(BaseModel):
    """What the loan would cost. Annual rates count every fee: `simple` is period rate times periods a year.

    `installment` and `first_due_on` are those of the first installment with anything to pay.
    """

    product_code: str
    product_version: int
    amount: Amount
    periods: int
    rhythm: Rhythm
    method: Method
    nominal_rate: RateText
    installment: Amount
    first_due_on: date
    last_due_on: date
    schedule: list[QuotedInstallment]
    total_interest: Amount
    total_subsidy: Amount
    total_fees: Amount
    total_cost: Amount
    annual_rate_simple: RateText
    annual_rate_compound: RateText
    warnings: list[CapView]


def view_of_product(product: Product) -> ProductView:
    """A product as the screens see it."""
    return ProductView(
        code=product.code,
        version=product.version,
        effective_from=product.effective_from,
        name=product.name,
        summary=product.summary,
        amount_minimum=product.amount.minimum,
        amount_maximum=product.amount.maximum,
        amount_step=product.amount.step,
        rhythm=rhythm_offered(product),
        periods_minimum=product.term.minimum,
        periods_maximum=product.term.maximum,
        rates=[RateBandView(up_to_periods=band.up_to_periods, rate=band.percent) for band in product.rates],
        methods=_methods(product),
        day_count=product.repayment.day_count,
        fees=_fees(product),
        penalty_uplift_percent=f"{product.penalty.uplift_percent.normalize():f}",
        grace_days=product.penalty.grace_days,
        minimum_age=product.eligibility.minimum_age,
        maximum_age_at_maturity=product.eligibility.maximum_age_at_maturity,
        regions=list(product.eligibility.regions),
        purposes=list(product.eligibility.purposes),
        caps=[CapView(measure=c.measure, rate=c.percent, action=c.action, source=c.source) for c in product.caps],
        is_line=product.line is not None,
    )


def _methods(product: Product) -> list[MethodView]:
    return [
        MethodView(method=offered.method, maximum_periods=periods_offered(product, offered)[1])
        for offered in product.repayment.methods
    ]


def _fees(product: Product) -> list[FeeView]:
    return [
        FeeView(
            code=fee.code,
            name=fee.name,
            timing=fee.timing,
            amount=fee.amount,
            percent_of_principal=None if fee.percent_of_principal is None else f"{fee.percent_of_principal:f}",
            percent=None if fee.percent is None else f"{fee.percent:f}",
            base=fee.base,
        )
        for fee in product.fees
    ]


def view_of_quote(quoted: Quote) -> QuoteView:
    """A quote as the screens see it."""
    plan, terms = quoted.schedule, quoted.terms
    rows = [
        QuotedInstallment(
            number=row.number,
            due_on=row.due_on,
            principal=row.principal,
            interest=row.interest,
            subsidy=row.subsidy,
            fees=row.fees,
            total=row.total,
            balance=row.balance,
        )
        for row in plan.installments
    ]
    first = plan.first_payable
    return QuoteView(
        product_code=quoted.product.code,
        product_version=quoted.product.version,
        amount=terms.principal,
        periods=terms.periods,
        rhythm=rhythm_of(terms),
        method=terms.method,
        nominal_rate=terms.rate,
        installment=first.total,
        first_due_on=first.due_on,
        last_due_on=rows[-1].due_on,
        schedule=rows,
        total_interest=plan.total_interest,
        total_subsidy=plan.total_subsidy,
        total_fees=plan.total_fees,
        total_cost=plan.total_cost,
        annual_rate_simple=quoted.annual_rates.simple,
        annual_rate_compound=quoted.annual_rates.compound,
        warnings=[
            CapView(measure=c.measure, rate=c.percent, action=c.action, source=c.source) for c in quoted.warnings
        ],
    )
