"""Fees beside the common ones, the tax in them, and penalty interest in all its forms."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.engine.api import (
    MONTHLY,
    DayCount,
    Disbursed,
    Event,
    Fee,
    FeeBase,
    FeeTiming,
    FeeTrigger,
    LoanTerms,
    Method,
    PenaltyBase,
    PenaltyTerms,
    Repaid,
    Vat,
    VatQuoted,
    annual_rates,
    charged_on,
    replay,
    schedule,
    vat_within,
)
from loanwright.engine.fee_terms import FeeNotClear
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from tests.engine.test_schedule import contract


def yuan(text: str) -> Money:
    return Money.parse(text)


@pytest.mark.parametrize(
    ("fee", "column"),
    [
        (Fee("a year's", FeeTiming.PER_INSTALLMENT, amount=yuan("30"), every=3), [0, 0, 3000, 0]),
        (
            Fee("guarantee", FeeTiming.PER_INSTALLMENT, percent=Decimal(1), base=FeeBase.BALANCE),
            [10000, 7500, 5000, 2500],
        ),
        (Fee("survey", FeeTiming.ON_DATE, amount=yuan("80"), on=date(2026, 2, 11)), [0, 8000, 0, 0]),
        (Fee("survey", FeeTiming.ON_DATE, amount=yuan("80"), on=date(2026, 3, 10)), [0, 8000, 0, 0]),
        (Fee("closing", FeeTiming.ON_DATE, amount=yuan("80"), on=date(2030, 1, 1)), [0, 0, 0, 8000]),
        (
            Fee(
                "service",
                FeeTiming.PER_INSTALLMENT,
                percent=Decimal(1),
                base=FeeBase.BALANCE,
                minimum=yuan("30"),
                maximum=yuan("60"),
            ),
            [6000, 6000, 5000, 3000],
        ),
        (Fee("advice", FeeTiming.PER_INSTALLMENT, amount=yuan("100"), vat=Vat(Decimal(6))), [10000] * 4),
        (
            Fee("advice", FeeTiming.PER_INSTALLMENT, amount=yuan("100"), vat=Vat(Decimal(6), VatQuoted.ADDED)),
            [10600] * 4,
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Fee) else "",
)
def test_fees_with_installments(fee: Fee, column: list[int]) -> None:
    """10,000 from 10 January in four equal parts of principal."""
    plan = schedule(contract(method=Method.EQUAL_PRINCIPAL, periods=4, fees=(fee,)))
    assert list(plan.fees) == column


def test_fees_that_an_event_brings() -> None:
    fees = (
        Fee("early", FeeTiming.ON_EVENT, percent=Decimal(1), base=FeeBase.EVENT, trigger=FeeTrigger.PREPAYMENT),
        Fee("closing", FeeTiming.ON_EVENT, percent=Decimal("0.5"), trigger=FeeTrigger.PAYOFF),
        Fee("reminder", FeeTiming.ON_EVENT, amount=yuan("5"), trigger=FeeTrigger.LATE_PAYMENT),
    )
    terms = contract(fees=fees)
    assert charged_on(terms, FeeTrigger.PREPAYMENT, yuan("2000")) == [("early", yuan("20"))]
    assert charged_on(terms, FeeTrigger.PAYOFF, yuan("2000")) == [("closing", yuan("50"))]
    assert charged_on(terms, FeeTrigger.DRAW, yuan("2000")) == []
    assert sum(schedule(terms).fees) == 0


@given(st.integers(0, 10**9), st.integers(0, 9999).map(lambda points: Decimal(points) / 100))
def test_tax_added_to_a_fee_is_found_in_it_again(net: int, percent: Decimal) -> None:
    fee = Fee("any", FeeTiming.PER_INSTALLMENT, amount=Money(net), vat=Vat(percent, VatQuoted.ADDED))
    charged = schedule(contract(periods=1, fees=(fee,))).fees[0]
    assert charged - vat_within(fee, charged) == net


def test_every_fee_known_beforehand_is_in_the_annual_rate() -> None:
    fee = Fee("insurance", FeeTiming.PER_INSTALLMENT, percent=Decimal("0.1"), base=FeeBase.BALANCE)
    rates = annual_rates(schedule(contract(method=Method.EQUAL_PRINCIPAL, fees=(fee,))))
    assert f"{rates.simple.as_percent:.2f}" == "13.20"  # 0.1 % a month of the balance is 1.2 % a year


@pytest.mark.parametrize(
    "fee",
    [
        {"timing": FeeTiming.ON_DATE},
        {"timing": FeeTiming.ON_EVENT},
        {"timing": FeeTiming.PER_INSTALLMENT, "on": date(2026, 2, 1)},
        {"timing": FeeTiming.DEDUCTED, "trigger": FeeTrigger.PAYOFF},
        {"timing": FeeTiming.DEDUCTED, "every": 2},
        {"timing": FeeTiming.DEDUCTED, "base": FeeBase.INSTALLMENT},
        {"timing": FeeTiming.PER_INSTALLMENT, "base": FeeBase.EVENT},
        {"timing": FeeTiming.PER_INSTALLMENT, "amount": yuan("1")},
    ],
)
def test_fees_that_are_not_clear(fee: dict[str, Any]) -> None:
    with pytest.raises(FeeNotClear):
        Fee("odd", percent=Decimal(1), **fee)


def penalised(**penalty: Any) -> LoanTerms:
    """10,000 due on 10 February 2026 with 100.00 of interest and 50.00 of fee; overdue it costs 36 % a year."""
    fee = Fee("service", FeeTiming.PER_INSTALLMENT, amount=yuan("50"))
    terms = PenaltyTerms(Rate.percent(36), **penalty)
    return contract(periods=1, method=Method.INTEREST_ONLY, fees=(fee,), penalty=terms)


@pytest.mark.parametrize(
    ("penalty", "days", "charged"),
    [
        ({}, 10, "100.00"),  # 10,000 x 36 % x 10 / 360
        ({"day_count": DayCount.ACT_365}, 10, "98.63"),
        ({"grace_days": 10}, 10, "0.00"),
        ({"grace_days": 10}, 11, "110.00"),
        ({"base": PenaltyBase.INSTALLMENT}, 10, "101.00"),
        ({"base": PenaltyBase.EVERYTHING}, 10, "101.50"),
        ({"compound_every": MONTHLY}, 28, "280.00"),
        ({"compound_every": MONTHLY}, 38, "382.80"),  # 380.00, and 280.00 x 36 % x 10 / 360
        ({"cap_percent": Decimal(2)}, 10, "100.00"),
        ({"cap_percent": Decimal(2)}, 300, "200.00"),
    ],
)
def test_penalty_interest(penalty: dict[str, Any], days: int, charged: str) -> None:
    terms = penalised(**penalty)
    opened = Disbursed(sequence=1, effective_on=terms.start_on, amount=terms.principal)
    state = replay(terms, [opened], date(2026, 2, 10) + timedelta(days=days))
    assert str(state.overdue.penalties) == charged


def test_what_is_paid_of_a_penalty_is_no_longer_compounded() -> None:
    terms = penalised(compound_every=MONTHLY)
    march = date(2026, 3, 10)
    events: list[Event] = [
        Disbursed(sequence=1, effective_on=terms.start_on, amount=terms.principal),
        Repaid(sequence=2, effective_on=march, amount=yuan("280")),
    ]
    assert str(replay(terms, events, march + timedelta(days=10)).overdue.penalties) == "100.00"
