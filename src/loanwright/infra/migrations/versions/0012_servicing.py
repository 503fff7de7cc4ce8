"""Tables of `servicing`: loans and their events, what is derived from them, the close, suspense."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import APP_ROLE, append_only, borrower_scope, ordinary

revision = "0012_servicing"
down_revision = "0011_contracts"


def upgrade() -> None:
    op.execute("CREATE SEQUENCE loan_number")
    op.execute(f"GRANT USAGE ON SEQUENCE loan_number TO {APP_ROLE}")
    op.create_table(
        "loan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("book_range", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("contract_id", sa.Uuid(), nullable=True),
        sa.Column("party_id", sa.Uuid(), nullable=True),
        sa.Column("external_id", sa.String(length=80), nullable=True),
        sa.Column("reference", sa.String(length=24), nullable=False),
        sa.Column("product_code", sa.String(length=40), nullable=False),
        sa.Column("product_version", sa.Integer(), nullable=False),
        sa.Column("terms", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("disbursed_on", sa.Date(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("maturity_on", sa.Date(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("accrued_through", sa.Date(), nullable=True),
        sa.Column("principal_minor", sa.BigInteger(), nullable=False),
        sa.Column("interest_receivable_minor", sa.BigInteger(), nullable=False),
        sa.Column("fees_receivable_minor", sa.BigInteger(), nullable=False),
        sa.Column("penalties_receivable_minor", sa.BigInteger(), nullable=False),
        sa.Column("credit_minor", sa.BigInteger(), nullable=False),
        sa.Column("interest_income_minor", sa.BigInteger(), nullable=False),
        sa.Column("fee_income_minor", sa.BigInteger(), nullable=False),
        sa.Column("penalty_income_minor", sa.BigInteger(), nullable=False),
        sa.Column("disbursed_minor", sa.BigInteger(), nullable=False),
        sa.Column("received_minor", sa.BigInteger(), nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), nullable=False),
        sa.Column("waived_minor", sa.BigInteger(), nullable=False),
        sa.Column("taken_over_minor", sa.BigInteger(), nullable=False),
        sa.Column("overdue_minor", sa.BigInteger(), nullable=False),
        sa.Column("overdue_since", sa.Date(), nullable=True),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("next_due_minor", sa.BigInteger(), nullable=False),
        sa.Column("touch_on", sa.Date(), nullable=True),
        sa.Column("accrual_from", sa.Date(), nullable=True),
        sa.Column("accrual_interest_minor", sa.BigInteger(), nullable=True),
        sa.Column("accrual_whole", sa.BigInteger(), nullable=True),
        sa.Column("accrual_day_count", sa.String(length=16), nullable=True),
        sa.Column("accrual_rounding", sa.String(length=12), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan")),
    )
    op.create_index(op.f("ix_loan_application_id"), "loan", ["application_id"], unique=False)
    op.create_index("ix_loan_book_range", "loan", ["book_range", "touch_on"], unique=False)
    op.create_index(op.f("ix_loan_external_id"), "loan", ["external_id"], unique=False)
    op.create_index(op.f("ix_loan_party_id"), "loan", ["party_id"], unique=False)
    op.create_index(op.f("ix_loan_reference"), "loan", ["reference"], unique=False)
    op.create_table(
        "loan_event",
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("event", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_loan_event_loan_id")),
        sa.PrimaryKeyConstraint("loan_id", "seq", name=op.f("pk_loan_event")),
    )
    op.create_table(
        "installment",
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("principal_due_minor", sa.BigInteger(), nullable=False),
        sa.Column("interest_due_minor", sa.BigInteger(), nullable=False),
        sa.Column("fees_due_minor", sa.BigInteger(), nullable=False),
        sa.Column("penalties_due_minor", sa.BigInteger(), nullable=False),
        sa.Column("principal_paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("interest_paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("fees_paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("penalties_paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("principal_waived_minor", sa.BigInteger(), nullable=False),
        sa.Column("interest_waived_minor", sa.BigInteger(), nullable=False),
        sa.Column("fees_waived_minor", sa.BigInteger(), nullable=False),
        sa.Column("penalties_waived_minor", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_installment_loan_id")),
        sa.PrimaryKeyConstraint("loan_id", "number", name=op.f("pk_installment")),
    )
    op.create_index("ix_installment_due_on", "installment", ["due_on", "loan_id"], unique=False)
    op.create_table(
        "loan_day",
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        sa.Column("product_code", sa.String(length=40), nullable=False),
        sa.Column("principal_minor", sa.BigInteger(), nullable=False),
        sa.Column("interest_receivable_minor", sa.BigInteger(), nullable=False),
        sa.Column("overdue_minor", sa.BigInteger(), nullable=False),
        sa.Column("days_past_due", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("business_date", "loan_id", name=op.f("pk_loan_day")),
        postgresql_partition_by="RANGE (business_date)",
    )
    op.create_table(
        "day_close",
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("chunks", sa.Integer(), nullable=False),
        sa.Column("started_by", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("business_date", name=op.f("pk_day_close")),
    )
    op.create_table(
        "day_close_chunk",
        sa.Column("book_range", sa.Integer(), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("loans", sa.Integer(), nullable=False),
        sa.Column("rewritten", sa.Integer(), nullable=False),
        sa.Column("set_aside", sa.Integer(), nullable=False),
        sa.Column("interest_minor", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("book_range", "business_date", name=op.f("pk_day_close_chunk")),
    )
    op.create_table(
        "close_exception",
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("business_date", "loan_id", name=op.f("pk_close_exception")),
    )
    op.create_table(
        "suspense_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=35), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loan_id", sa.Uuid(), nullable=True),
        sa.Column("allocation_reason", sa.Text(), nullable=True),
        sa.Column("allocated_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspense_item")),
    )
    op.create_index(
        "ix_suspense_item_open", "suspense_item", ["id"], unique=False, postgresql_where="allocated_at IS NULL"
    )
    ordinary("loan", "installment", "day_close", "suspense_item")
    append_only("loan_event", "loan_day", "day_close_chunk", "close_exception")
    borrower_scope("loan")
    _partition_by_day()


def _partition_by_day() -> None:
    # The application owns nothing, so it cannot make tables; this one function makes this one kind of table for it.
    op.execute(
        """
        CREATE FUNCTION open_loan_day(business_date date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public AS $$
        BEGIN
            EXECUTE format(
                'CREATE TABLE IF NOT EXISTS loan_day_%s PARTITION OF loan_day FOR VALUES FROM (%L) TO (%L)',
                to_char(business_date, 'YYYYMMDD'), business_date, business_date + 1
            );
        END $$
        """
    )
    op.execute("REVOKE EXECUTE ON FUNCTION open_loan_day(date) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION open_loan_day(date) TO {APP_ROLE}")
