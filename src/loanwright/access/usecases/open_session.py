"""Open a session for somebody who has just proven who they are."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from loanwright.access import repository
from loanwright.access.model import SESSION_POLICY, Session, SessionKind
from loanwright.infra.unit_of_work import UnitOfWork

_TOKEN_BYTES = 32


def token_hash(token: str) -> bytes:
    """What the database keeps of a token: useless to whoever reads it there."""
    return hashlib.sha256(token.encode()).digest()


def open_session(uow: UnitOfWork, kind: SessionKind, principal_id: UUID) -> str:
    """The token of a new session, for the cookie and nowhere else."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    expires_at = uow.now + SESSION_POLICY.absolute
    repository.add_session(uow, Session(token_hash(token), kind, principal_id, uow.now, uow.now, expires_at))
    return token
