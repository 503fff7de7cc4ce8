"""Conditions of a decision table: a range of whole numbers, written as zen-engine reads it. Pure.

    < 0    <= 3    > 70    >= 520    1    [460..520)    (55..70]        and nothing at all: any value

Nothing else can be written in a table: whatever a rule says can be read by a person and checked by `policy_checks`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loanwright.kernel.refusals import Refusal

_NUMBER = r"(-?\d{1,12})"
_COMPARISON = re.compile(rf"(<=|>=|<|>)?\s*{_NUMBER}")
_SPAN = re.compile(rf"([\[(])\s*{_NUMBER}\s*\.\.\s*{_NUMBER}\s*([\])])")


class ConditionNotReadable(Refusal):
    """A cell of a decision table holds something else than a comparison, a number or a range."""


@dataclass(frozen=True, slots=True)
class Span:
    """Whole numbers from `low` to `high`, both included; None where there is no limit."""

    low: int | None = None
    high: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no number is in it."""
        return self.low is not None and self.high is not None and self.low > self.high

    def meet(self, other: Span) -> Span:
        """What is in both."""
        lows = [end for end in (self.low, other.low) if end is not None]
        highs = [end for end in (self.high, other.high) if end is not None]
        return Span(max(lows, default=None), min(highs, default=None))

    def below(self) -> Span:
        """Everything under it; call only where `low` is a limit."""
        assert self.low is not None
        return Span(None, self.low - 1)

    def above(self) -> Span:
        """Everything over it; call only where `high` is a limit."""
        assert self.high is not None
        return Span(self.high + 1, None)

    def example(self) -> int:
        """A number in it: as near to a limit as can be."""
        return self.low if self.low is not None else self.high if self.high is not None else 0


ANYTHING = Span()


def span_of(text: str) -> Span:
    """The numbers a condition is true of; nothing written means any.

    Raises:
        ConditionNotReadable
    """
    if not text.strip():
        return ANYTHING
    compared = _COMPARISON.fullmatch(text.strip())
    if compared:
        return _compared(compared[1], int(compared[2]))
    span = _SPAN.fullmatch(text.strip())
    if span:
        return Span(int(span[2]) + (span[1] == "("), int(span[3]) - (span[4] == ")"))
    raise ConditionNotReadable(condition=text[:40])


def _compared(sign: str | None, number: int) -> Span:
    match sign:
        case "<":
            return Span(None, number - 1)
        case "<=":
            return Span(None, number)
        case ">":
            return Span(number + 1, None)
        case ">=":
            return Span(number, None)
        case _:
            return Span(number, number)
