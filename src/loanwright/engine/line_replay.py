"""Folds the facts of a revolving line into its state on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from loanwright.engine.events import Event
from loanwright.engine.line import Line
from loanwright.engine.line_state import LineState, state_of_line
from loanwright.engine.line_terms import LineTerms
from loanwright.engine.timeline import not_reversed


def replay_line(terms: LineTerms, events: Iterable[Event], as_of: date) -> LineState:
    """The line at the end of a day, after every event effective until then; they may come in any order.

    Raises:
        SequenceRepeated, NothingToReverse, AmountNotPositive, CurrencyMismatch: the events are not a proper list.
        RefundExceedsCredit, WaiverExceedsDue, EventOfAnotherAccount: an event does not fit the line of its day.
    """
    line = Line(terms)
    counting = not_reversed(tuple(events), terms.limit.currency)
    for event in sorted(counting, key=lambda event: (event.effective_on, event.sequence)):
        if event.effective_on > as_of:
            break
        line.advance(event.effective_on)
        line.apply(event)
    line.advance(as_of)
    return state_of_line(line)
