"""Rows of what partners sent to values and back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Row, func, select, text, tuple_, update

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.refusals import Refusal
from loanwright.origination.intake import Intake, IntakeStanding, IntakeUnknown, OnRecord, Sent
from loanwright.origination.tables import partner_intake

# One statement of six arrays, whatever their length: prepared once, where a row of parameters each is compiled anew.
_ADD_ALL = text(
    """
    INSERT INTO partner_intake (id, partner_id, key, request_hash, reference, told_sealed, standing, received_at)
    SELECT sent.*, :standing, :received_at
    FROM unnest(
        CAST(:ids AS uuid[]), CAST(:partners AS uuid[]), CAST(:keys AS text[]), CAST(:hashes AS bytea[]),
        CAST(:references AS text[]), CAST(:told AS bytea[])
    ) AS sent
    ON CONFLICT DO NOTHING RETURNING id
    """
)


def add_all(uow: UnitOfWork, sent: Sequence[Sent]) -> set[UUID]:
    """Write down those whose key is new; the ids that were."""
    columns = {
        "ids": [one.id for one in sent],
        "partners": [one.partner_id for one in sent],
        "keys": [one.key for one in sent],
        "hashes": [one.request_hash for one in sent],
        "references": [one.reference for one in sent],
        "told": [uow.keyring.encrypt(one.told) for one in sent],
    }
    row = {**columns, "standing": IntakeStanding.WAITING, "received_at": uow.now}
    return set(uow.connection.scalars(_ADD_ALL, row))


def on_record(uow: UnitOfWork, keys: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], OnRecord]:
    """What is kept under each key."""
    c = partner_intake.c
    found = select(c.partner_id, c.key, c.id, c.request_hash).where(tuple_(c.partner_id, c.key).in_(keys))
    return {
        (row.partner_id, row.key): OnRecord(row.id, bytes(row.request_hash)) for row in uow.connection.execute(found)
    }


def claim_waiting(uow: UnitOfWork, intake_id: UUID) -> tuple[Intake, str] | None:
    """The intake with what was told, locked; None when it is dealt with, or another worker is at it."""
    waiting = select(partner_intake).where(
        partner_intake.c.id == intake_id, partner_intake.c.standing == IntakeStanding.WAITING
    )
    row = uow.connection.execute(waiting.with_for_update(skip_locked=True)).one_or_none()
    return (_intake(row), uow.keyring.decrypt(bytes(row.told_sealed))) if row else None


def settle(uow: UnitOfWork, intake_id: UUID, refusal: Refusal | None) -> None:
    """Taken in, or refused; either way what was told is forgotten here."""
    settled = {
        "standing": IntakeStanding.REFUSED if refusal else IntakeStanding.TAKEN_IN,
        "refusal": refusal.name if refusal else None,
        "refusal_params": refusal.params if refusal else None,
        "told_sealed": None,
    }
    uow.connection.execute(update(partner_intake).where(partner_intake.c.id == intake_id).values(settled))


def of_partner(uow: UnitOfWork, partner_id: UUID, intake_id: UUID) -> Intake:
    """One that this partner sent.

    Raises:
        IntakeUnknown: nobody did, or another partner.
    """
    c = partner_intake.c
    row = uow.connection.execute(
        select(partner_intake).where(c.id == intake_id, c.partner_id == partner_id)
    ).one_or_none()
    if row is None:
        raise IntakeUnknown
    return _intake(row)


def newest(uow: UnitOfWork, partner_id: UUID, before: UUID | None, limit: int) -> list[Intake]:
    """What a partner sent, newest first."""
    c = partner_intake.c
    query = select(partner_intake).where(c.partner_id == partner_id).order_by(c.id.desc()).limit(limit)
    rows = uow.connection.execute(query.where(c.id < before) if before else query)
    return [_intake(row) for row in rows]


def counts(uow: UnitOfWork) -> dict[UUID, dict[IntakeStanding, int]]:
    """How many of each standing, by partner."""
    c = partner_intake.c
    counted: dict[UUID, dict[IntakeStanding, int]] = {}
    for row in uow.connection.execute(
        select(c.partner_id, c.standing, func.count().label("number")).group_by(c.partner_id, c.standing)
    ):
        counted.setdefault(row.partner_id, {})[IntakeStanding(row.standing)] = row.number
    return counted


def _intake(row: Row[tuple[object, ...]]) -> Intake:
    return Intake(
        id=row.id,
        partner_id=row.partner_id,
        reference=row.reference,
        standing=IntakeStanding(row.standing),
        refusal=row.refusal,
        refusal_params=row.refusal_params or {},
        received_at=row.received_at,
    )
