"""Names of products that live on in loans taken over and were never published here."""

import sqlalchemy as sa
from alembic import op

from loanwright.infra.migrations.support import ordinary

revision = "0019_product_names"
down_revision = "0018_policies"


def upgrade() -> None:
    op.create_table(
        "product_name",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_zh", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_product_name")),
    )
    ordinary("product_name")
