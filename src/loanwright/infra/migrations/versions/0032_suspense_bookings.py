"""Money in suspense can be booked to an account; a journal's attachment, which nothing ever filled, goes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032_suspense_bookings"
down_revision = "0031_turnovers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("suspense_item", sa.Column("account", sa.String(length=40), nullable=True))
    op.add_column("suspense_item", sa.Column("asked_by", sa.Uuid(), nullable=True))
    op.add_column("suspense_item", sa.Column("asked_by_name", sa.String(length=80), nullable=True))
    op.drop_column("manual_journal", "attachment_id")
