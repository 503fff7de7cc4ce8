"""Notices; a borrower sees only their own."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, String, Table, Uuid

from loanwright.infra.tables import id_column, instant, metadata

notice = Table(
    "notice",
    metadata,
    id_column(),
    Column("party_id", Uuid, nullable=False),
    Column("template", String(40), nullable=False),
    Column("language", String(5), nullable=False),
    Column("values_sealed", LargeBinary, nullable=False),
    Column("delivery", String(15), nullable=False),
    instant("told"),
    instant("read", nullable=True),
    Index("ix_notice_party", "party_id", "id"),
)
