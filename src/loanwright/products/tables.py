"""Product versions: one row a version, never changed. The document itself is the record; columns only find it."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, LargeBinary, String, Table, Text

from loanwright.infra.tables import instant, metadata

product_version = Table(
    "product_version",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("effective_from", Date, nullable=False),
    Column("document", Text, nullable=False),
    Column("document_hash", LargeBinary, nullable=False),  # SHA-256 of the document's UTF-8 bytes
    Column("published_by", String(64), nullable=False),
    instant("published"),
)

product_name = Table(
    "product_name",
    metadata,
    Column("code", String(40), primary_key=True),  # of a product without a version here: another lender's
    Column("name_zh", String(80), nullable=False),
    Column("name_en", String(80), nullable=False),
)
