"""One loan, day by day: what happens is tried on the engine, and the account is looked at every evening."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from loanwright.engine.api import (
    AccountState,
    Disbursed,
    Event,
    LoanTerms,
    PaidOff,
    Recovered,
    Repaid,
    Reversed,
    event_from_json,
    event_to_json,
    replay,
    terms_from_json,
    terms_to_json,
)
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.refusals import Refusal
from tests.simulator.contracts import contract
from tests.simulator.happenings import happenings
from tests.simulator.invariants import Books, InvariantBroken, check, post_difference
from tests.simulator.today import Today

BEGIN = date(2023, 1, 31)
CALENDAR = BusinessCalendar()


@dataclass(slots=True)
class Life:
    """A loan's contract, the facts recorded so far, how many were refused, and the books it has left behind."""

    terms: LoanTerms
    events: list[Event]
    books: Books
    refused: int = 0


class LifeFailed(AssertionError):
    """A loan of a run broke an invariant; the text is enough to live it again."""

    def __init__(self, seed: int, number: int, day: date, life: Life) -> None:
        facts = "\n".join(json.dumps(event_to_json(event), ensure_ascii=False) for event in life.events)
        super().__init__(
            f"uv run python -m tests.simulator --seed {seed} --loan {number}\n"
            f"on {day}, terms {json.dumps(terms_to_json(life.terms), ensure_ascii=False)}\n{facts}"
        )


def live(seed: int, number: int, days: int) -> Life:
    """Loan `number` of a run over so many calendar days from its start.

    Raises:
        LifeFailed: with what broke as its cause.
    """
    dice = Random(f"{seed}:{number}")
    start_on = BEGIN + timedelta(days=dice.randint(0, 400))
    terms = contract(dice, start_on)
    life = Life(terms, [Disbursed(sequence=1, effective_on=start_on, amount=terms.principal)], {})
    for day in (start_on + timedelta(days=passed) for passed in range(days)):
        if CALENDAR.is_business_day(day):
            try:
                _live_through(life, day, dice)
            except Exception as broken:
                raise LifeFailed(seed, number, day, life) from broken
    return life


def received(events: Sequence[Event], day: date) -> int:
    """Money that came in by a day, as the facts say without any engine."""
    undone: set[int] = set()
    for event in sorted(events, key=lambda event: -event.sequence):
        if isinstance(event, Reversed) and event.sequence not in undone:
            undone.add(event.reverses)
    paid = [event for event in events if isinstance(event, Repaid | PaidOff | Recovered)]
    return sum(event.amount.minor for event in paid if event.sequence not in undone and event.effective_on <= day)


def _live_through(life: Life, day: date, dice: Random) -> None:
    state = _state(life, day)
    for event in happenings(Today(life.terms, tuple(life.events), state, day, dice)):
        _try(life, event, day)
    state = _state(life, day)
    check(state, received(life.events, day))
    post_difference(life.books, state.totals)
    if dice.random() < _LOOKED_AT_TWICE:
        _check_otherwise(life, state, dice)


def _try(life: Life, event: Event, day: date) -> None:
    """Record an event if the account goes on with it; what is refused leaves nothing behind."""
    numbered = len(life.events) + 1
    if event.sequence != numbered:  # one before it was refused
        return
    try:
        replay(life.terms, [*life.events, event], day, CALENDAR)
    except Refusal:
        life.refused += 1
    else:
        life.events.append(event)


def _check_otherwise(life: Life, state: AccountState, dice: Random) -> None:
    """The same facts in any order, read back from their stored form; and the last fact, once reversed, never was."""
    stored = [event_from_json(json.loads(json.dumps(event_to_json(event)))) for event in life.events]
    dice.shuffle(stored)
    if replay(terms_from_json(terms_to_json(life.terms)), stored, state.as_of, CALENDAR) != state:
        raise InvariantBroken("the stored facts say something else")
    last = life.events[-1]
    if len(life.events) > 1 and not isinstance(last, Reversed):
        reversal = Reversed(sequence=last.sequence + 1, effective_on=state.as_of, reverses=last.sequence)
        undone = replay(life.terms, [*life.events, reversal], state.as_of, CALENDAR)
        if undone != replay(life.terms, life.events[:-1], state.as_of, CALENDAR):
            raise InvariantBroken("a reversal leaves something behind")


def _state(life: Life, day: date) -> AccountState:
    return replay(life.terms, life.events, day, CALENDAR)


_LOOKED_AT_TWICE = 0.02
