"""Links between applicants, the groups they make, and verdicts on rings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import append_only, ordinary

revision = "0023_fraud"
down_revision = "0022_losses"


def upgrade() -> None:
    op.create_table(
        "fraud_link",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("hint_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("application_id", "kind", "value", name=op.f("pk_fraud_link")),
    )
    op.create_index(op.f("ix_fraud_link_party_id"), "fraud_link", ["party_id"], unique=False)
    op.create_index("ix_fraud_link_value_seen_at", "fraud_link", ["value", "seen_at"], unique=False)
    op.create_table(
        "fraud_member",
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_fraud_member")),
    )
    op.create_index("ix_fraud_member_root_id_applied_at", "fraud_member", ["root_id", "applied_at"], unique=False)
    op.create_table(
        "fraud_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=False),
        sa.Column("patterns", postgresql.JSONB(), nullable=False),
        sa.Column("grown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ring_since_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fraud_group")),
    )
    op.create_index("ix_fraud_group_points_id", "fraud_group", ["points", "id"], unique=False)
    op.create_table(
        "fraud_ring_verdict",
        sa.Column("ring_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.SmallInteger(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.String(length=80), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("ring_id", "sequence", name=op.f("pk_fraud_ring_verdict")),
    )
    # ### end Alembic commands ###
    ordinary("fraud_member", "fraud_group")
    append_only("fraud_link", "fraud_ring_verdict")
