"""Items as the matcher knows them, and what it says of them as exceptions. Pure.

Ids are compared in capitals: some banks write them so.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta
from uuid import UUID

from loanwright.reconciliation.desk import ExceptionCase, Hint, Item, ItemKind, Side
from loanwright.reconciliation.matching.values import (
    ExceptionCategory,
    Expected,
    Match,
    Open,
    Outcome,
    Policy,
    Suggestion,
    Told,
)

_NOBODY = UUID(int=0)


def sides_of(items: Iterable[Item]) -> tuple[list[Told], list[Expected]]:
    """What the bank told, and what the books expect."""
    told: list[Told] = []
    expected: list[Expected] = []
    for item in items:
        if item.side is Side.BANK:
            told.append(_told(item))
        else:
            expected.append(_expected(item))
    return told, expected


def held_back(outcome: Outcome, taken_back: Container[frozenset[UUID]]) -> Outcome:
    """The outcome without matches that a person has undone: their items wait for a person, with the match as a hint."""
    refused = [made for made in outcome.matches if frozenset(_ids_of(made)) in taken_back]
    if not refused:
        return outcome
    kept = tuple(made for made in outcome.matches if made not in refused)
    waiting = (item for made in refused for item in _waiting(made))
    return Outcome(kept, (*outcome.open_items, *waiting))


def _ids_of(made: Match) -> Iterator[UUID]:
    return (UUID(each) for each in (*made.entries, *made.expected))


def _waiting(made: Match) -> Iterator[Open]:
    hints = tuple(Suggestion(each, ()) for each in made.expected)
    yield from (Open(ExceptionCategory.AMBIGUOUS, entry=entry, suggestions=hints) for entry in made.entries)
    yield from (Open(ExceptionCategory.MISSING_AT_BANK, expected=payment) for payment in made.expected)


def is_overdue(item: Item, covered_until: date | None, policy: Policy) -> bool:
    """Whether the bank should have told of it by now: its statements reach past the day and the tolerance.

    A request for money is a hope; that nobody has paid is not the bank's fault.
    """
    if item.kind is ItemKind.REQUEST or covered_until is None:
        return False
    return item.booked_on + timedelta(days=policy.days) <= covered_until


def case_of(item: Item, found: Open) -> ExceptionCase:
    """The exception of an open item."""
    hints = tuple(Hint(UUID(each.expected), each.reasons) for each in found.suggestions)
    return _case(item, found.category, hints)


def half_booked(item: Item) -> ExceptionCase:
    """An entry we know the meaning of, and that the books have not heard of."""
    return _case(item, ExceptionCategory.MISSING_IN_BOOKS, ())


def _case(item: Item, category: ExceptionCategory, hints: tuple[Hint, ...]) -> ExceptionCase:
    return ExceptionCase(
        id=_NOBODY,
        category=category,
        account=item.account,
        amount=item.amount,
        since_on=item.booked_on,
        item_id=item.id,
        hints=hints,
    )


def _told(item: Item) -> Told:
    return Told(
        id=str(item.id),
        amount=item.amount.minor,
        currency=item.amount.currency.value,
        on=item.booked_on,
        reference=item.end_to_end_id.upper(),
        text=item.said.text,
        party=item.said.party,
        party_account=item.said.party_account,
        bank_reference=item.bank_reference,
    )


def _expected(item: Item) -> Expected:
    return Expected(
        id=str(item.id),
        amount=item.amount.minor,
        currency=item.amount.currency.value,
        on=item.booked_on,
        end_to_end_id=item.end_to_end_id.upper(),
        reference=item.reference,
        party=item.said.party,
        party_account=item.said.party_account,
        bank_reference=item.bank_reference,
    )
