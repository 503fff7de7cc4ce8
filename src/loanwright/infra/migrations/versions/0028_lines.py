"""Revolving lines: what their terms are beside the example in the contract."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028_lines"
down_revision = "0027_parameters"


def upgrade() -> None:
    op.add_column("loan", sa.Column("line", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True))
