"""Which waterfall a payment follows: that of repayments, its kind's own in the terms, or the event's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.engine.api import (
    Component,
    Disbursed,
    Event,
    Excess,
    GoodwillGranted,
    LoanTerms,
    MerchantRefunded,
    OwnWaterfall,
    Payment,
    Recovered,
    Repaid,
    TermsNotConsistent,
    Waterfall,
    replay,
    terms_from_json,
    terms_to_json,
)
from loanwright.kernel.money import Money
from tests.engine import strategies
from tests.engine.test_schedule import contract

START = date(2026, 1, 15)
LATE = date(2026, 2, 20)
PRINCIPAL_FIRST = Waterfall(
    (Component.PRINCIPAL, Component.INTEREST, Component.FEE, Component.PENALTY), excess=Excess.LAST_INSTALLMENT
)


def with_own(*payments: Payment) -> LoanTerms:
    """10,000 over six months; these kinds of payment pay principal first."""
    own = tuple(OwnWaterfall(payment, PRINCIPAL_FIRST) for payment in payments)
    return contract(principal=Money.parse("10000"), periods=6, start_on=START, own_allocations=own)


def paid_by(terms: LoanTerms, *events: Event) -> list[tuple[int, ...]]:
    opened = Disbursed(sequence=1, effective_on=START, amount=terms.principal)
    state = replay(terms, [opened, *events], LATE)
    assert not state.totals.imbalance
    return [(row.number, *row.paid[:2]) for row in state.rows if any(row.paid)]


@pytest.mark.parametrize(
    ("payment", "event"),
    [
        (Payment.MERCHANT_REFUND, MerchantRefunded(sequence=2, effective_on=LATE, amount=Money.parse("150"))),
        (Payment.GOODWILL, GoodwillGranted(sequence=2, effective_on=LATE, amount=Money.parse("150"))),
        (Payment.RECOVERY, Recovered(sequence=2, effective_on=LATE, amount=Money.parse("150"))),
    ],
)
def test_a_kind_of_payment_has_its_own_order(payment: Payment, event: Event) -> None:
    assert paid_by(with_own(payment), event) == [(1, 15000, 0)]
    assert paid_by(with_own(), event) == [(1, 5000, 10000)]


def test_repayments_and_other_kinds_keep_the_waterfall_of_the_terms() -> None:
    repaid = Repaid(sequence=2, effective_on=LATE, amount=Money.parse("150"))
    assert paid_by(with_own(*Payment), repaid) == [(1, 5000, 10000)]


def test_what_the_event_brings_comes_first() -> None:
    granted = GoodwillGranted(sequence=2, effective_on=LATE, amount=Money.parse("150"), allocation=Waterfall())
    assert paid_by(with_own(Payment.GOODWILL), granted) == [(1, 5000, 10000)]


def test_a_kind_has_one_waterfall() -> None:
    with pytest.raises(TermsNotConsistent):
        with_own(Payment.GOODWILL, Payment.GOODWILL)


def test_own_waterfalls_survive_json() -> None:
    terms = with_own(*Payment)
    assert terms_from_json(terms_to_json(terms)) == terms


@given(strategies.waterfalls, st.integers(1, 1_200_000), st.integers(0, 200))
def test_no_allocation_creates_or_loses_a_cent(waterfall: Waterfall, amount: int, days: int) -> None:
    terms = contract(principal=Money.parse("10000"), periods=6, start_on=START)
    on = date.fromordinal(START.toordinal() + days)
    opened = Disbursed(sequence=1, effective_on=START, amount=terms.principal)
    paid = Repaid(sequence=2, effective_on=on, amount=Money(amount), allocation=waterfall)
    state = replay(terms, [opened, paid], on)
    assert state.paid.total.minor + state.credit_balance.minor == amount
    assert sum(row.due[0] for row in state.rows) == terms.principal.minor
    assert not state.totals.imbalance
