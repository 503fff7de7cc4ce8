"""The reconciliation desk: items of both sides, matches, exceptions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import append_only, ordinary

revision = "0025_reconciliation_desk"
down_revision = "0024_partners"


def upgrade() -> None:
    op.create_table(
        "reconciliation_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("end_to_end_id", sa.String(length=140), nullable=False),
        sa.Column("reference", sa.String(length=140), nullable=False),
        sa.Column("bank_reference", sa.String(length=140), nullable=False),
        sa.Column("said_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("is_moved", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("match_id", sa.Uuid(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliation_item")),
    )
    op.create_index("ix_reconciliation_item_booked", "reconciliation_item", ["booked_on"], unique=False)
    op.create_index("ix_reconciliation_item_counted", "reconciliation_item", ["account", "counted_on"], unique=False)
    op.create_index(op.f("ix_reconciliation_item_match_id"), "reconciliation_item", ["match_id"], unique=False)
    op.create_index(
        "ix_reconciliation_item_open",
        "reconciliation_item",
        ["id"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_reconciliation_item_parent_id"), "reconciliation_item", ["parent_id"], unique=False)
    op.create_index("ix_reconciliation_item_source", "reconciliation_item", ["source_id", "seq"], unique=False)
    op.create_table(
        "reconciliation_match",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=24), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("matched_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undo_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliation_match")),
    )
    op.create_table(
        "reconciliation_match_item",
        sa.Column("match_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["match_id"], ["reconciliation_match.id"], name=op.f("fk_reconciliation_match_item_match_id")
        ),
        sa.PrimaryKeyConstraint("match_id", "item_id", name=op.f("pk_reconciliation_match_item")),
    )
    op.create_table(
        "reconciliation_exception",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("statement_id", sa.Uuid(), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("hints", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("resolution", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliation_exception")),
    )
    op.create_index(op.f("ix_reconciliation_exception_item_id"), "reconciliation_exception", ["item_id"], unique=False)
    op.create_index(
        "ix_reconciliation_exception_open",
        "reconciliation_exception",
        ["id"],
        unique=False,
        postgresql_where=sa.text("resolved_at IS NULL"),
    )

    ordinary("reconciliation_item", "reconciliation_match", "reconciliation_exception")
    append_only("reconciliation_match_item")
