"""Rows to notices and back."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, update

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications.model import Delivery, Notice
from loanwright.notifications.tables import notice


def insert_notice(uow: UnitOfWork, told: Notice) -> None:
    """Write a new notice."""
    row = {
        "id": told.id,
        "party_id": told.party_id,
        "template": told.template,
        "language": told.language,
        "values_sealed": uow.keyring.encrypt(json.dumps(told.values)),
        "delivery": told.delivery.value,
        "told_at": told.told_at,
        "read_at": None,
    }
    uow.connection.execute(insert(notice), row)


def find_notice(uow: UnitOfWork, notice_id: UUID) -> Notice | None:
    """The notice."""
    row = uow.connection.execute(select(notice).where(notice.c.id == notice_id)).one_or_none()
    return None if row is None else notice_of(uow, row)


def save_delivery(uow: UnitOfWork, notice_id: UUID, delivery: Delivery) -> None:
    """Write down whether it reached the phone."""
    uow.connection.execute(update(notice).where(notice.c.id == notice_id).values(delivery=delivery.value))


def notices_of(uow: UnitOfWork, party_id: UUID, before: UUID | None, limit: int) -> list[Notice]:
    """A person's notices, newest first, older than the one with id `before`."""
    query = select(notice).where(notice.c.party_id == party_id).order_by(notice.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(notice.c.id < before)
    return [notice_of(uow, row) for row in uow.connection.execute(query)]


def count_unread(uow: UnitOfWork, party_id: UUID) -> int:
    """How many notices the person has not read."""
    unread = select(func.count()).where(notice.c.party_id == party_id, notice.c.read_at.is_(None))
    return uow.connection.scalar(unread) or 0


def mark_read(uow: UnitOfWork, party_id: UUID, up_to: UUID) -> None:
    """Mark this notice and all older ones read."""
    unread = notice.c.party_id == party_id, notice.c.id <= up_to, notice.c.read_at.is_(None)
    uow.connection.execute(update(notice).where(*unread).values(read_at=uow.now))


def notice_of(uow: UnitOfWork, row: Row[Any]) -> Notice:
    """From its row."""
    return Notice(
        id=row.id,
        party_id=row.party_id,
        template=row.template,
        language=row.language,
        values=json.loads(uow.keyring.decrypt(row.values_sealed)),
        delivery=Delivery(row.delivery),
        told_at=row.told_at,
        read_at=row.read_at,
    )
