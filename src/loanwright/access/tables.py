"""Tables of access.

None is borrower-scoped by row-level security: they are read before anybody is known, and only by this domain.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from loanwright.infra.tables import id_column, instant, metadata

challenge = Table(
    "access_challenge",
    metadata,
    id_column(),
    Column("purpose", String(40), nullable=False),
    Column("subject_id", Uuid),
    Column("phone_index", LargeBinary, nullable=False),
    Column("phone", LargeBinary, nullable=False),  # encrypted
    Column("code", LargeBinary),  # encrypted; gone once the challenge ends
    Column("tries", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    instant("issued"),
    instant("expires"),
    Index("ix_access_challenge_phone", "phone_index", "purpose", "issued_at"),
    Index("ix_access_challenge_expires", "expires_at"),
)

borrower_login = Table(
    "access_borrower_login",
    metadata,
    Column("phone_index", LargeBinary, primary_key=True),  # one phone, one party
    Column("party_id", Uuid, nullable=False, index=True),
    Column("phone", LargeBinary, nullable=False),  # encrypted
    instant("created"),
)

staff_user = Table(
    "access_staff_user",
    metadata,
    id_column(),
    Column("username", String(40), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("totp_secret", LargeBinary, nullable=False),  # encrypted
    Column("totp_step_last", BigInteger, nullable=False),
    Column("roles", ARRAY(String(20)), nullable=False),
    instant("created"),
)

session = Table(
    "access_session",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),  # SHA-256; the token itself is only in the cookie
    Column("kind", String(10), nullable=False),
    Column("principal_id", Uuid, nullable=False, index=True),
    instant("opened"),
    instant("seen"),
    instant("expires"),
    Index("ix_access_session_expires", "expires_at"),
)

partner = Table(
    "access_partner",
    metadata,
    id_column(),
    Column("code", String(40), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("products", ARRAY(String(40)), nullable=False),
    Column("standing", String(10), nullable=False),
    Column("secret_hash", LargeBinary, nullable=False),  # SHA-256; the secret itself is shown once
    instant("registered"),
)

attempt = Table(
    "access_attempt",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("subject", LargeBinary, primary_key=True),  # blind index of a phone, an IP address or a user name
    Column("count", Integer, nullable=False),
    instant("resets"),
)
