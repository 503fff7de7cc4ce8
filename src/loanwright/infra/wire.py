"""Money and rates as JSON: amounts are decimal strings with their currency, never JSON numbers."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from loanwright.kernel.money import Currency, Money
from loanwright.kernel.rate import Rate
from loanwright.kernel.refusals import Refusal


def _read_money(value: Any) -> Money:
    if isinstance(value, Money):
        return value
    if not isinstance(value, dict) or not isinstance(value.get("amount"), str):
        raise ValueError('an amount is {"amount": "652.53", "currency": "CNY"}')  # noqa: TRY004 (pydantic reports ValueError)
    try:
        return Money.parse(value["amount"], Currency(value.get("currency", Currency.CNY)))
    except (Refusal, ValueError) as unreadable:
        raise ValueError(str(unreadable)) from None


def _read_rate(value: Any) -> Rate:
    try:
        return value if isinstance(value, Rate) else Rate.percent(str(value))
    except Refusal as unreadable:
        raise ValueError(str(unreadable)) from None


_MONEY_SCHEMA = {
    "title": "Money",
    "type": "object",
    "properties": {
        "amount": {"type": "string", "pattern": r"^-?\d{1,16}(\.\d{1,2})?$", "examples": ["652.53"]},
        "currency": {"type": "string", "enum": [currency.value for currency in Currency]},
    },
    "required": ["amount", "currency"],
}

Amount = Annotated[
    Money,
    BeforeValidator(_read_money),
    PlainSerializer(lambda money: {"amount": str(money), "currency": money.currency.value}),
    WithJsonSchema(_MONEY_SCHEMA),
]
"""`Money` in a pydantic model: ``{"amount": "652.53", "currency": "CNY"}``."""

RateText = Annotated[
    Rate,
    BeforeValidator(_read_rate),
    PlainSerializer(lambda rate: format(rate.as_percent.normalize(), "f")),
    WithJsonSchema({"type": "string", "description": "percent a year", "examples": ["14.07"]}),
]
"""`Rate` in a pydantic model: percent a year as a string, ``"14.07"``."""
