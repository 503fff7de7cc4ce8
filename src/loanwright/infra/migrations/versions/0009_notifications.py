"""What people were told."""

import sqlalchemy as sa
from alembic import op

from loanwright.infra.migrations.support import borrower_scope, ordinary

revision = "0009_notifications"
down_revision = "0008_payments"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("values_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("delivery", sa.String(length=15), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_party", "notice", ["party_id", "id"], unique=False)
    ordinary("notice")
    borrower_scope("notice")
