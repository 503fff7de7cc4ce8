"""Exceptions as rows and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, insert, select, update

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency, Money
from loanwright.reconciliation.desk import (
    ExceptionCase,
    ExceptionNotFound,
    ExceptionResolvedBefore,
    Hint,
    Resolution,
)
from loanwright.reconciliation.matching.values import ExceptionCategory, Reason
from loanwright.reconciliation.tables import reconciliation_exception as table


def open_of_items(uow: UnitOfWork) -> dict[UUID, ExceptionCase]:
    """Open exceptions of items, by item."""
    query = select(table).where(table.c.resolved_at.is_(None), table.c.item_id.is_not(None))
    found = (case_of(row) for row in uow.connection.execute(query))
    return {case.item_id: case for case in found if case.item_id}


def add(uow: UnitOfWork, cases: Sequence[ExceptionCase]) -> None:
    """Raise new exceptions."""
    if cases:
        uow.connection.execute(insert(table), [_row_of(uow, case) for case in cases])


def save_findings(uow: UnitOfWork, cases: Sequence[ExceptionCase]) -> None:
    """Write what is now known of exceptions that stay open: their category and hints."""
    if cases:
        rows = [{"mine": case.id, "category": case.category.value, "hints": _hint_rows(case.hints)} for case in cases]
        mine = update(table).where(table.c.id == bindparam("mine"))
        uow.connection.execute(mine.values(category=bindparam("category"), hints=bindparam("hints")), rows)


def lock_open(uow: UnitOfWork, case_id: UUID) -> ExceptionCase:
    """An exception somebody is about to deal with.

    Raises:
        ExceptionNotFound, ExceptionResolvedBefore
    """
    row = uow.connection.execute(select(table).where(table.c.id == case_id).with_for_update()).first()
    if row is None:
        raise ExceptionNotFound
    if row.resolved_at is not None:
        raise ExceptionResolvedBefore
    return case_of(row)


def set_owner(uow: UnitOfWork, case_id: UUID, owner_id: UUID | None) -> None:
    """Say whose work it is."""
    uow.connection.execute(update(table).where(table.c.id == case_id).values(owner_id=owner_id))


def resolve(
    uow: UnitOfWork, case_ids: Iterable[UUID], resolution: Resolution, note: str = "", entry_id: UUID | None = None
) -> None:
    """They have ended."""
    values = {
        "resolution": resolution.value,
        "note": note,
        "entry_id": entry_id,
        "resolved_at": uow.now,
        "resolved_by": uow.actor.id,
    }
    uow.connection.execute(update(table).where(table.c.id.in_(set(case_ids))).values(values))


def resolve_of_items(uow: UnitOfWork, item_ids: Iterable[UUID], resolution: Resolution, note: str) -> None:
    """The open exceptions of these items have ended."""
    theirs = table.c.item_id.in_(set(item_ids)), table.c.resolved_at.is_(None)
    resolve(uow, uow.connection.scalars(select(table.c.id).where(*theirs)), resolution, note)


def case_of(row: Row[Any]) -> ExceptionCase:
    """From its row."""
    return ExceptionCase(
        id=row.id,
        category=ExceptionCategory(row.category),
        account=row.account,
        amount=None if row.amount_minor is None else Money(row.amount_minor, Currency(row.currency)),
        since_on=row.since_on,
        item_id=row.item_id,
        statement_id=row.statement_id,
        hints=tuple(_hint_of(hint) for hint in row.hints),
        owner_id=row.owner_id,
        resolution=None if row.resolution is None else Resolution(row.resolution),
        note=row.note,
        entry_id=row.entry_id,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by,
    )


def _row_of(uow: UnitOfWork, case: ExceptionCase) -> dict[str, Any]:
    return {
        "id": case.id,
        "category": case.category.value,
        "account": case.account[:64],
        "item_id": case.item_id,
        "statement_id": case.statement_id,
        "amount_minor": None if case.amount is None else case.amount.minor,
        "currency": (uow.currency if case.amount is None else case.amount.currency).value,
        "since_on": case.since_on,
        "hints": _hint_rows(case.hints),
        "note": "",
    }


def _hint_rows(hints: Iterable[Hint]) -> list[dict[str, Any]]:
    return [{**asdict(hint), "item_id": str(hint.item_id)} for hint in hints]


def _hint_of(row: dict[str, Any]) -> Hint:
    return Hint(UUID(row["item_id"]), tuple(Reason(reason) for reason in row["reasons"]))
