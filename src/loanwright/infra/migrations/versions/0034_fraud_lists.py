"""Things to block, to watch, and to think nothing of."""

import sqlalchemy as sa
from alembic import op

from loanwright.infra.migrations.support import ordinary

revision = "0034_fraud_lists"
down_revision = "0033_memo_in_snapshots"


def upgrade() -> None:
    op.create_table(
        "fraud_list_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("hint_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("added_by_name", sa.String(length=80), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.String(length=80), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fraud_list_entry")),
    )
    op.create_index("ix_fraud_list_entry_list_id", "fraud_list_entry", ["list", "id"], unique=False)
    op.create_index(op.f("ix_fraud_list_entry_value"), "fraud_list_entry", ["value"], unique=False)
    # ### end Alembic commands ###
    ordinary("fraud_list_entry")
