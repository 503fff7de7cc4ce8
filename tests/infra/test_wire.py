"""Money and rates as JSON, in and out, exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from loanwright.infra.wire import Amount, RateText
from loanwright.kernel.money import Currency, Money
from loanwright.kernel.rate import Rate


class Loan(BaseModel):
    principal: Amount
    rate: RateText


@given(st.integers(-(10**15), 10**15), st.sampled_from(Currency), st.integers(0, 100_000))
def test_there_and_back(minor: int, currency: Currency, hundredths: int) -> None:
    loan = Loan(principal=Money(minor, currency), rate=Rate.percent(f"{hundredths / 100:.2f}"))
    assert Loan.model_validate_json(loan.model_dump_json()) == loan


def test_shape() -> None:
    loan = Loan(principal=Money(65253), rate=Rate.percent("14.070"))
    assert loan.model_dump(mode="json") == {"principal": {"amount": "652.53", "currency": "CNY"}, "rate": "14.07"}


@pytest.mark.parametrize(
    "principal", [652.53, "652.53", {"amount": 652.53}, {"amount": "1.234"}, {"amount": "1", "currency": "XXX"}, None]
)
def test_refuses_other_shapes(principal: object) -> None:
    with pytest.raises(ValidationError):
        Loan.model_validate({"principal": principal, "rate": "1"})
