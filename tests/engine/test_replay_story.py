"""A loan's life as a story: disbursed, paid late, paid off."""

from datetime import date

from loanwright.engine.api import (
    AccountStatus,
    Disbursed,
    Event,
    LoanTerms,
    Method,
    PaidOff,
    PenaltyTerms,
    Repaid,
    payoff_quote,
    replay,
)
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate

TERMS = LoanTerms(
    principal=Money.parse("12000"),
    rate=Rate.percent(12),
    method=Method.EQUAL_INSTALLMENTS,
    periods=12,
    start_on=date(2024, 1, 15),
    penalty=PenaltyTerms(Rate.percent(18), grace_days=3),
)


def test_from_disbursement_to_payoff() -> None:
    events: list[Event] = [Disbursed(sequence=1, effective_on=date(2024, 1, 15), amount=TERMS.principal)]

    on_due_date = replay(TERMS, events, date(2024, 2, 15))
    assert on_due_date.status is AccountStatus.ACTIVE
    assert str(on_due_date.due.total) == "1066.19"

    within_grace = replay(TERMS, events, date(2024, 2, 18))
    assert (within_grace.days_past_due, str(within_grace.due.penalties)) == (3, "0.00")

    late = replay(TERMS, events, date(2024, 2, 20))
    assert late.status is AccountStatus.OVERDUE
    assert str(late.due.penalties) == "2.37"  # 946.19 x 18 % x 5 / 360

    events.append(Repaid(sequence=2, effective_on=late.as_of, amount=late.due.total))
    assert replay(TERMS, events, late.as_of).status is AccountStatus.ACTIVE

    quote = payoff_quote(TERMS, events, date(2024, 3, 5))
    assert str(quote.parts.interest) == "73.69"  # 11053.81 x 12 % x 20 / 360, the period's own share
    events.append(PaidOff(sequence=3, effective_on=quote.on, amount=quote.amount))
    settled = replay(TERMS, events, date(2024, 12, 31))
    assert (settled.status, settled.settled_on) == (AccountStatus.SETTLED, quote.on)
    assert not settled.totals.imbalance
