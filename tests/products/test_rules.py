"""Documents that are refused, wishes that are not offered, and quotes that add up."""

from __future__ import annotations

from datetime import date

import pytest

from loanwright.engine.api import Method
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.money import Money, total
from loanwright.kernel.rate import Rate
from loanwright.products.api import (
    AmountNotOffered,
    AnnualRateAboveCap,
    MethodNotOffered,
    Product,
    ProductDocumentNotValid,
    TermNotOffered,
    parse_document,
    quote,
    shipped_documents,
    terms_for,
)
from loanwright.products.rules import in_force

START = date(2026, 3, 2)
SHIPPED = {parse_document(document).code: document for document in shipped_documents()}
FARMER_TEXT, CONSUMER_TEXT = SHIPPED["nong-e-dai"], SHIPPED["xiao-fei-dai"]
FARMER, CONSUMER = parse_document(FARMER_TEXT), parse_document(CONSUMER_TEXT)


def yuan(text: str) -> Money:
    return Money.parse(text)


@pytest.mark.parametrize(
    ("found", "replaced_by", "problem"),
    [
        ('minimum = "2000.00"', 'minimum = "2000.005"', "amount.minimum"),
        ('minimum = "2000.00"', 'minimum = "999999.00"', "minimum <= maximum"),
        ('step = "10.00"', 'step = "0.00"', "positive step"),
        ('frequency = "monthly"', 'frequency = "fortnightly"', "term.frequency"),
        ("up_to_periods = 60", "up_to_periods = 48", "reach the longest term"),
        ('percent = "14.40"', 'percent = "14,40"', "rates.1.percent"),
        ('method = "equal_principal"', 'method = "whenever"', "repayment.methods.1.method"),
        ("minimum_age = 20", "minimum_age = 17", "eligibility.minimum_age"),
        ("grace_days = 3", "grace_days = 3\ngrace_weeks = 1", "grace_weeks"),
        ('percent_of_principal = "0.05"', "", "either amount or percent_of_principal"),
        ('currency = "CNY"', 'currency = "XXX"', "XXX"),
        ("version = 1", "version = ", "line"),
        ("version = 1", "version = 0", "version"),
    ],
)
def test_a_wrong_document_is_refused_and_says_where(found: str, replaced_by: str, problem: str) -> None:
    assert found in CONSUMER_TEXT
    with pytest.raises(ProductDocumentNotValid) as refused:
        parse_document(CONSUMER_TEXT.replace(found, replaced_by, 1))
    assert problem in refused.value.params["problems"]


@pytest.mark.parametrize(
    ("amount", "periods", "method", "refusal"),
    [
        ("1990.00", 12, None, AmountNotOffered),
        ("200010.00", 12, None, AmountNotOffered),
        ("10005.00", 12, None, AmountNotOffered),
        ("10000.00", 2, None, TermNotOffered),
        ("10000.00", 61, None, TermNotOffered),
        ("10000.00", 12, Method.BULLET, MethodNotOffered),
    ],
)
def test_what_is_not_offered_has_a_name(
    amount: str, periods: int, method: Method | None, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        terms_for(CONSUMER, yuan(amount), periods, method, START)


def test_a_method_may_have_a_shorter_longest_term() -> None:
    assert terms_for(FARMER, yuan("50000.00"), 12, Method.BULLET, START).periods == 12
    with pytest.raises(TermNotOffered) as refused:
        terms_for(FARMER, yuan("50000.00"), 13, Method.BULLET, START)
    assert refused.value.params["maximum"] == "12"


@pytest.mark.parametrize(("periods", "percent"), [(3, "13.80"), (12, "13.80"), (13, "14.40"), (60, "14.40")])
def test_the_rate_follows_the_term(periods: int, percent: str) -> None:
    assert terms_for(CONSUMER, yuan("10000.00"), periods, None, START).rate == Rate.percent(percent)


def test_penalty_interest_is_the_rate_and_half_as_much_again() -> None:
    penalty = terms_for(CONSUMER, yuan("10000.00"), 12, None, START).penalty
    assert penalty is not None
    assert (penalty.rate, penalty.grace_days) == (Rate.percent("20.7"), 3)


@pytest.mark.parametrize(
    ("product", "method"),
    [(product, offered.method) for product in (FARMER, CONSUMER) for offered in product.repayment.methods],
)
def test_every_offered_method_gives_a_quote_that_adds_up(product: Product, method: Method) -> None:
    quoted = quote(product, yuan("36000.00"), 12, method, START, BusinessCalendar())
    rows = quoted.schedule.installments
    assert total(row.principal for row in rows) == yuan("36000.00")
    assert total(row.total for row in rows) == yuan("36000.00") + quoted.schedule.total_cost
    assert quoted.annual_rates.compound > quoted.annual_rates.simple >= Rate.percent("8")


def test_fees_are_in_the_annual_rate() -> None:
    quoted = quote(CONSUMER, yuan("12000.00"), 12, Method.EQUAL_INSTALLMENTS, START, BusinessCalendar())
    assert quoted.schedule.total_fees == yuan("72.00")  # 0.05 % of 12,000 with each of 12 installments
    assert quoted.annual_rates.simple > Rate.percent("14.8") > quoted.terms.rate


def test_an_annual_rate_above_a_cap_is_warned_of_or_refused() -> None:
    dear = CONSUMER_TEXT.replace('"13.80"', '"23.00"')
    quoted = quote(parse_document(dear), yuan("12000.00"), 12, None, START, BusinessCalendar())
    assert [cap.percent for cap in quoted.warnings] == [Rate.percent("24")]
    dearer = parse_document(CONSUMER_TEXT.replace('"13.80"', '"35.00"'))
    with pytest.raises(AnnualRateAboveCap):
        quote(dearer, yuan("12000.00"), 12, None, START, BusinessCalendar())


def test_the_version_in_force_is_the_latest_that_has_taken_effect() -> None:
    second = CONSUMER.model_copy(update={"version": 2, "effective_from": date(2026, 6, 1)})
    assert in_force([CONSUMER, second], date(2026, 5, 31)) is CONSUMER
    assert in_force([CONSUMER, second], date(2026, 6, 1)) is second
    assert in_force([second], START) is None
