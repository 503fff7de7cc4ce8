"""What every table of a product document is made of: frozen, strict, with amounts and rates as plain text."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationInfo

from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from loanwright.kernel.refusals import Refusal


def _money(text: object, info: ValidationInfo) -> object:
    """Amounts stand as plain text in a document; their currency is the document's own."""
    if not isinstance(text, str) or info.context is None:
        return text
    try:
        return Money.parse(text, info.context["currency"])
    except Refusal as refusal:
        raise ValueError(str(refusal)) from refusal


def _rate(text: object) -> object:
    """Rates stand as percent a year in a document."""
    if not isinstance(text, str):
        return text
    try:
        return Rate.percent(text)
    except Refusal as refusal:
        raise ValueError(str(refusal)) from refusal


Amount = Annotated[Money, BeforeValidator(_money), PlainSerializer(str)]
Percent = Annotated[Rate, BeforeValidator(_rate), PlainSerializer(str)]


class Part(BaseModel):
    """A table of the document: unknown keys are mistakes, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Bilingual(Part):
    """The same words in both languages of the screens."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
