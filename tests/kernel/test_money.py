"""Money: what it reads, refuses, and never loses."""

import operator
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.kernel.money import AmountNotReadable, Currency, CurrencyMismatch, Money, Rounding, split, total

minor_units = st.integers(min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("652.53", Currency.CNY, 65253),
        ("0.1", Currency.CNY, 10),
        ("-3", Currency.CNY, -300),
        (" 1000000 ", Currency.CNY, 100000000),
        ("1.10", Currency.USD, 110),
        ("500", Currency.JPY, 500),
    ],
)
def test_reads_plain_decimals(text: str, currency: Currency, minor: int) -> None:
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text", ["", "abc", "1.234", "1e3", "NaN", "Infinity", "1,000", "--1", "0x10", "１２", "1_000", "9" * 30, "1.2.3"]
)
def test_refuses_what_is_not_an_amount(text: str) -> None:
    with pytest.raises(AmountNotReadable):
        Money.parse(text)


def test_refuses_decimals_the_currency_lacks() -> None:
    with pytest.raises(AmountNotReadable):
        Money.parse("500.5", Currency.JPY)


@pytest.mark.parametrize("mix", [operator.add, operator.sub, operator.lt, operator.ge])
def test_currencies_do_not_mix(mix: Callable[[Money, Money], object]) -> None:
    with pytest.raises(CurrencyMismatch):
        mix(Money(1, Currency.CNY), Money(1, Currency.USD))


@given(minor_units, st.sampled_from(Currency))
def test_text_and_back(minor: int, currency: Currency) -> None:
    money = Money(minor, currency)
    assert Money.parse(str(money), currency) == money


@given(minor_units, st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any))
def test_split_parts_sum_to_the_whole_and_are_fair(minor: int, weights: list[int]) -> None:
    parts = split(Money(minor), weights)
    assert total(parts) == Money(minor)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor * sum(weights) - minor * weight) < sum(weights)


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_split_needs_weights(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(Money(100), weights)


@pytest.mark.parametrize(
    ("exact", "rounding", "multiple", "minor"),
    [
        ("2.5", Rounding.HALF_EVEN, 1, 2),
        ("2.5", Rounding.HALF_UP, 1, 3),
        ("2.01", Rounding.UP, 1, 3),
        ("-2.01", Rounding.UP, 1, -2),
        ("-2.9", Rounding.DOWN, 1, -2),
        ("-2.1", Rounding.FLOOR, 1, -3),
        ("149", Rounding.HALF_UP, 100, 100),
        ("150", Rounding.HALF_UP, 100, 200),
    ],
)
def test_rounding_has_a_name(exact: str, rounding: Rounding, multiple: int, minor: int) -> None:
    assert Money.rounded(Decimal(exact), rounding, multiple=multiple) == Money(minor)
