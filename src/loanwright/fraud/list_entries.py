"""Rows of lists and back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select
from sqlalchemy.dialects.postgresql import insert

from loanwright.fraud.lists import EntryState, ListEntry, ListEntryUnknown, ListName, Signed
from loanwright.fraud.model import LinkKind
from loanwright.fraud.tables import link, list_entry
from loanwright.infra.unit_of_work import UnitOfWork

PAGE = 50


def save(uow: UnitOfWork, entry: ListEntry) -> None:
    """Write an entry down, or what has become of it."""
    decided = entry.decided
    change = {
        "state": entry.state,
        "decided_by": decided.by if decided else None,
        "decided_by_name": decided.name if decided else "",
        "decided_at": decided.at if decided else None,
        "decision_note": entry.decision_note,
    }
    row = {
        "id": entry.id,
        "list": entry.list,
        "kind": entry.kind,
        "value": entry.value,
        "hint_sealed": uow.keyring.encrypt(entry.hint),
        "reason": entry.reason,
        "expires_on": entry.expires_on,
        "added_by": entry.added.by,
        "added_by_name": entry.added.name,
        "added_at": entry.added.at,
    }
    written = insert(list_entry).values(row | change)
    uow.connection.execute(written.on_conflict_do_update(index_elements=[list_entry.c.id], set_=change))


def lock(uow: UnitOfWork, entry_id: UUID) -> ListEntry:
    """One entry, for changing.

    Raises:
        ListEntryUnknown
    """
    chosen = select(list_entry).where(list_entry.c.id == entry_id).with_for_update()
    row = uow.connection.execute(chosen).one_or_none()
    if row is None:
        raise ListEntryUnknown
    return _entry(uow, row)


def page_of(uow: UnitOfWork, name: ListName, after: UUID | None) -> list[ListEntry]:
    """One page of a list and one more if there is a next page, newest first; removed entries stay in sight."""
    query = select(list_entry).where(list_entry.c.list == name)
    if after is not None:
        query = query.where(list_entry.c.id < after)
    return [_entry(uow, row) for row in uow.connection.execute(query.order_by(list_entry.c.id.desc()).limit(PAGE + 1))]


def in_force(uow: UnitOfWork, values: Collection[bytes], on: date) -> list[ListEntry]:
    """The entries about any of these things that count on a day."""
    c = list_entry.c
    live = (c.state == EntryState.ACTIVE, or_(c.expires_on.is_(None), c.expires_on >= on))
    return [_entry(uow, row) for row in uow.connection.execute(select(list_entry).where(c.value.in_(values), *live))]


def thing_of(uow: UnitOfWork, application_id: UUID, kind: LinkKind) -> tuple[bytes, str] | None:
    """What an application said of a kind: blind index and hint. So a device is listed, whose number nobody knows."""
    said = select(link.c.value, link.c.hint_sealed).where(link.c.application_id == application_id, link.c.kind == kind)
    row = uow.connection.execute(said.limit(1)).one_or_none()
    return None if row is None else (row.value, uow.keyring.decrypt(row.hint_sealed))


def _entry(uow: UnitOfWork, row: Row[Any]) -> ListEntry:
    return ListEntry(
        id=row.id,
        list=ListName(row.list),
        kind=LinkKind(row.kind),
        value=row.value,
        hint=uow.keyring.decrypt(row.hint_sealed),
        reason=row.reason,
        expires_on=row.expires_on,
        state=EntryState(row.state),
        added=Signed(row.added_by, row.added_by_name, row.added_at),
        decided=Signed(row.decided_by, row.decided_by_name, row.decided_at) if row.decided_at else None,
        decision_note=row.decision_note,
    )
