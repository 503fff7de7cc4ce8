"""What people want done to a live loan; installments by position, for several may stand beside the schedule."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import borrower_scope, ordinary

revision = "0016_service_requests"
down_revision = "0015_guards"


def upgrade() -> None:
    op.create_table(
        "service_request",
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("command", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_service_request_loan_id")),
        sa.PrimaryKeyConstraint("loan_id", "id", name=op.f("pk_service_request")),
    )
    op.create_index(op.f("ix_service_request_id"), "service_request", ["id"], unique=False)
    op.create_index(
        "ix_service_request_waiting", "service_request", ["id"], unique=False, postgresql_where="state = 'waiting'"
    )
    limits = op.create_table(
        "approval_limit",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "from_on", name=op.f("pk_approval_limit")),
    )
    ordinary("service_request", "approval_limit")
    borrower_scope("service_request")
    # What a lender begins with; a later `from_on` overrides it.
    begun = sa.func.make_date(2000, 1, 1)
    for kind, minor in (("waive", 500_00), ("refund_credit", 5_000_00)):
        op.execute(limits.insert().values(kind=kind, from_on=begun, amount_minor=minor))
    _installments_by_position()


def _installments_by_position() -> None:
    op.add_column("installment", sa.Column("position", sa.SmallInteger(), nullable=True))
    op.execute(
        """
        UPDATE installment SET position = placed.position FROM (
            SELECT loan_id, number, row_number() OVER (PARTITION BY loan_id ORDER BY due_on, number = 0) - 1 AS position
            FROM installment
        ) AS placed WHERE installment.loan_id = placed.loan_id AND installment.number = placed.number
        """
    )
    op.drop_constraint("pk_installment", "installment")
    op.create_primary_key("pk_installment", "installment", ["loan_id", "position"])
