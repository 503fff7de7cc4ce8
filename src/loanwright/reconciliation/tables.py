"""Tables of reconciliation. What a bank said is never changed, what people make of it is; who paid whom is sealed."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from loanwright.infra.tables import day, id_column, instant, metadata, money

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

reconciliation_item = Table(
    "reconciliation_item",
    metadata,
    id_column(),
    Column("side", String(5), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("account", String(64), nullable=False),
    Column("source_id", Uuid, nullable=False),  # the statement, or the order, request or receipt
    Column("seq", Integer, nullable=False),
    day("booked"),
    day("counted"),
    money("amount"),  # negative for money that leaves
    Column("currency", String(3), nullable=False),
    Column("end_to_end_id", String(140), nullable=False),
    Column("reference", String(140), nullable=False),
    Column("bank_reference", String(140), nullable=False),
    Column("said_sealed", LargeBinary, nullable=False),
    Column("is_moved", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("match_id", Uuid, index=True),
    Column("parent_id", Uuid, index=True),
    Index("ix_reconciliation_item_source", "source_id", "seq"),
    Index("ix_reconciliation_item_counted", "account", "counted_on"),
    Index("ix_reconciliation_item_booked", "booked_on"),
    Index("ix_reconciliation_item_open", "id", postgresql_where=text("state = 'open'")),
)

reconciliation_match = Table(
    "reconciliation_match",
    metadata,
    id_column(),
    Column("rule", String(24), nullable=False),
    Column("note", Text, nullable=False),
    instant("matched"),
    Column("matched_by", Uuid),  # none: the machine
    instant("undone", nullable=True),
    Column("undo_reason", Text, nullable=False),
)

reconciliation_match_item = Table(
    "reconciliation_match_item",
    metadata,
    Column("match_id", Uuid, ForeignKey("reconciliation_match.id"), primary_key=True),
    Column("item_id", Uuid, primary_key=True),
)

reconciliation_exception = Table(
    "reconciliation_exception",
    metadata,
    id_column(),
    Column("category", String(24), nullable=False),
    Column("account", String(64), nullable=False),
    Column("item_id", Uuid, index=True),
    Column("statement_id", Uuid),
    money("amount", nullable=True),
    Column("currency", String(3), nullable=False),
    day("since"),
    Column("hints", JSONB, nullable=False),
    Column("owner_id", Uuid),
    Column("resolution", String(10)),
    Column("note", Text, nullable=False),
    Column("entry_id", Uuid),  # of the ledger
    instant("resolved", nullable=True),
    Column("resolved_by", Uuid),
    Index("ix_reconciliation_exception_open", "id", postgresql_where=text("resolved_at IS NULL")),
)
