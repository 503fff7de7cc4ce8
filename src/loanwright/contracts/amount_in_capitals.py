"""Amounts in the capital numerals of Chinese contracts and cheques (正确填写票据和结算凭证的基本规定, appendix 1)."""

from __future__ import annotations

from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ((10**8, "亿"), (10**4, "万"), (1, ""))
_TOO_LARGE = 10**12


class AmountTooLargeToSpell(Refusal):
    """Beyond 仟亿, or negative: not an amount of a loan."""


def amount_in_capitals(amount: Money) -> str:
    """``50000.00`` is 伍万元整, ``10005.03`` is 壹万零伍元零叁分.

    Raises:
        AmountTooLargeToSpell: negative, or 10^12 yuan and more.
    """
    yuan, fen = divmod(amount.minor, 100)
    if not 0 <= yuan < _TOO_LARGE:
        raise AmountTooLargeToSpell()
    if not fen:
        return f"{_whole(yuan)}元整"
    return f"{_whole(yuan)}元{_fraction(fen)}" if yuan else _fraction(fen).lstrip("零")


def _fraction(minor: int) -> str:
    jiao, fen = divmod(minor, 10)
    tenths = f"{_DIGITS[jiao]}角" if jiao else "零"
    return tenths + (f"{_DIGITS[fen]}分" if fen else "整")


def _whole(yuan: int) -> str:
    text = ""
    for size, name in _GROUPS:
        group, yuan = divmod(yuan, size)
        if not group:
            text += "零" if text and not text.endswith("零") else ""
        else:
            gap = "零" if text and group < 1000 and not text.endswith("零") else ""
            text += gap + _group(group) + name
    return text.rstrip("零") or "零"


def _group(group: int) -> str:
    """Up to four digits; inner zeros collapse to one 零, trailing ones vanish."""
    text = ""
    for digit, place in zip(f"{group:04d}", _PLACES, strict=True):
        if digit != "0":
            text += _DIGITS[int(digit)] + place
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")
