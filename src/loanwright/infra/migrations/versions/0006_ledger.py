"""Tables of `ledger`: entries and postings, append-only for the application."""

import sqlalchemy as sa
from alembic import op

from loanwright.infra.migrations.support import append_only

revision = "0006_ledger"
down_revision = "0005_documents"


def upgrade() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
    )
    op.create_index(op.f("ix_ledger_entry_subject_id"), "ledger_entry", ["subject_id"], unique=False)
    op.create_table(
        "ledger_posting",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.SmallInteger(), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("debit", sa.String(length=40), nullable=False),
        sa.Column("credit", sa.String(length=40), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("product", sa.String(length=40), nullable=True),
        sa.Column("loan_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_ledger_posting_positive")),
        sa.CheckConstraint("debit <> credit", name=op.f("ck_ledger_posting_two_accounts")),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger_entry.id"], name=op.f("fk_ledger_posting_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", "seq", name=op.f("pk_ledger_posting")),
    )
    op.create_index("ix_ledger_posting_debit", "ledger_posting", ["debit", "business_date"], unique=False)
    op.create_index("ix_ledger_posting_credit", "ledger_posting", ["credit", "business_date"], unique=False)
    op.create_index(
        "ix_ledger_posting_loan_id",
        "ledger_posting",
        ["loan_id"],
        unique=False,
        postgresql_where="loan_id IS NOT NULL",
    )
    append_only("ledger_entry", "ledger_posting")
