"""What is odd about a policy's table: holes in it, and rules that never matter. Pure.

A rule is a box: a span for each feature. Holes are what is left of all cases when every rule's box is cut out of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loanwright.decisioning.conditions import Span, span_of
from loanwright.decisioning.policy import SEVERITY, Policy, Rule, ranges

Box = Mapping[str, Span]

_BOXES_AT_MOST = 2_000
_HOLES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Oddity:
    """A rule that never matters, and the rules because of which; none where no case can meet it at all."""

    rule: int
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableCheck:
    """What was found. `holes` are examples of cases no rule speaks about (a person decides those).

    `never_applies`: the conditions contradict each other, or what the feature can be. `never_decides`: wherever it
    applies, so do more severe ones. `says_nothing_new`: another rule with the same outcome holds wherever it does.
    `complete` is False where the table is too tangled to look for holes.
    """

    holes: tuple[Mapping[str, int], ...]
    complete: bool
    never_applies: tuple[Oddity, ...]
    never_decides: tuple[Oddity, ...]
    says_nothing_new: tuple[Oddity, ...]


class _TooTangled(Exception):
    """The boxes left are more than anybody would wait for."""


def check_table(policy: Policy) -> TableCheck:
    """Look a policy over."""
    boxes = {rule.rule: _box(rule) for rule in policy.rules}
    alive = [rule for rule in policy.rules if not _is_empty(boxes[rule.rule])]
    never = tuple(Oddity(rule.rule, ()) for rule in policy.rules if rule not in alive)
    holes, complete = _holes([boxes[rule.rule] for rule in alive])
    return TableCheck(
        holes, complete, never, tuple(_never_deciding(alive, boxes)), tuple(_saying_nothing_new(alive, boxes))
    )


def _holes(boxes: Sequence[Box]) -> tuple[tuple[Mapping[str, int], ...], bool]:
    try:
        left = _rest([_whole({}, boxes)], boxes)
    except _TooTangled:
        return (), False
    examples = ({name: span.example() for name, span in sorted(box.items())} for box in left[:_HOLES_SHOWN])
    return tuple(examples), True


def _never_deciding(rules: Sequence[Rule], boxes: Mapping[int, Box]) -> Iterable[Oddity]:
    for rule in rules:
        severer = [other.rule for other in rules if SEVERITY[other.outcome] > SEVERITY[rule.outcome]]
        touching = [number for number in severer if not _is_empty(_meet(boxes[rule.rule], boxes[number]))]
        others = [boxes[number] for number in touching]
        try:
            if touching and not _rest([_whole(boxes[rule.rule], others)], others):
                yield Oddity(rule.rule, tuple(touching))
        except _TooTangled:
            continue


def _saying_nothing_new(rules: Sequence[Rule], boxes: Mapping[int, Box]) -> Iterable[Oddity]:
    for place, rule in enumerate(rules):
        for other_place, other in enumerate(rules):
            if rule.outcome is not other.outcome or place == other_place:
                continue
            inside, around = (_is_inside(*pair) for pair in _both_ways(boxes[rule.rule], boxes[other.rule]))
            if inside and not (around and place < other_place):  # of twins, the later is idle
                yield Oddity(rule.rule, (other.rule,))
                break


def _box(rule: Rule) -> Box:
    return {name: span_of(condition).meet(ranges()[name]) for name, condition in rule.when.items()}


def _both_ways(one: Box, other: Box) -> tuple[tuple[Box, Box], tuple[Box, Box]]:
    return (one, other), (other, one)


def _is_inside(inner: Box, outer: Box) -> bool:
    spans = ((inner.get(name, ranges()[name]), span) for name, span in outer.items())
    return all(mine.meet(theirs) == mine for mine, theirs in spans)


def _whole(box: Box, others: Iterable[Box]) -> Box:
    """A box with a span for whatever it or others look at."""
    return {name: ranges()[name] for other in others for name in other} | dict(box)


def _meet(one: Box, other: Box) -> Box:
    return {name: one.get(name, Span()).meet(other.get(name, Span())) for name in {**one, **other}}


def _is_empty(box: Box) -> bool:
    return any(span.is_empty for span in box.values())


def _rest(boxes: list[Box], cut_out: Iterable[Box]) -> list[Box]:
    """What is left of whole boxes when others are cut out of them."""
    for hole in cut_out:
        pieces: list[Box] = []
        for box in boxes:
            pieces.extend(_without(box, hole))
            if len(pieces) > _BOXES_AT_MOST:
                raise _TooTangled
        boxes = pieces
    return boxes


def _without(box: Box, hole: Box) -> Iterable[Box]:
    """The pieces of a box outside another: cut along one feature after the other."""
    if _is_empty(_meet(box, hole)):
        yield box
        return
    for name, span in hole.items():
        outside = [span.below()] if span.low is not None else []
        outside += [span.above()] if span.high is not None else []
        for beyond in outside:
            piece = box[name].meet(beyond)
            if not piece.is_empty:
                yield {**box, name: piece}
        box = {**box, name: box[name].meet(span)}
