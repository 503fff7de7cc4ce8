"""How forms are filled in, with consent: what was measured, what is usual, known networks, and what fraud found."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import append_only, borrower_scope, ordinary

revision = "0030_behaviour"
down_revision = "0029_close_at_speed"


def upgrade() -> None:
    op.create_table(
        "fraud_observation",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("device_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.Column("ip_index", sa.LargeBinary(), nullable=False),
        sa.Column("network", postgresql.JSONB(), nullable=True),
        sa.Column("figures", postgresql.JSONB(), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_fraud_observation")),
    )
    op.create_index(
        "ix_fraud_observation_ip_index_observed_at", "fraud_observation", ["ip_index", "observed_at"], unique=False
    )
    op.create_index(op.f("ix_fraud_observation_party_id"), "fraud_observation", ["party_id"], unique=False)
    op.create_index(
        "ix_fraud_observation_uncounted",
        "fraud_observation",
        ["observed_at"],
        unique=False,
        postgresql_where=sa.text("counted_at IS NULL"),
    )
    op.create_table(
        "fraud_population_bin",
        sa.Column("figure", sa.String(length=30), nullable=False),
        sa.Column("bin", sa.SmallInteger(), nullable=False),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("figure", "bin", name=op.f("pk_fraud_population_bin")),
    )
    op.create_table(
        "fraud_network",
        sa.Column("network", postgresql.CIDR(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.PrimaryKeyConstraint("network", "source", name=op.f("pk_fraud_network")),
    )
    op.create_index(
        "ix_fraud_network_network",
        "fraud_network",
        ["network"],
        unique=False,
        postgresql_using="gist",
        postgresql_ops={"network": "inet_ops"},
    )
    op.create_table(
        "fraud_examination",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("findings", postgresql.JSONB(), nullable=False),
        sa.Column("signals", postgresql.JSONB(), nullable=False),
        sa.Column("deviations", postgresql.JSONB(), nullable=False),
        sa.Column("examined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_fraud_examination")),
    )
    # ### end Alembic commands ###
    ordinary("fraud_observation", "fraud_population_bin", "fraud_network")
    append_only("fraud_examination")
    borrower_scope("fraud_observation")
