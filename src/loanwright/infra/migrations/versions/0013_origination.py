"""Applications, drafts, history and offers; history is append-only, a borrower sees only their own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import append_only, borrower_scope, ordinary

revision = "0013_origination"
down_revision = "0012_servicing"


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "application",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("product_code", sa.String(length=40), nullable=False),
        sa.Column("product_version", sa.SmallInteger(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("periods", sa.SmallInteger(), nullable=False),
        sa.Column("method", sa.String(length=30), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("standing", sa.String(length=12), nullable=False),
        sa.Column("stage_entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stage_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moves", sa.SmallInteger(), nullable=False),
        sa.Column("flags", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("trouble", sa.String(length=200), nullable=True),
        sa.Column("claimed_by", sa.Uuid(), nullable=True),
        sa.Column("claimed_by_name", sa.String(length=80), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("identity_checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consent_id", sa.Uuid(), nullable=True),
        sa.Column("report_settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offer_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contract_id", sa.Uuid(), nullable=True),
        sa.Column("contract_signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("loan_id", sa.Uuid(), nullable=True),
        sa.Column("disbursed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
    )
    op.create_index(op.f("ix_application_party_id"), "application", ["party_id"], unique=False)
    op.create_index("ix_application_queue", "application", ["standing", "stage", "stage_due_at"], unique=False)
    op.create_table(
        "application_draft",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_draft_application_id")
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_application_draft")),
    )
    op.create_table(
        "application_stage",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.SmallInteger(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("exit", sa.String(length=12), nullable=False),
        sa.Column("goal", sa.String(length=20), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=12), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_stage_application_id")
        ),
        sa.PrimaryKeyConstraint("application_id", "sequence", name=op.f("pk_application_stage")),
    )
    op.create_table(
        "offer",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("decision_outcome", sa.String(length=10), nullable=False),
        sa.Column("terms", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("decision_outcome = 'approve'", name=op.f("ck_offer_approved")),
        sa.ForeignKeyConstraint(
            ["application_id", "decision_id", "decision_outcome"],
            ["decision.application_id", "decision.id", "decision.outcome"],
            name="fk_offer_approving_decision",
        ),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_offer_application_id")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_offer")),
    )
    append_only("application_stage")
    ordinary("application", "application_draft", "offer")
    borrower_scope("application", "application_draft", "offer")
