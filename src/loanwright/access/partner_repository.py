"""Rows of partners to values and back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert

from loanwright.access.model import Partner, PartnerStanding
from loanwright.access.tables import partner
from loanwright.infra.unit_of_work import UnitOfWork


def add(uow: UnitOfWork, new: Partner) -> bool:
    """Write a new partner down; False when its code is taken."""
    row = {**_changing(new), "id": new.id, "code": new.code, "registered_at": new.registered_at}
    added = insert(partner).values(row).on_conflict_do_nothing().returning(partner.c.id)
    return uow.connection.execute(added).first() is not None


def save(uow: UnitOfWork, changed: Partner) -> None:
    """Write down what may change."""
    uow.connection.execute(update(partner).where(partner.c.id == changed.id).values(_changing(changed)))


def find(uow: UnitOfWork, partner_id: UUID) -> Partner | None:
    """A partner by id."""
    row = uow.connection.execute(select(partner).where(partner.c.id == partner_id)).one_or_none()
    return _partner(row) if row else None


def find_by_code(uow: UnitOfWork, code: str) -> Partner | None:
    """A partner by its code, which is also its OAuth client id."""
    row = uow.connection.execute(select(partner).where(partner.c.code == code)).one_or_none()
    return _partner(row) if row else None


def every_partner(uow: UnitOfWork) -> list[Partner]:
    """All of them, by name."""
    return [_partner(row) for row in uow.connection.execute(select(partner).order_by(partner.c.name))]


def _changing(value: Partner) -> dict[str, Any]:
    return {
        "name": value.name,
        "products": sorted(value.products),
        "standing": value.standing,
        "secret_hash": value.secret_hash,
    }


def _partner(row: Row[Any]) -> Partner:
    return Partner(
        id=row.id,
        code=row.code,
        name=row.name,
        products=frozenset(row.products),
        standing=PartnerStanding(row.standing),
        secret_hash=bytes(row.secret_hash),
        registered_at=row.registered_at,
    )
