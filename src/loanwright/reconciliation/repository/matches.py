"""Matches as rows and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, text, update

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.reconciliation.desk import BY_HAND, MatchNotFound, MatchRecord
from loanwright.reconciliation.tables import reconciliation_match, reconciliation_match_item

# One statement for however many: a large file must not cost a round trip an entry.
_TAKE = text(
    "UPDATE reconciliation_item AS item SET state = 'matched', match_id = made.match_id "
    "FROM reconciliation_match_item AS made WHERE made.item_id = item.id AND made.match_id = ANY(:matches)"
)


def add_matches(uow: UnitOfWork, made: Sequence[tuple[str, Sequence[UUID]]], note: str = "") -> list[UUID]:
    """Write matches, each a rule and its items, which are open; their ids in the same order."""
    if not made:
        return []
    ids = [uow.new_id() for _ in made]
    by = {"note": note, "matched_at": uow.now, "matched_by": uow.actor.id, "undo_reason": ""}
    rows = [{"id": match_id, "rule": rule, **by} for match_id, (rule, _) in zip(ids, made, strict=True)]
    members = [
        {"match_id": match_id, "item_id": item_id}
        for match_id, (_, items) in zip(ids, made, strict=True)
        for item_id in items
    ]
    uow.connection.execute(insert(reconciliation_match), rows)
    uow.connection.execute(insert(reconciliation_match_item), members)
    uow.connection.execute(_TAKE, {"matches": ids})
    return ids


def find_match(uow: UnitOfWork, match_id: UUID) -> MatchRecord:
    """One match.

    Raises:
        MatchNotFound
    """
    row = uow.connection.execute(select(reconciliation_match).where(reconciliation_match.c.id == match_id)).first()
    if row is None:
        raise MatchNotFound
    return match_of(row)


def items_of_match(uow: UnitOfWork, match_id: UUID) -> list[UUID]:
    """Ids of the items it was made of."""
    columns = select(reconciliation_match_item.c.item_id)
    return list(uow.connection.scalars(columns.where(reconciliation_match_item.c.match_id == match_id)))


def mark_undone(uow: UnitOfWork, match_id: UUID, reason: str) -> None:
    """It holds no longer."""
    values = {"undone_at": uow.now, "undo_reason": reason}
    uow.connection.execute(update(reconciliation_match).where(reconciliation_match.c.id == match_id).values(values))


def taken_back(uow: UnitOfWork) -> set[frozenset[UUID]]:
    """The items of every match of the machine that a person has undone."""
    undone = reconciliation_match.c.undone_at.is_not(None), reconciliation_match.c.rule != BY_HAND
    members = reconciliation_match_item.join(reconciliation_match)
    columns = func.array_agg(reconciliation_match_item.c.item_id)
    sets = select(columns).select_from(members).where(*undone).group_by(reconciliation_match_item.c.match_id)
    return {frozenset(ids) for ids in uow.connection.scalars(sets)}


def match_of(row: Row[Any]) -> MatchRecord:
    """From its row."""
    return MatchRecord(row.id, row.rule, row.note, row.matched_at, row.matched_by, row.undone_at, row.undo_reason)
