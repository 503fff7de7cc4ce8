"""Partners, and the applications they sent."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import ordinary

revision = "0024_partners"
down_revision = "0023_fraud"


def upgrade() -> None:
    op.create_table(
        "access_partner",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("products", postgresql.ARRAY(sa.String(length=40)), nullable=False),
        sa.Column("standing", sa.String(length=10), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_partner")),
        sa.UniqueConstraint("code", name=op.f("uq_access_partner_code")),
    )
    op.create_table(
        "partner_intake",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("told_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("standing", sa.String(length=10), nullable=False),
        sa.Column("refusal", sa.String(length=80), nullable=True),
        sa.Column("refusal_params", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("partner_id", "key", name=op.f("pk_partner_intake")),
    )
    op.create_index(op.f("ix_partner_intake_id"), "partner_intake", ["id"], unique=False)
    ordinary("access_partner", "partner_intake")
