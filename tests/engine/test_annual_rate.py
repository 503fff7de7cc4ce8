"""Published annual rates (Regulation Z appendix J, EU directive 98/7) and the Chinese formula cases."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from loanwright.engine.annual_rate import Broken, Flow, NoAnnualRate, of_period_rate, period_rate
from loanwright.engine.api import Fee, FeeTiming, LoanTerms, Method, annual_rates, schedule
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate

_FILE = Path(__file__).parents[1] / "golden" / "vectors" / "apr_examples.json"
_EXAMPLES: list[dict[str, Any]] = json.loads(_FILE.read_text())["examples"]
_REG_Z = [example for example in _EXAMPLES if example["regime"] == "US_REGZ_APPX_J"]
_EU = [example for example in _EXAMPLES if example["regime"] == "EU_APRC"]


def _cents(amount: float) -> int:
    return int(Decimal(str(amount)) * 100)


def _level_payments(example: dict[str, Any]) -> list[Flow]:
    payments, first = example["payments"], example["first_payment"]
    amounts = [payments["regular"]] * payments["count"]
    amounts[0] = payments["first"] or amounts[0]
    amounts[-1] = payments["last"] or amounts[-1]
    fraction = float(Fraction(first["fraction"]))
    whole = first["full_unit_periods"]
    return [Flow(_cents(amount), whole + k, fraction) for k, amount in enumerate(amounts)]


def _reg_z_flows(example: dict[str, Any]) -> list[Flow]:
    if "payments" in example:
        return [Flow(-_cents(example["amount_financed"]), 0), *_level_payments(example)]
    detail = example["payments_detail"]
    if isinstance(detail, dict):
        back = [Flow(_cents(detail["amount"]), detail["first_t"] + k, detail["f"]) for k in range(detail["count"])]
    else:
        back = [Flow(_cents(flow["amount"]), flow["t"], flow["f"]) for flow in detail]
    return [Flow(-_cents(flow["amount"]), flow["t"], flow["f"]) for flow in example["advances"]] + back


@pytest.mark.parametrize("example", _REG_Z, ids=lambda example: str(example["id"]))
def test_regulation_z(example: dict[str, Any]) -> None:
    rate = period_rate(_reg_z_flows(example), Broken.SIMPLE) * example["unit_periods_per_year"]
    assert rate * 100 == pytest.approx(example["published_apr_pct"], abs=0.005)


@pytest.mark.parametrize("example", _EU, ids=lambda example: str(example["id"]))
def test_european_directive(example: dict[str, Any]) -> None:
    flows = [Flow(-_cents(flow["amount"]), 0, flow["years"]) for flow in example["drawdowns"]]
    flows += [Flow(_cents(flow["amount"]), 0, flow["years"]) for flow in example["payments"]]
    assert period_rate(flows, Broken.EXPONENTIAL) * 100 == pytest.approx(example["published_apr_pct_1dp"], abs=0.05)


def test_twelve_percent_flat_costs_twice_as_much() -> None:
    """12 payments of 1,120 on 12,000: 21.46 % simple, 23.70 % compound."""
    rates = of_period_rate(period_rate([Flow(-1_200_000, 0)] + [Flow(112_000, k) for k in range(1, 13)]), 12)
    assert (f"{rates.simple.as_percent:.2f}", f"{rates.compound.as_percent:.2f}") == ("21.46", "23.70")


@pytest.mark.parametrize(
    ("method", "fees", "simple"),
    [
        (Method.EQUAL_INSTALLMENTS, (), "12.00"),
        (Method.EQUAL_PRINCIPAL, (), "12.00"),
        (Method.INTEREST_ONLY, (), "12.00"),
        (Method.BULLET, (), "11.39"),  # 12 % paid once, at the end, is less by the month
        (Method.EQUAL_INSTALLMENTS, (Fee("f", FeeTiming.DEDUCTED, percent=Decimal(2)),), "15.85"),
        (Method.EQUAL_INSTALLMENTS, (Fee("f", FeeTiming.AT_DISBURSEMENT, percent=Decimal(2)),), "15.85"),
    ],
)
def test_annual_rate_of_a_schedule(method: Method, fees: tuple[Fee, ...], simple: str) -> None:
    terms = LoanTerms(
        principal=Money.parse("100000"),
        rate=Rate.percent(12),
        method=method,
        periods=12,
        start_on=date(2026, 1, 10),
        fees=fees,
    )
    assert f"{annual_rates(schedule(terms)).simple.as_percent:.2f}" == simple


def test_a_long_first_period_counts_its_length() -> None:
    """Regulation Z appendix J(c)(1)(ii) has the first payment after 1 19/30 months; so must our schedule see it."""
    terms = LoanTerms(
        principal=Money.parse("6000"),
        rate=Rate.percent(12),
        method=Method.EQUAL_INSTALLMENTS,
        periods=36,
        start_on=date(1978, 2, 10),
        first_due_on=date(1978, 4, 1),
    )
    rates = annual_rates(schedule(terms))
    assert float(rates.simple.annual) == pytest.approx(0.12, abs=0.0006)


def test_money_that_never_comes_back_has_no_rate() -> None:
    with pytest.raises(NoAnnualRate):
        period_rate([Flow(100, 0), Flow(-100, 1)])
