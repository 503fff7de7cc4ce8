"""Snapshots say which loans do not accrue: what those earn rises beside the books."""

import sqlalchemy as sa
from alembic import op

revision = "0033_memo_in_snapshots"
down_revision = "0032_suspense_bookings"


def upgrade() -> None:
    op.add_column("loan_day", sa.Column("non_accrual", sa.String(length=12), nullable=True))
