"""Tables of `access`."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from loanwright.infra.migrations.support import ordinary

revision = "0002_access"
down_revision = "0001_infra"


def upgrade() -> None:
    op.create_table(
        "access_challenge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("phone_index", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_challenge")),
    )
    op.create_index("ix_access_challenge_phone", "access_challenge", ["phone_index", "purpose", "issued_at"])
    op.create_index("ix_access_challenge_expires", "access_challenge", ["expires_at"])
    op.create_table(
        "access_borrower_login",
        sa.Column("phone_index", sa.LargeBinary(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("phone_index", name=op.f("pk_access_borrower_login")),
    )
    op.create_index(op.f("ix_access_borrower_login_party_id"), "access_borrower_login", ["party_id"])
    op.create_table(
        "access_staff_user",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=False),
        sa.Column("totp_step_last", sa.BigInteger(), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.String(length=20)), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_staff_user")),
        sa.UniqueConstraint("username", name=op.f("uq_access_staff_user_username")),
    )
    op.create_table(
        "access_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_access_session")),
    )
    op.create_index(op.f("ix_access_session_principal_id"), "access_session", ["principal_id"])
    op.create_index("ix_access_session_expires", "access_session", ["expires_at"])
    op.create_table(
        "access_attempt",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("resets_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", name=op.f("pk_access_attempt")),
    )
    ordinary("access_challenge", "access_borrower_login", "access_staff_user", "access_session", "access_attempt")
