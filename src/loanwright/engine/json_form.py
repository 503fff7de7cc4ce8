"""Terms and events as plain JSON values and back, driven by the type hints of the frozen classes themselves.

Money is ``{"amount": "652.53", "currency": "CNY"}``, rates and decimals are strings of the exact fraction, dates are
ISO 8601, enumerations their values. An event carries its class in ``"kind"``. Unknown keys are refused, missing ones
take the default of the class, so that older records stay readable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
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
        return _reader(kind)(form)
    except _Unreadable as at:
        raise FormNotReadable(field=f"{where}.{at}") from None
    except _FAULTS:
        raise FormNotReadable(field=where) from None


class _Unreadable(Exception):
    """A field of an object, named from the object on."""


_FAULTS = (ValueError, TypeError, KeyError, AttributeError, InvalidOperation, AmountNotReadable)
_Reader = Callable[[Json], Any]


@cache
def _reader(kind: Any) -> _Reader:
    """How a type is read, worked out once: a book is read by the million."""
    if get_origin(kind) in (Union, UnionType):
        return _optional(next(choice for choice in get_args(kind) if choice is not NoneType))
    if get_origin(kind) is tuple:
        item = _reader(get_args(kind)[0])
        return lambda form: tuple(map(item, form))
    if kind in _LEAVES:
        return _LEAVES[kind]
    if is_dataclass(kind):
        return _instance(kind)
    return kind if issubclass(kind, StrEnum) else _exactly(kind)


def _money(form: Json) -> Money:
    return Money.parse(form["amount"], Currency(form["currency"]))


def _parts(form: Json) -> Parts:
    return Parts.made_of(**{name: _money(form[name]) for name in _PARTS})


_LEAVES: dict[Any, _Reader] = {
    Money: _money,
    Rate: lambda form: Rate(Decimal(form)),
    Decimal: Decimal,
    date: date.fromisoformat,
    Parts: _parts,
}


def _optional(kind: Any) -> _Reader:
    inner = _reader(kind)
    return lambda form: None if form is None else inner(form)


def _exactly(kind: type) -> _Reader:
    def read(form: Json) -> Any:
        if type(form) is not kind:
            raise TypeError
        return form

    return read


def _instance(kind: Any) -> _Reader:
    hints, known = get_type_hints(kind), fields(kind)
    readers = {field.name: _reader(hints[field.name]) for field in known}
    required = [field.name for field in known if field.default is MISSING and field.default_factory is MISSING]

    def read(form: Json) -> Any:
        for name in required:
            if name not in form:
                raise _Unreadable(name)
        values = {}
        for name, value in form.items():
            try:
                values[name] = readers[name](value)
            except _Unreadable as at:
                raise _Unreadable(f"{name}.{at}") from None
            except _FAULTS:
                raise _Unreadable(name) from None
        return kind(**values)

    return read
