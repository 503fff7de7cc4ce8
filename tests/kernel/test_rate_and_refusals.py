"""Rates are exact; refusals carry a stable public name."""

from decimal import Decimal

import pytest

from loanwright.kernel.rate import Rate, RateNotReadable
from loanwright.kernel.refusals import Refusal


def test_percent_is_exact() -> None:
    assert Rate.percent("14.07") == Rate(Decimal("0.1407"))
    assert str(Rate.percent("14.070")) == "14.07%"


@pytest.mark.parametrize("text", ["", "x", "-1", "1001", "NaN"])
def test_refuses_what_is_no_rate(text: str) -> None:
    with pytest.raises(RateNotReadable):
        Rate.percent(text)


def test_a_refusal_is_named_after_its_class() -> None:
    class LoanAlreadyClosed(Refusal):
        """For this test."""

    refusal = LoanAlreadyClosed(loan="L1")
    assert (refusal.name, refusal.params, str(refusal)) == (
        "loan-already-closed",
        {"loan": "L1"},
        "loan-already-closed (loan=L1)",
    )
