"""The postings of each day that is over are kept in sums; balances read those, and postings of the open day only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from loanwright.infra.migrations.support import ordinary

revision = "0031_turnovers"
down_revision = "0030_behaviour"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ledger_turnover",
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("debit", sa.String(length=40), nullable=False),
        sa.Column("credit", sa.String(length=40), nullable=False),
        sa.Column("product", sa.String(length=40), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("business_date", "debit", "credit", "product", name=op.f("pk_ledger_turnover")),
    )
    op.create_index(
        "ix_ledger_posting_business_date", "ledger_posting", ["business_date"], unique=False, postgresql_using="brin"
    )
    ordinary("ledger_turnover")
    op.execute(
        """
        INSERT INTO ledger_turnover (business_date, debit, credit, product, amount_minor)
        SELECT business_date, debit, credit, coalesce(product, ''), sum(amount_minor) FROM ledger_posting
        WHERE business_date < (SELECT business_date FROM institution) GROUP BY 1, 2, 3, 4
        """
    )
