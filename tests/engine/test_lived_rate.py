"""The rate of a loan as it is lived: its contract's while all goes as agreed, less when it is paid late or forgiven."""

from __future__ import annotations

from datetime import date

from loanwright.engine.api import (
    DayCount,
    Disbursed,
    Event,
    LoanTerms,
    Method,
    Repaid,
    TakenOver,
    annual_rates,
    lived_rate,
    replay,
    schedule,
)
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate

TERMS = LoanTerms(
    principal=Money.parse("12000"),
    rate=Rate.percent("14.4"),
    method=Method.EQUAL_INSTALLMENTS,
    periods=12,
    start_on=date(2026, 3, 2),
    day_count=DayCount.THIRTY_360,
)
PAID_OUT = Disbursed(sequence=1, effective_on=TERMS.start_on, amount=TERMS.principal)


def rate(as_of: date, *events: Event) -> Rate | None:
    known = (PAID_OUT, *events)
    return lived_rate(TERMS, known, replay(TERMS, known, as_of))


def test_a_loan_as_agreed_has_the_compound_rate_of_its_contract() -> None:
    agreed = annual_rates(schedule(TERMS)).compound
    assert rate(TERMS.start_on) == agreed
    first = schedule(TERMS).installments[0]
    assert rate(date(2026, 4, 20), Repaid(sequence=2, effective_on=first.due_on, amount=first.total)) == agreed


def test_money_that_comes_late_earns_less() -> None:
    late, agreed = rate(date(2026, 6, 15)), rate(TERMS.start_on)
    assert late and agreed and late < agreed


def test_a_loan_that_began_elsewhere_has_none() -> None:
    taken = TakenOver(sequence=1, effective_on=date(2026, 5, 2), principal_outstanding=Money.parse("9000"))
    assert lived_rate(TERMS, [taken], replay(TERMS, [taken], date(2026, 5, 2))) is None
