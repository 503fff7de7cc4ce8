"""What lies on the desk, exceptions and matches as screens read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Select, func, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.reconciliation.desk import (
    ExceptionCase,
    ExceptionNotFound,
    Item,
    ItemState,
    MatchRecord,
    Side,
)
from loanwright.reconciliation.matching.values import ExceptionCategory
from loanwright.reconciliation.repository import exceptions, items, matches
from loanwright.reconciliation.tables import reconciliation_exception as exception_table
from loanwright.reconciliation.tables import reconciliation_item as item_table
from loanwright.reconciliation.tables import reconciliation_match as match_table


@dataclass(frozen=True, slots=True)
class ExceptionFilter:
    """Which exceptions; None is all."""

    category: ExceptionCategory | None = None
    owner_id: UUID | None = None
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class CaseFile:
    """An exception with its item, and what the other side may be, in the order of the hints."""

    case: ExceptionCase
    item: Item | None
    candidates: tuple[Item, ...]
    partners: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class MatchFile:
    """A match with the items it was made of."""

    match: MatchRecord
    items: tuple[Item, ...]


def list_items(uow: UnitOfWork, side: Side, state: ItemState, before: UUID | None, limit: int) -> list[Item]:
    """Items of one side in one state, newest first."""
    mine = select(item_table).where(item_table.c.side == side.value, item_table.c.state == state.value)
    rows = uow.connection.execute(_paged(mine, item_table.c.id, before, limit))
    return [items.item_of(uow, row) for row in rows]


def list_exceptions(uow: UnitOfWork, wanted: ExceptionFilter, before: UUID | None, limit: int) -> list[ExceptionCase]:
    """Exceptions, newest first."""
    query = select(exception_table).where(exception_table.c.resolved_at.is_(None) == wanted.is_open)
    if wanted.category is not None:
        query = query.where(exception_table.c.category == wanted.category.value)
    if wanted.owner_id is not None:
        query = query.where(exception_table.c.owner_id == wanted.owner_id)
    rows = uow.connection.execute(_paged(query, exception_table.c.id, before, limit))
    return [exceptions.case_of(row) for row in rows]


def count_open_exceptions(uow: UnitOfWork) -> dict[ExceptionCategory, int]:
    """How many wait, by category; those with none are left out."""
    is_open = exception_table.c.resolved_at.is_(None)
    counted = select(exception_table.c.category, func.count()).where(is_open).group_by(exception_table.c.category)
    return {ExceptionCategory(category): number for category, number in uow.connection.execute(counted)}


def case_file(uow: UnitOfWork, case_id: UUID) -> CaseFile:
    """One exception with everything to decide it by.

    Raises:
        ExceptionNotFound
    """
    row = uow.connection.execute(select(exception_table).where(exception_table.c.id == case_id)).first()
    if row is None:
        raise ExceptionNotFound
    case = exceptions.case_of(row)
    [item] = items.items_by_id(uow, [case.item_id]) if case.item_id else [None]
    candidates = {each.id: each for each in items.items_by_id(uow, (hint.item_id for hint in case.hints))}
    ordered = tuple(candidates[hint.item_id] for hint in case.hints)
    return CaseFile(case, item, ordered, _partners(uow, item))


def list_matches(uow: UnitOfWork, before: UUID | None, limit: int) -> list[MatchFile]:
    """Matches with their items, newest first."""
    rows = uow.connection.execute(_paged(select(match_table), match_table.c.id, before, limit))
    return [match_file(uow, match) for match in [matches.match_of(row) for row in rows]]


def match_file(uow: UnitOfWork, match: MatchRecord) -> MatchFile:
    """One match with its items."""
    return MatchFile(match, tuple(items.items_by_id(uow, matches.items_of_match(uow, match.id))))


def items_with_ids(uow: UnitOfWork, item_ids: Iterable[UUID]) -> list[Item]:
    """These items.

    Raises:
        ItemNotFound
    """
    return items.items_by_id(uow, item_ids)


def _partners(uow: UnitOfWork, item: Item | None) -> tuple[Item, ...]:
    """The items it is matched with."""
    if item is None or item.match_id is None:
        return ()
    together = items.items_by_id(uow, matches.items_of_match(uow, item.match_id))
    return tuple(each for each in together if each.id != item.id)


def _paged(query: Select[Any], key: Column[UUID], before: UUID | None, limit: int) -> Select[Any]:
    newest = query.order_by(key.desc()).limit(limit)
    return newest if before is None else newest.where(key < before)
