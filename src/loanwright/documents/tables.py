"""Tables of documents; both append-only by database privilege."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, LargeBinary, String, Table, Uuid

from loanwright.infra.tables import id_column, instant, metadata

document = Table(
    "document",
    metadata,
    id_column(),
    Column("kind", String(40), nullable=False),
    Column("subject", String(40), nullable=False),
    Column("subject_id", Uuid, nullable=False, index=True),
    Column("party_id", Uuid, index=True),
    Column("file_name", String(120), nullable=False),
    Column("media_type", String(80), nullable=False),
    Column("sha256", LargeBinary, nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    instant("archived"),
)

document_reading = Table(
    "document_reading",
    metadata,
    Column("document_id", Uuid, ForeignKey("document.id"), primary_key=True),
    Column("reading_id", Uuid, primary_key=True),
    Column("reader", String(64), nullable=False),  # kind and id of the actor, never a name
    instant("read"),
)
