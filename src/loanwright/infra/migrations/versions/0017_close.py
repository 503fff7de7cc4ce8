"""The close of a day at portfolio size: growth of a loan in figures, a richer snapshot, the book of a day in sums.

A loan keeps the line it has, which holds until its `touch_on`; the engine looks at it then and writes the new columns.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import append_only

revision = "0017_close"
down_revision = "0016_service_requests"


def upgrade() -> None:
    op.add_column("loan", sa.Column("is_plain", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("loan", sa.Column("accrual_offset", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("loan", sa.Column("penalties", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    for name in ("is_plain", "accrual_offset"):
        op.alter_column("loan", name, server_default=None)
    for name in ("penalties_receivable_minor", "provision_minor", "interest_today_minor", "penalties_today_minor"):
        _add_to_snapshot(sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    _add_to_snapshot(sa.Column("risk_class", sa.String(length=16), nullable=False, server_default="normal"))
    _add_to_snapshot(sa.Column("stage", sa.SmallInteger(), nullable=False, server_default="1"))
    op.create_table(
        "book_day",
        sa.Column("book_range", sa.Integer(), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("product_code", sa.String(length=40), nullable=False),
        sa.Column("risk_class", sa.String(length=16), nullable=False),
        sa.Column("stage", sa.SmallInteger(), nullable=False),
        sa.Column("loans", sa.Integer(), nullable=False),
        sa.Column("principal_minor", sa.BigInteger(), nullable=False),
        sa.Column("interest_receivable_minor", sa.BigInteger(), nullable=False),
        sa.Column("overdue_minor", sa.BigInteger(), nullable=False),
        sa.Column("provision_minor", sa.BigInteger(), nullable=False),
        sa.Column("interest_today_minor", sa.BigInteger(), nullable=False),
        sa.Column("penalties_today_minor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "book_range", "business_date", "product_code", "risk_class", "stage", name=op.f("pk_book_day")
        ),
    )
    op.create_index("ix_book_day_business_date", "book_day", ["business_date"], unique=False)
    append_only("book_day")


def _add_to_snapshot(column: sa.Column[object]) -> None:
    """For snapshots taken until now the default says what they did not know."""
    op.add_column("loan_day", column)
    op.alter_column("loan_day", column.name, server_default=None)
