"""Terms and events as plain JSON values and back, driven by the type hints of the frozen classes themselves.

Money is ``{"amount": "652.53", "currency": "CNY"}``, rates and decimals are strings of the exact fraction, dates are
ISO 8601, enumerations their values. An event carries its class in ``"kind"``. Unknown keys are refused, missing ones
take the default of the class, so that older records stay readable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from loanwright.engine.events import Event
from loanwright.engine.line_terms import LineTerms
from loanwright.engine.parts import Parts
from loanwright.engine.penalty_terms import PenaltyTerms
from loanwright.engine.terms import LoanTerms
from loanwright.kernel.money import AmountNotReadable, Currency, Money
from loanwright.kernel.rate import Rate
from loanwright.kernel.refusals import Refusal

Json = Any  # what json.dumps takes; the shape is checked on the way in

_PARTS = ("principal", "interest", "fees", "penalties")
_EVENTS: dict[str, type] = {kind.__name__: kind for kind in get_args(Event)}


class FormNotReadable(Refusal):
    """Stored terms or an event don't have the form they must have; `field` says where."""


def terms_to_json(terms: LoanTerms) -> dict[str, Json]:
    """Terms as a JSON object."""
    return _object(terms)


def terms_from_json(form: Mapping[str, Json]) -> LoanTerms:
    """The same terms back.

    Raises:
        FormNotReadable: a field is missing, unknown or not of its type.
        TermsNotConsistent: the fields are readable but contradict each other.
    """
    terms = _read(LoanTerms, form, "terms")
    assert isinstance(terms, LoanTerms)
    return terms


def penalty_from_json(form: Mapping[str, Json]) -> PenaltyTerms:
    """The penalty of terms, read by itself.

    Raises:
        FormNotReadable, TermsNotConsistent: as `terms_from_json`.
    """
    penalty = _read(PenaltyTerms, form, "penalty")
    assert isinstance(penalty, PenaltyTerms)
    return penalty


def line_to_json(terms: LineTerms) -> dict[str, Json]:
    """The terms of a revolving line as a JSON object."""
    return _object(terms)


def line_from_json(form: Mapping[str, Json]) -> LineTerms:
    """The same terms back; raises as `terms_from_json`."""
    terms = _read(LineTerms, form, "terms")
    assert isinstance(terms, LineTerms)
    return terms


def event_to_json(event: Event) -> dict[str, Json]:
    """An event as a JSON object with its class name as `kind`."""
    return {"kind": type(event).__name__, **_object(event)}


def event_from_json(form: Mapping[str, Json]) -> Event:
    """The same event back.

    Raises:
        FormNotReadable: the kind is unknown, or a field is missing, unknown or not of its type.
    """
    kind = _EVENTS.get(str(form.get("kind")))
    if kind is None:
        raise FormNotReadable(field="kind")
    event: Event = _read(kind, {key: value for key, value in form.items() if key != "kind"}, kind.__name__)
    return event


def _object(value: Any) -> dict[str, Json]:
    written = {field.name: _written(getattr(value, field.name)) for field in fields(value)}
    return {name: form for name, form in written.items() if form is not None}


def _written(value: Any) -> Json:
    if isinstance(value, Money):
        return {"amount": str(value), "currency": value.currency.value}
    if isinstance(value, Rate):
        return str(value.annual)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, Parts):
        return {name: _written(getattr(value, name)) for name in _PARTS}
    if is_dataclass(value):
        return _object(value)
    return value.value if isinstance(value, StrEnum) else value


def _read(kind: Any, form: Json, where: str) -> Any:
    try:
        return _value(kind, form, where)
    except (ValueError, TypeError, KeyError, InvalidOperation, AmountNotReadable):
        raise FormNotReadable(field=where) from None


def _value(kind: Any, form: Json, where: str) -> Any:
    if get_origin(kind) in (Union, UnionType):
        return _optional(kind, form, where)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], item, where) for item in form)
    if kind is Money:
        return Money.parse(form["amount"], Currency(form["currency"]))
    if kind is Rate:
        return Rate(Decimal(form))
    if kind is Decimal:
        return Decimal(form)
    if kind is date:
        return date.fromisoformat(form)
    if kind is Parts:
        return Parts.made_of(**{name: _read(Money, form[name], f"{where}.{name}") for name in _PARTS})
    if is_dataclass(kind):
        return _instance(kind, form, where)
    if issubclass(kind, StrEnum):
        return kind(form)
    if type(form) is not kind:
        raise TypeError(where)
    return form


def _optional(kind: Any, form: Json, where: str) -> Any:
    inner = next(choice for choice in get_args(kind) if choice is not NoneType)
    return None if form is None else _read(inner, form, where)


def _instance(kind: Any, form: Json, where: str) -> Any:
    hints, known = _shape(kind)
    if unknown := set(form) - set(known):
        raise FormNotReadable(field=f"{where}.{min(unknown)}")
    for name, field in known.items():
        if name not in form and field.default is MISSING and field.default_factory is MISSING:
            raise FormNotReadable(field=f"{where}.{name}")
    return kind(**{name: _read(hints[name], value, f"{where}.{name}") for name, value in form.items()})


@lru_cache(maxsize=64)
def _shape(kind: type) -> tuple[dict[str, Any], dict[str, Field[Any]]]:
    return get_type_hints(kind), {field.name: field for field in fields(kind)}
