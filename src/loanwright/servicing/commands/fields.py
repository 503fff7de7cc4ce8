"""What a command asks of whoever gives it, read from its body: screens make their forms of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate
from loanwright.servicing.commands.command import Command


class Input(StrEnum):
    """How a field is filled in."""

    AMOUNT = "amount"
    DATE = "date"
    RATE = "rate"
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    EVENT = "event"  # one of the loan's, by its number


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a command's form; `default` is the choice that is taken where none is made."""

    name: str
    input: Input
    is_required: bool
    choices: tuple[str, ...] = ()
    default: str | None = None


_INPUTS = {Money: Input.AMOUNT, Rate: Input.RATE, date: Input.DATE, str: Input.TEXT, int: Input.NUMBER}
_EVENT = "sequence"


def form_of(body: type[Command]) -> list[FormField]:
    """The fields of a kind of command, in the order in which they are asked for."""
    return list(_fields(body))


def _fields(body: type[Command]) -> Iterator[FormField]:
    order = [name for name in body.__annotations__ if name != "kind"]
    inherited = [name for name in body.model_fields if name not in (*order, "kind")]
    for name in (*inherited, *order):
        known = body.model_fields[name]
        plain = _plain(known.annotation)
        if issubclass(plain, StrEnum):
            default = None if known.is_required() else known.default.value
            yield FormField(name, Input.CHOICE, known.is_required(), tuple(plain), default)
        else:
            yield FormField(name, Input.EVENT if name == _EVENT else _INPUTS[plain], known.is_required())


def _plain(annotation: Any) -> type:
    """The class behind ``Annotated`` and ``| None``."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    inner = [choice for choice in get_args(annotation) if choice is not NoneType]
    plain: type = _plain(inner[0]) if inner else annotation
    return plain
