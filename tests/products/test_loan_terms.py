"""Every term a document can use reaches the loan; a document that combines what makes no sense is refused by name."""

from __future__ import annotations

from datetime import date

import pytest

from loanwright.engine.api import (
    BrokenPeriod,
    DueDay,
    FeeBase,
    Frequency,
    Grace,
    InterestBasis,
    Levelling,
    LoanTerms,
    Method,
    PenaltyBase,
    Season,
    TermsNotConsistent,
    Unit,
    UnpaidInterest,
)
from loanwright.engine.contradictions import (
    BalloonDoesNotFit,
    DayCountNeedsRegularPeriods,
    GraceDoesNotFit,
    InstallmentDoesNotFit,
    PlanDoesNotFit,
    RealBalanceDoesNotFit,
)
from loanwright.engine.date_terms import NoSuchDueDay
from loanwright.engine.rate_terms import FixingNotKnown, SubsidyNotClear
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.money import Money, total
from loanwright.kernel.rate import Rate
from loanwright.products.api import (
    Product,
    ProductDocumentNotValid,
    parse_document,
    quote,
    rhythm_of,
    shipped_documents,
    terms_for,
)
from loanwright.products.loan_terms import rhythm_offered

START = date(2026, 3, 2)
PLAIN = next(document for document in shipped_documents() if 'code = "xiao-fei-dai"' in document)
METHOD = '[[repayment.methods]]\nmethod = "equal_principal"\n'


def document(*changes: tuple[str, str]) -> str:
    """The consumer loan's document with some of its text replaced."""
    text = PLAIN
    for found, replaced_by in changes:
        assert found in text
        text = text.replace(found, replaced_by, 1)
    return text


def in_repayment(line: str) -> tuple[str, str]:
    first_method = '\n[[repayment.methods]]\nmethod = "equal_installments"'
    return first_method, f"{line}\n{first_method}"


def in_term(line: str, frequency: str = "monthly") -> tuple[str, str]:
    return 'frequency = "monthly"', f'frequency = "{frequency}"\n{line}'


def as_table(table: str) -> tuple[str, str]:
    return "[penalty]", f"{table}\n\n[penalty]"


def terms_of(text: str, periods: int = 12, method: Method | None = None) -> LoanTerms:
    product = parse_document(text)
    quoted = quote(product, Money.parse("20000.00"), periods, method, START, BusinessCalendar())
    assert total(row.principal for row in quoted.schedule.installments) == Money.parse("20000.00")
    assert quoted.terms == terms_for(product, Money.parse("20000.00"), periods, method, START)
    return quoted.terms


def test_a_season() -> None:
    terms = terms_of(document(in_term("season = { months = [6, 10], day = 15 }", "seasonal")), 4)
    assert terms.season == Season((6, 10), 15)
    assert parse_document(document(in_term("season = { months = [6, 10], day = 15 }", "seasonal"))).term.months(4) == 24


@pytest.mark.parametrize(
    ("frequency", "every", "agreed", "months"),
    [
        ("daily", 10, Frequency(10, Unit.DAYS), 4),
        ("weekly", 2, Frequency(2, Unit.WEEKS), 6),
        ("monthly", 2, Frequency(2, Unit.MONTHS), 24),
        ("quarterly", 1, Frequency(1, Unit.QUARTERS), 36),
    ],
)
def test_every_so_many(frequency: str, every: int, agreed: Frequency, months: int) -> None:
    text = document(in_term(f"every = {every}", frequency))
    assert terms_of(text, 12).frequency == agreed
    assert parse_document(text).term.months(12) == months


@pytest.mark.parametrize(
    "shipped", [parse_document(text) for text in shipped_documents()], ids=lambda product: product.code
)
def test_what_is_offered_is_what_is_agreed(shipped: Product) -> None:
    terms = terms_for(shipped, shipped.amount.minimum, shipped.term.minimum, None, START)
    assert rhythm_of(terms) == rhythm_offered(shipped)


def test_a_season_comes_once_a_year_in_each_of_its_months() -> None:
    with pytest.raises(ProductDocumentNotValid):
        parse_document(document(in_term("season = { months = [6], day = 15 }\nevery = 2", "seasonal")))


def test_a_fixed_day_quarterly() -> None:
    terms = terms_of(document(in_term("due_day = { day = 21, least_days = 30 }", "quarterly")), 4)
    assert terms.due_day == DueDay(21, 30)


def test_a_custom_plan_is_offered_for_as_many_installments_as_it_names() -> None:
    plan = '[[repayment.methods]]\nmethod = "custom"\nplan_percent = ["20", "30"]\n'
    terms = terms_of(document((METHOD, plan)), 3, Method.CUSTOM)
    assert [str(part.percent) for part in terms.plan] == ["20", "30"]


def test_a_balloon() -> None:
    balloon = '[[repayment.methods]]\nmethod = "balloon"\nballoon_periods = 120\n'
    assert terms_of(document((METHOD, balloon)), 36, Method.BALLOON).balloon_periods == 120


