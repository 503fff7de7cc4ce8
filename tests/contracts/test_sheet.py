"""Tables: amounts in capital numerals, masks, and that a sheet says what the engine says."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loanwright.contracts.amount_in_capitals import AmountTooLargeToSpell, amount_in_capitals
from loanwright.contracts.sheet import contract_sheet, in_fours, masked
from loanwright.engine.api import annual_rates, schedule
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from tests.contracts.samples import FEES, TERMS, draft_of


@pytest.mark.parametrize(
    ("minor", "text"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (53, "伍角叁分"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (150, "壹元伍角整"),
        (1_000_00, "壹仟元整"),
        (1_001_00, "壹仟零壹元整"),
        (50_000_00, "伍万元整"),
        (10_005_03, "壹万零伍元零叁分"),
        (12_345_67, "壹万贰仟叁佰肆拾伍元陆角柒分"),
        (107_000_53, "壹拾万柒仟元伍角叁分"),
        (1_000_005_00, "壹佰万零伍元整"),
        (20_000_000_00, "贰仟万元整"),
        (100_000_000_00, "壹亿元整"),
        (100_010_000_00, "壹亿零壹万元整"),
        (100_000_000_000_05, "壹仟亿元零伍分"),
    ],
)
def test_amounts_in_capitals(minor: int, text: str) -> None:
    assert amount_in_capitals(Money(minor)) == text


@pytest.mark.parametrize("minor", [-1, 10**14])
def test_an_amount_no_loan_has_is_refused(minor: int) -> None:
    with pytest.raises(AmountTooLargeToSpell):
        amount_in_capitals(Money(minor))


_VALUES = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
_UNITS = {"仟": 1000, "佰": 100, "拾": 10}


def read_capitals(text: str) -> int:
    """The amount a reader would understand, in fen: the inverse, written apart."""
    yuan, _, rest = text.rpartition("元")
    whole = group = digit = 0
    for character in yuan:
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _UNITS:
            group, digit = group + digit * _UNITS[character], 0
        else:
            whole, group, digit = whole + (group + digit) * {"万": 10**4, "亿": 10**8}[character], 0, 0
    fen = sum(
        _VALUES[d] * (10 if unit == "角" else 1) for d, unit in re.findall("([壹贰叁肆伍陆柒捌玖])([角分])", rest)
    )
    return (whole + group + digit) * 100 + fen


@given(st.integers(0, 10**14 - 1))
def test_a_reader_understands_every_amount(minor: int) -> None:
    text = amount_in_capitals(Money(minor))
    assert read_capitals(text) == minor
    assert "零零" not in text


@pytest.mark.parametrize(
    ("text", "head", "tail", "shown"),
    [
        ("110105194912310021", 6, 4, "110105********0021"),
        ("13800005678", 3, 4, "138****5678"),
        ("12345678", 4, 4, "****5678"),
        ("123", 4, 4, "123"),
    ],
)
def test_masks(text: str, head: int, tail: int, shown: str) -> None:
    assert masked(text, head, tail) == shown


def test_account_numbers_read_as_on_the_card() -> None:
    assert in_fours("6228480000001234567") == "6228 4800 0000 1234 567"


def test_a_sheet_says_what_the_engine_says() -> None:
    terms = replace(TERMS, fees=FEES)
    plan = schedule(terms)
    rates = annual_rates(plan)
    sheet = contract_sheet(draft_of(UUID(int=1), UUID(int=2), terms), "HT1", plan, rates)
    assert sheet["amount"] == "50,000.00"
    assert sheet["rates"]["nominal"] == "7.20%"
    assert sheet["rates"]["annual_simple"] == f"{rates.simple.as_percent:.2f}%"
    assert [row[1] for row in sheet["schedule"]] == [row.due_on.isoformat() for row in plan.installments]
    assert sheet["schedule_totals"] == ["53,955.93", "50,000.00", "3,835.93", "120.00"]
    assert sheet["total_fees"] == "870.00"  # 24 x 5.00 and 1.5 % of 50,000.00
    assert [fee["percent"] for fee in sheet["fees"]] == [None, "1.5%"]


def test_an_agreed_rate_is_printed_in_full() -> None:
    terms = replace(TERMS, rate=Rate.percent("7.1234"))
    plan = schedule(terms)
    sheet = contract_sheet(draft_of(UUID(int=1), UUID(int=2), terms), "HT1", plan, annual_rates(plan))
    assert sheet["rates"]["nominal"] == "7.1234%"
