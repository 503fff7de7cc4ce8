"""Consents and their revocations: two append-only tables, so nothing given or taken back is ever overwritten."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, LargeBinary, SmallInteger, String, Table, Uuid

from loanwright.infra.tables import id_column, instant, metadata

consent = Table(
    "consent",
    metadata,
    id_column(),
    Column("party_id", Uuid, nullable=False, index=True),
    Column("subject_id", Uuid, nullable=True),  # the application it was given for; empty: for everything
    Column("purpose", String(40), nullable=False),
    Column("wording_version", SmallInteger, nullable=False),
    Column("wording_hash", LargeBinary, nullable=False),
    Column("command_id", Uuid, nullable=False),  # leads to the audit record: who, when, by which request
    instant("given"),
    instant("expires"),
)

consent_revocation = Table(
    "consent_revocation",
    metadata,
    Column("consent_id", Uuid, ForeignKey("consent.id"), primary_key=True),
    Column("party_id", Uuid, nullable=False),
    Column("command_id", Uuid, nullable=False),
    instant("revoked"),
)