def test_grace_rounding_and_the_first_period() -> None:
    terms = terms_of(document(in_repayment('grace = { principal = 2, interest_payment = 2, unpaid = "capitalised" }')))
    assert terms.grace == Grace(2, 2, 0, UnpaidInterest.CAPITALISED)
    lines = 'levelling = "spread"\ninstallment_multiple = 100\nbroken_period = "up_front"'
    terms = terms_of(document(in_repayment(lines)))
    assert (terms.levelling, terms.installment_multiple) == (Levelling.SPREAD, 100)
    assert terms.broken_period is BrokenPeriod.UP_FRONT
    assert terms_of(document(in_repayment('interest_basis = "on_balance"'))).interest_basis is InterestBasis.ON_BALANCE


def test_a_promotional_then_a_floating_rate_in_part_subsidised() -> None:
    tables = """[[rate_steps]]
from_period = 4
percent = "15.00"

[floating]
index = "LPR1Y"
margin_percent = "1.50"
reset = "new_year"
fixings = [{ on = 2024-01-22, percent = "3.45" }]
cap_percent = "4.80"

[subsidy]
provider = { zh = "县财政局", en = "County finance bureau" }
points_percent = "2.00"
periods = 6"""
    terms = terms_of(document(as_table(tables)))
    assert [step.from_period for step in terms.rate_steps] == [4]
    assert terms.floating is not None and terms.floating.first_reset_on == date(2027, 1, 1)
    assert terms.floating.rate_on(date(2027, 1, 1)) == Rate.percent("4.80")
    assert terms.subsidy is not None and terms.subsidy.points == Rate.percent(2)


def test_fees_with_tax_and_penalties_with_a_cap() -> None:
    fee = 'percent = "0.10"\nbase = "balance"\nevery = 3\nvat_percent = "6"\nminimum = "1.00"'
    capped = 'base = "installment"\ncompound_every_months = 3\ncap_percent = "20"\n'
    text = document(('percent_of_principal = "0.05"', fee), ("uplift_percent", f"{capped}uplift_percent"))
    terms = terms_of(text)
    assert (terms.fees[0].base, terms.fees[0].every, terms.fees[0].minimum) == (FeeBase.BALANCE, 3, Money(100))
    assert terms.penalty is not None and terms.penalty.base is PenaltyBase.INSTALLMENT


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ((METHOD, '[[repayment.methods]]\nmethod = "balloon"\n'), BalloonDoesNotFit),
        ((METHOD, '[[repayment.methods]]\nmethod = "balloon"\nballoon_periods = 48\n'), BalloonDoesNotFit),  # of 60
        ((METHOD, METHOD + "balloon_periods = 120\n"), BalloonDoesNotFit),
        ((METHOD, METHOD + 'plan_percent = ["20", "30"]\n'), PlanDoesNotFit),
        ((METHOD, '[[repayment.methods]]\nmethod = "custom"\n'), PlanDoesNotFit),
        ((METHOD, '[[repayment.methods]]\nmethod = "fixed_installment"\n'), InstallmentDoesNotFit),
        (in_repayment("grace = { principal = 3 }"), GraceDoesNotFit),  # the shortest loan has three installments
        (in_repayment('interest_basis = "on_balance"\nlevelling = "first"'), RealBalanceDoesNotFit),
        (in_term("due_day = { day = 32 }"), NoSuchDueDay),
        (in_term("season = { months = [10, 6], day = 15 }", "seasonal"), NoSuchDueDay),
        (as_table('[subsidy]\nprovider = { zh = "县", en = "County" }\npercent = "101"'), SubsidyNotClear),
        (
            as_table('[floating]\nindex = "LPR1Y"\nmargin_percent = "1"\nreset = "new_year"\nfixings = []'),
            FixingNotKnown,
        ),
    ],
)
def test_what_makes_no_sense_has_a_name(change: tuple[str, str], refusal: type[TermsNotConsistent]) -> None:
    with pytest.raises(refusal):
        parse_document(document(change))


def test_a_day_count_that_needs_months_refuses_weeks() -> None:
    by_period = ('day_count = "30/360"', 'day_count = "ACT/ACT ICMA"')
    parse_document(document(by_period))
    with pytest.raises(DayCountNeedsRegularPeriods):
        parse_document(document(by_period, in_term("", "weekly")))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (in_term("", "seasonal"), "season"),
        (in_term("season = { months = [6], day = 1 }"), "season"),
        (('percent_of_principal = "0.05"', 'percent = "0.05"'), "percent goes with base"),
        (('timing = "per_installment"', 'timing = "on_date"'), "dates of single loans"),
        (as_table('[[rate_steps]]\nfrom_period = 4\npercent = "9"\n\n' * 2), "rise"),
    ],
)
def test_what_a_document_says_twice_or_not_at_all(change: tuple[str, str], problem: str) -> None:
    with pytest.raises(ProductDocumentNotValid) as refused:
        parse_document(document(change))
    assert problem in refused.value.params["problems"]
