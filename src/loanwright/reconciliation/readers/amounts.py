"""Amounts as people and banks write them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

# ISO 4217 currencies whose minor unit is not a hundredth.
_EXPONENTS = dict.fromkeys(
    ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0
) | dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3)

_SYMBOLS = {"¥": "CNY", "$": "USD", "€": "EUR", "£": "GBP", "元": "CNY"}
_NAMES = {
    "人民币": "CNY",
    "人民币元": "CNY",
    "rmb": "CNY",
    "cnh": "CNY",
    "美元": "USD",
    "港币": "HKD",
    "港元": "HKD",
    "欧元": "EUR",
    "日元": "JPY",
    "日圆": "JPY",
    "英镑": "GBP",
    "澳元": "AUD",
    "加元": "CAD",
    "新加坡元": "SGD",
    "瑞士法郎": "CHF",
    "韩元": "KRW",
    "澳门元": "MOP",
    "新台币": "TWD",
}

# Beyond this no account has a balance; the digits are rubbish or an attack.
_LONGEST = 24

_PATTERN = re.compile(
    r"^(?P<before>[(+-]*)\s*(?P<currency>[A-Za-z]{3}(?![A-Za-z])|[¥$€£])?\s*(?P<sign>[+-]?)\s*"
    r"(?P<digits>\d[\d.,'\s]*|[.,]\d+)\s*(?P<after>-|\)|CR|DR|Cr|Dr)?\s*(?P<unit>[A-Za-z]{3}|元|[¥$€£])?$"
)
_REMARK = re.compile(r"(?<=\d)\s*\([^()]*\)$")


class Amount(NamedTuple):
    """An amount with the sign as written (`signed` says whether one was), and the currency if one stands with it."""

    value: Decimal
    signed: bool
    currency: str


def read_amount(text: str) -> Amount | None:
    """The amount in `text`: ``1,234.56``, ``1.234,56``, ``107,``, ``¥28.16``, ``CNY 12.3``, ``(5.00)``, ``12.34-``.

    A remark in brackets after the figure, as in ``131.77(已退款89.84)``, is left aside. None if it is no amount.
    """
    plain = unicodedata.normalize("NFKC", text[:200]).replace("−", "-").replace("￥", "¥").strip(" \t\"='")
    found = _PATTERN.match(plain) or _PATTERN.match(_REMARK.sub("", plain))
    if not found or len(text) > 200:
        return None
    value = _decimal(found["digits"])
    if value is None:
        return None
    before, after = found["before"], found["after"] or ""
    minus = "-" in before + found["sign"] or after in ("-", "DR", "Dr") or ("(" in before and after == ")")
    plus = "+" in before + found["sign"] or after in ("CR", "Cr")
    return Amount(-value if minus else value, minus or plus, currency_code(found["currency"] or found["unit"] or ""))


def _decimal(digits: str) -> Decimal | None:
    """The last separator is the decimal one, unless it looks like one of thousands."""
    plain = re.sub(r"[\s']", "", digits)
    if len(plain) > _LONGEST:
        return None
    last = max(plain.rfind("."), plain.rfind(","))
    whole, decimals = (plain, "") if last < 0 else (plain[:last], plain[last + 1 :])
    if last >= 0 and _separates_thousands(plain, last):
        whole, decimals = plain, ""
    return _exact(whole, decimals)


def _exact(whole: str, decimals: str) -> Decimal:
    plain = re.sub("[.,]", "", whole) or "0"
    return Decimal(f"{plain}.{decimals}" if decimals else plain)


def _separates_thousands(plain: str, last: int) -> bool:
    separator, decimals = plain[last], plain[last + 1 :]
    if plain.count(separator) > 1:
        return True
    other = "." if separator == "," else ","
    grouped = len(decimals) == 3 and 1 <= last <= 3 and other not in plain and not plain.startswith("0")
    return separator == "," and grouped


def read_swift_amount(text: str) -> Decimal | None:
    """SWIFT's amount: a decimal comma; a lone point is taken for one, spaces for slips."""
    plain = re.sub(r"[\s']", "", text)
    if len(plain) > _LONGEST or not re.fullmatch(r"[\d.,]*\d[\d.,]*", plain):
        return None
    last = max(plain.rfind("."), plain.rfind(","))
    whole, decimals = (plain, "") if last < 0 else (plain[:last], plain[last + 1 :])
    return _exact(whole, decimals)


def currency_code(text: str) -> str:
    """ISO 4217 code for a code, a symbol or a Chinese name; empty if it is none of them."""
    plain = unicodedata.normalize("NFKC", text).strip().strip("()[]")
    if code := _SYMBOLS.get(plain) or _NAMES.get(plain.lower()):
        return code
    named = next((code for name, code in _NAMES.items() if plain.startswith(name)), "")
    return named or (plain.upper() if re.fullmatch("[A-Za-z]{3}", plain) else "")


def written(amount: Decimal, currency: str) -> str:
    """The amount in full, with the decimals of its currency, or more where the file gave more."""
    exponent = _EXPONENTS.get(currency, 2)
    given = -int(amount.normalize().as_tuple().exponent)
    return f"{amount:.{max(exponent, given)}f}"
