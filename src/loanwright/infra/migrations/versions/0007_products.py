"""Product versions: append-only, for a published version never changes."""

import sqlalchemy as sa
from alembic import op

from loanwright.infra.migrations.support import append_only

revision = "0007_products"
down_revision = "0006_ledger"


def upgrade() -> None:
    op.create_table(
        "product_version",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("document_hash", sa.LargeBinary(), nullable=False),
        sa.Column("published_by", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_product_version")),
    )
    append_only("product_version")
