"""People and their bank accounts; a borrower sees only themselves."""

import sqlalchemy as sa
from alembic import op

from loanwright.infra.migrations.support import append_only, borrower_scope, ordinary

revision = "0003_parties"
down_revision = "0002_access"


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "party",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("name_index", sa.LargeBinary(), nullable=False),
        sa.Column("id_number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id_number_index", sa.LargeBinary(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_index", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    op.create_index(op.f("ix_party_id_number_index"), "party", ["id_number_index"], unique=False)
    op.create_index(op.f("ix_party_name_index"), "party", ["name_index"], unique=False)
    op.create_index(op.f("ix_party_phone_index"), "party", ["phone_index"], unique=False)
    op.create_table(
        "party_account",
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.SmallInteger(), nullable=False),
        sa.Column("bank", sa.String(length=80), nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("number_index", sa.LargeBinary(), nullable=False),
        sa.Column("holder_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_party_account_party_id")),
        sa.PrimaryKeyConstraint("party_id", "sequence", name=op.f("pk_party_account")),
    )
    op.create_index(op.f("ix_party_account_number_index"), "party_account", ["number_index"], unique=False)
    ordinary("party")
    append_only("party_account")
    borrower_scope("party", column="id")
    borrower_scope("party_account")
