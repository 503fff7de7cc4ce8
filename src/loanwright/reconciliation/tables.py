"""Tables of reconciliation. What a bank said is never changed; who paid whom is sealed."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Numeric, String, Table, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from loanwright.infra.tables import day, id_column, instant, metadata

statement_file = Table(
    "statement_file",
    metadata,
    id_column(),  # the first half of the SHA-256 of the file: the same file twice is one row
    Column("file_name", String(200), nullable=False),
    Column("document_id", Uuid, nullable=False),
    instant("imported"),
)

account_statement = Table(
    "account_statement",
    metadata,
    id_column(),
    Column("file_id", Uuid, ForeignKey("statement_file.id"), nullable=False, index=True),
    Column("format", String(20), nullable=False),
    Column("account", String(64), nullable=False),
    Column("currency", String(3), nullable=False),
    # Exact amounts of any currency: a statement may be in one the books are not kept in.
    Column("opening", Numeric(30, 6)),
    Column("closing", Numeric(30, 6)),
    day("closing", nullable=True),
    Column("number", String(64), nullable=False),
    Column("entries", Integer, nullable=False),
    Column("repeated", Integer, nullable=False),
    Column("findings", JSONB, nullable=False),
    Column("warnings", ARRAY(String), nullable=False),
    Index("ix_account_statement_closing", "account", "currency", "closing_on"),
)

statement_entry = Table(
    "statement_entry",
    metadata,
    Column("statement_id", Uuid, ForeignKey("account_statement.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("fingerprint", Uuid, nullable=False, index=True),
    Column("is_repeat", Boolean, nullable=False),
    day("booked", nullable=True),
    day("value", nullable=True),
    Column("amount", Numeric(30, 6)),
    Column("currency", String(3), nullable=False),
    Column("is_credit", Boolean, nullable=False),
    Column("is_booked", Boolean, nullable=False),
    Column("reference", String(140), nullable=False),
    Column("bank_reference", String(140), nullable=False),
    Column("said_sealed", LargeBinary, nullable=False),
)
