"""Tables of `contracts`: a borrower sees only their own; evidence and identities are append-only."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import append_only, borrower_scope, ordinary

revision = "0011_contracts"
down_revision = "0010_decisioning"


def upgrade() -> None:
    op.create_table(
        "contract",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("sheet", sa.LargeBinary(), nullable=False),
        sa.Column("terms", postgresql.JSONB(), nullable=False),
        sa.Column("principal_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("periods", sa.Integer(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("annual_rate_simple", sa.Numeric(12, 8), nullable=False),
        sa.Column("annual_rate_compound", sa.Numeric(12, 8), nullable=False),
        sa.Column("total_interest_minor", sa.BigInteger(), nullable=False),
        sa.Column("total_fees_minor", sa.BigInteger(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("signed_document_id", sa.Uuid(), nullable=True),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
    )
    for column in ("application_id", "party_id", "number"):
        op.create_index(op.f(f"ix_contract_{column}"), "contract", [column])
    op.create_table(
        "contract_evidence",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_contract_evidence_contract_id")),
        sa.PrimaryKeyConstraint("contract_id", "seq", name=op.f("pk_contract_evidence")),
    )
    op.create_table(
        "contract_identity",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_contract_identity")),
    )
    ordinary("contract")
    append_only("contract_evidence", "contract_identity")
    borrower_scope("contract", "contract_evidence")
