"""Payment orders, what we ask borrowers to pay, and what the bank says has moved."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import append_only, borrower_scope, ordinary

revision = "0008_payments"
down_revision = "0007_products"


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "payment_order",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("beneficiary_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.String(length=140), nullable=False),
        sa.Column("execute_on", sa.Date(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("bank_reference", sa.String(length=35), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_order")),
    )
    op.create_index(
        "ix_payment_order_in_flight",
        "payment_order",
        ["changed_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('created', 'unknown', 'sent', 'accepted')"),
    )
    op.create_index("ix_payment_order_subject", "payment_order", ["subject_id", "purpose"], unique=False)
    op.create_table(
        "payment_step",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["payment_order.id"], name=op.f("fk_payment_step_order_id")),
        sa.PrimaryKeyConstraint("order_id", "seq", name=op.f("pk_payment_step")),
    )
    op.create_table(
        "payment_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=True),
        sa.Column("reference", sa.String(length=35), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("received_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("payee_name", sa.String(length=140), nullable=False),
        sa.Column("payee_account", sa.String(length=34), nullable=False),
        sa.Column("pay_url", sa.String(length=1000), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_request")),
    )
    op.create_index(op.f("ix_payment_request_reference"), "payment_request", ["reference"], unique=False)
    op.create_index(op.f("ix_payment_request_subject_id"), "payment_request", ["subject_id"], unique=False)
    op.create_table(
        "payment_receipt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.String(length=34), nullable=False),
        sa.Column("bank_reference", sa.String(length=70), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=35), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("payer_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_receipt")),
    )
    op.create_index(op.f("ix_payment_receipt_request_id"), "payment_receipt", ["request_id"], unique=False)
    op.create_table(
        "bank_entry",
        sa.Column("account", sa.String(length=34), nullable=False),
        sa.Column("bank_reference", sa.String(length=70), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("receipt_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("processed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", "bank_reference", name=op.f("pk_bank_entry")),
    )
    op.create_index("ix_bank_entry_booked", "bank_entry", ["account", "booked_on"], unique=False)
    op.create_index(op.f("ix_bank_entry_order_id"), "bank_entry", ["order_id"], unique=False)
    op.create_table(
        "bank_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("document_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("warnings", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("is_readable", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_message")),
    )
    op.create_table(
        "bank_statement",
        sa.Column("account", sa.String(length=34), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("statement_id", sa.String(length=35), nullable=False),
        sa.Column("opening_minor", sa.BigInteger(), nullable=False),
        sa.Column("closing_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("findings", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", "booked_on", name=op.f("pk_bank_statement")),
    )
    op.create_table(
        "bank_channel",
        sa.Column("account", sa.String(length=34), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("is_nudged", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_bank_channel")),
    )
    ordinary("payment_order", "payment_request", "bank_entry", "bank_channel")
    append_only("payment_step", "payment_receipt", "bank_message", "bank_statement")
    borrower_scope("payment_request")
