"""Which facts count, and in which order they happen: a list of events becomes what `replay` folds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from loanwright.engine.events import Event, InterestPaused, RateChanged, Reversed, TakenOver
from loanwright.engine.replanning import counts_from
from loanwright.engine.terms import LoanTerms
from loanwright.kernel.money import Currency, CurrencyMismatch, Money
from loanwright.kernel.refusals import Refusal

_KNOWN_BEFOREHAND = (RateChanged, InterestPaused)


class SequenceRepeated(Refusal):
    """Two events carry the same sequence number."""


class NothingToReverse(Refusal):
    """A reversal names no earlier event."""


class EventOfAnotherAccount(Refusal):
    """A loan repaid by a plan is not drawn from, and a revolving line has no plan to change."""


class AmountNotPositive(Refusal):
    """An event moves nothing, or a negative amount."""


def effective(events: Sequence[Event], terms: LoanTerms) -> list[tuple[date, Event]]:
    """The events that count and the day each enters the fold, in the order in which they do."""
    counting = not_reversed(events, terms.principal.currency)
    dated = sorted([(counts_on(event, terms), event.sequence, event) for event in counting])
    return [(day, event) for day, _, event in dated]


def not_reversed(events: Sequence[Event], currency: Currency) -> list[Event]:
    """The events that count, in the order given.

    Raises:
        SequenceRepeated, NothingToReverse, AmountNotPositive, CurrencyMismatch: the events are not a proper list.
    """
    recorded = {event.sequence for event in events}
    if len(recorded) != len(events):
        raise SequenceRepeated()
    reversals: list[Reversed] = []
    counting: list[Event] = []
    for event in events:
        if isinstance(event, Reversed):
            reversals.append(event)
        else:
            _refuse_improper_amount(event, currency)
            counting.append(event)
    cancelled = _cancelled_by(reversals, recorded)
    return [event for event in counting if event.sequence not in cancelled] if cancelled else counting


def counts_on(event: Event, terms: LoanTerms) -> date:
    """The day on which a fact enters the fold: a change agreed ahead when it became known, otherwise when it counts."""
    if isinstance(event, _KNOWN_BEFOREHAND):
        return min(event.effective_on, counts_from(event, terms))
    return event.effective_on


def _cancelled_by(reversals: Iterable[Reversed], recorded: Collection[int]) -> set[int]:
    """What does not count, the newest reversal first: one that is itself reversed cancels nothing."""
    cancelled: set[int] = set()
    for reversal in sorted(reversals, key=lambda event: event.sequence, reverse=True):
        if reversal.reverses >= reversal.sequence or reversal.reverses not in recorded:
            raise NothingToReverse(sequence=reversal.reverses)
        if reversal.sequence not in cancelled:
            cancelled.add(reversal.reverses)
    return cancelled


def _refuse_improper_amount(event: Event, currency: Currency) -> None:
    amount: Money | None = getattr(event, "amount", None)
    least = 1
    if isinstance(event, TakenOver):
        amount, least = event.principal_outstanding, 0
    if amount is None:
        return
    if amount.currency is not currency:
        raise CurrencyMismatch(left=amount.currency, right=currency)
    if amount.minor < least:
        raise AmountNotPositive(sequence=event.sequence)
