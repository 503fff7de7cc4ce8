"""Consents in the database."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, insert, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.privacy.model import Consent, ConsentPurpose
from loanwright.privacy.tables import consent, consent_revocation


def add_consent(uow: UnitOfWork, given: Consent) -> None:
    """Record one consent."""
    row = {
        "id": given.id,
        "party_id": given.party_id,
        "subject_id": given.subject_id,
        "purpose": given.purpose.value,
        "wording_version": given.wording_version,
        "wording_hash": given.wording_hash,
        "command_id": uow.command_id,
        "given_at": given.given_at,
        "expires_at": given.expires_at,
    }
    uow.connection.execute(insert(consent).values(row))


def add_revocation(uow: UnitOfWork, revoked: Consent) -> None:
    """Record that a consent is taken back, now."""
    row = {
        "consent_id": revoked.id,
        "party_id": revoked.party_id,
        "command_id": uow.command_id,
        "revoked_at": uow.now,
    }
    uow.connection.execute(insert(consent_revocation).values(row))


def consents_of(uow: UnitOfWork, party_id: UUID) -> tuple[Consent, ...]:
    """Every consent a person ever gave, oldest first."""
    query = _consents().where(consent.c.party_id == party_id).order_by(consent.c.id)
    return tuple(_consent(row) for row in uow.connection.execute(query))


def find_consent(uow: UnitOfWork, consent_id: UUID) -> Consent | None:
    """One consent, if the actor may see it."""
    row = uow.connection.execute(_consents().where(consent.c.id == consent_id)).one_or_none()
    return None if row is None else _consent(row)


def _consents() -> Select[Any]:
    joined = consent.outerjoin(consent_revocation, consent_revocation.c.consent_id == consent.c.id)
    return select(consent, consent_revocation.c.revoked_at).select_from(joined)


def _consent(row: Row[Any]) -> Consent:
    return Consent(
        id=row.id,
        party_id=row.party_id,
        subject_id=row.subject_id,
        purpose=ConsentPurpose(row.purpose),
        wording_version=row.wording_version,
        wording_hash=row.wording_hash,
        given_at=row.given_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )
