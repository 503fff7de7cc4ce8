"""Consents and revocations: append-only, a borrower sees their own."""

import sqlalchemy as sa
from alembic import op

from loanwright.infra.migrations.support import append_only, borrower_scope

revision = "0004_privacy"
down_revision = "0003_parties"


def upgrade() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("wording_version", sa.SmallInteger(), nullable=False),
        sa.Column("wording_hash", sa.LargeBinary(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_party_id"), "consent", ["party_id"], unique=False)
    op.create_table(
        "consent_revocation",
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name=op.f("fk_consent_revocation_consent_id")),
        sa.PrimaryKeyConstraint("consent_id", name=op.f("pk_consent_revocation")),
    )
    append_only("consent", "consent_revocation")
    borrower_scope("consent", "consent_revocation")
