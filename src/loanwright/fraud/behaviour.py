"""How a form was filled in: figures from what the browser measured, and whether two people type alike. Pure.

The browser sends times and counts, never keys: which letters were typed cannot be told from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p

ADDRESS = "address"
_KEYS_ENOUGH = 20  # below, corrections a hundred keys say nothing
RHYTHM = ("key_hold_ms", "typing_gap_ms", "typing_spread_ms", "address_gap_ms")
_RHYTHM_ENOUGH = 3

Figures = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FieldTyping:
    """One field: time in it, keys pressed, corrections, pastes; medians of key times where there were enough keys."""

    field: str
    milliseconds: int
    keys: int
    corrections: int
    pastes: int
    hold_ms: int | None = None
    gap_ms: int | None = None
    gap_spread_ms: int | None = None


@dataclass(frozen=True, slots=True)
class FormBehaviour:
    """The whole form: its fields, the steps in the order they were seen, how long, how often it was left alone."""

    fields: tuple[FieldTyping, ...]
    path: tuple[str, ...]
    milliseconds: int
    times_away: int


def figures_of(form: FormBehaviour) -> dict[str, int]:
    """The figures of `docs/fraud.md`, whole numbers; those that cannot be told are absent."""
    keys = sum(field.keys for field in form.fields)
    corrections = sum(field.corrections for field in form.fields)
    address = [field for field in form.fields if field.field == ADDRESS]
    told = {
        "form_seconds": form.milliseconds // 1000,
        "seconds_per_step": form.milliseconds // 1000 // max(1, len(form.path)),
        "steps_repeated": len(form.path) - len(set(form.path)),
        "times_away": form.times_away,
        "pasted_fields": sum(field.pastes > 0 for field in form.fields),
        "corrections_per_100": corrections * 100 // keys if keys >= _KEYS_ENOUGH else None,
        "key_hold_ms": _typical([(field.hold_ms, field.keys) for field in form.fields]),
        "typing_gap_ms": _typical([(field.gap_ms, field.keys) for field in form.fields]),
        "typing_spread_ms": _typical([(field.gap_spread_ms, field.keys) for field in form.fields]),
        "address_gap_ms": address[0].gap_ms if address else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def rhythm_distance(one: Figures, other: Figures) -> float | None:
    """How differently two people type: 0.05 means their times differ by about 5 %; None if too little is known."""
    both = [name for name in RHYTHM if name in one and name in other]
    if len(both) < _RHYTHM_ENOUGH:
        return None
    return sum(abs(log1p(one[name]) - log1p(other[name])) for name in both) / len(both)


def type_alike(one: Figures, other: Figures, within: float) -> bool:
    """Whether two people type so much alike."""
    distance = rhythm_distance(one, other)
    return distance is not None and distance <= within


def most_alike(people: Sequence[Figures], within: float) -> int:
    """The most people that type like one of them, that one included; 0 where nobody does."""
    counts = [sum(type_alike(one, other, within) for other in people) for one in people]
    most = max(counts, default=0)
    return most if most > 1 else 0


def _typical(weighted: Sequence[tuple[int | None, int]]) -> int | None:
    """The median over fields, each as heavy as its keys."""
    known = sorted((value, keys) for value, keys in weighted if value is not None and keys > 0)
    half, passed = sum(keys for _, keys in known) / 2, 0
    for value, keys in known:
        passed += keys
        if passed >= half:
            return value
    return None
