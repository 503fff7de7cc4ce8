"""Tables of `documents`: append-only, and a borrower sees only their own."""

import sqlalchemy as sa
from alembic import op

from loanwright.infra.migrations.support import append_only, borrower_scope

revision = "0005_documents"
down_revision = "0004_privacy"


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_subject_id"), "document", ["subject_id"])
    op.create_index(op.f("ix_document_party_id"), "document", ["party_id"])
    op.create_index(op.f("ix_document_sha256"), "document", ["sha256"])
    op.create_table(
        "document_reading",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_reading_document_id")),
        sa.PrimaryKeyConstraint("document_id", "reading_id", name=op.f("pk_document_reading")),
    )
    append_only("document", "document_reading")
    borrower_scope("document")
