"""Tables: what counts as an ID number, a name, an account, and how each looks masked."""

from __future__ import annotations

from datetime import date

import pytest

from loanwright.kernel.refusals import Refusal
from loanwright.parties import rules
from loanwright.parties.rules import (
    AccountHolderDiffers,
    AccountNumberNotReadable,
    IdNumberBirthDateImpossible,
    IdNumberCheckDigitWrong,
    IdNumberMalformed,
    IdNumberRegionUnknown,
    NameNotReadable,
)

TODAY = date(2026, 11, 22)
# The example number of GB 11643-1999 itself, then one whose check character is X.
STANDARD_EXAMPLE = "11010519491231002X"


@pytest.mark.parametrize("text", [STANDARD_EXAMPLE, "11010519491231002x", " 110105 19491231 002X "])
def test_spacing_and_case_do_not_matter(text: str) -> None:
    assert rules.read_id_number(text, TODAY).text == STANDARD_EXAMPLE


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", IdNumberMalformed),
        ("1101051949123100", IdNumberMalformed),
        ("11010519491231002Y", IdNumberMalformed),
        ("１１０１０５１９４９１２３１００２X", IdNumberMalformed),
        ("000000194912310022", IdNumberRegionUnknown),
        ("110000194912310022", IdNumberRegionUnknown),
        ("110105194902300020", IdNumberBirthDateImpossible),
        ("110105209901010020", IdNumberBirthDateImpossible),
        ("110105194912310021", IdNumberCheckDigitWrong),
        ("440524188001010014", IdNumberBirthDateImpossible),  # the standard's second example, born in 1880
        ("11010519491321002X", IdNumberBirthDateImpossible),
        ("11010519491213002X", IdNumberCheckDigitWrong),
    ],
)
def test_each_fault_has_its_name(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        rules.read_id_number(text, TODAY)


def test_every_single_wrong_digit_is_noticed() -> None:
    for position in range(17):
        for digit in "0123456789":
            if digit != STANDARD_EXAMPLE[position]:
                wrong = STANDARD_EXAMPLE[:position] + digit + STANDARD_EXAMPLE[position + 1 :]
                with pytest.raises(Refusal):
                    rules.read_id_number(wrong, TODAY)


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(2008, 11, 22), date(2026, 11, 21), 17),
        (date(2008, 11, 22), date(2026, 11, 22), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age_changes_on_the_birthday(born_on: date, day: date, age: int) -> None:
    assert rules.age_on(born_on, day) == age


@pytest.mark.parametrize("name", ["王小明", "阿卜杜拉·买买提", "Ann O'Neil", "欧阳娜娜"])
def test_names_people_have(name: str) -> None:
    assert rules.read_name(f"  {name} ") == name


@pytest.mark.parametrize("name", ["", "王", "<script>", "王1明", "a" * 61, "'; drop table party; --"])
def test_names_nobody_has(name: str) -> None:
    with pytest.raises(NameNotReadable):
        rules.read_name(name)


def test_we_pay_only_the_borrower() -> None:
    account = rules.read_bank_account(" 工商银行", "6222 0212 3456 7890", "王小明")
    assert account.number == "6222021234567890"
    rules.check_account_holder(account, "王小明")
    with pytest.raises(AccountHolderDiffers):
        rules.check_account_holder(account, "李四")


@pytest.mark.parametrize("number", ["", "6222", "6222-0212-3456-789!", "六二二二零二一二", "1" * 35])
def test_account_numbers_that_are_none(number: str) -> None:
    with pytest.raises(AccountNumberNotReadable):
        rules.read_bank_account("工商银行", number, "王小明")


def test_masks_hide_what_identifies() -> None:
    assert rules.masked_name("王小明") == "王**"
    assert rules.masked_id_number(STANDARD_EXAMPLE) == "110*************2X"
    assert rules.masked_phone("13812345678") == "138****5678"
    assert rules.masked_account_number("6222021234567890") == "**** 7890"
