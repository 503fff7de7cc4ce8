"""Statements as banks told them: files, statements and entries, never changed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import append_only

revision = "0020_reconciliation"
down_revision = "0019_product_names"


def upgrade() -> None:
    op.create_table(
        "statement_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_file")),
    )
    op.create_table(
        "account_statement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("opening", sa.Numeric(precision=30, scale=6), nullable=True),
        sa.Column("closing", sa.Numeric(precision=30, scale=6), nullable=True),
        sa.Column("closing_on", sa.Date(), nullable=True),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("repeated", sa.Integer(), nullable=False),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("warnings", postgresql.ARRAY(sa.String()), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["statement_file.id"], name=op.f("fk_account_statement_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_statement")),
    )
    op.create_index(
        "ix_account_statement_closing", "account_statement", ["account", "currency", "closing_on"], unique=False
    )
    op.create_index(op.f("ix_account_statement_file_id"), "account_statement", ["file_id"], unique=False)
    op.create_table(
        "statement_entry",
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Uuid(), nullable=False),
        sa.Column("is_repeat", sa.Boolean(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("value_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=30, scale=6), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("is_credit", sa.Boolean(), nullable=False),
        sa.Column("is_booked", sa.Boolean(), nullable=False),
        sa.Column("reference", sa.String(length=140), nullable=False),
        sa.Column("bank_reference", sa.String(length=140), nullable=False),
        sa.Column("said_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["account_statement.id"], name=op.f("fk_statement_entry_statement_id")
        ),
        sa.PrimaryKeyConstraint("statement_id", "seq", name=op.f("pk_statement_entry")),
    )
    op.create_index(op.f("ix_statement_entry_fingerprint"), "statement_entry", ["fingerprint"], unique=False)
    append_only("statement_file", "account_statement", "statement_entry")
