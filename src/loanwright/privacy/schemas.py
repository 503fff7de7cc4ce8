"""Wordings and consents as JSON."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from loanwright.privacy.model import Consent, ConsentPurpose, Wording


class WordingList(BaseModel):
    """What people are asked to agree to today."""

    items: list[Wording]
    next_cursor: str | None = None


class ConsentView(BaseModel):
    """A consent and what became of it."""

    id: UUID
    purpose: ConsentPurpose
    wording_version: int
    subject_id: UUID | None
    given_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class ConsentList(BaseModel):
    """A person's consents, oldest first."""

    items: list[ConsentView]
    next_cursor: str | None = None


def view_of_consent(consent: Consent) -> ConsentView:
    """A consent as its giver and the staff see it."""
    return ConsentView(
        id=consent.id,
        purpose=consent.purpose,
        wording_version=consent.wording_version,
        subject_id=consent.subject_id,
        given_at=consent.given_at,
        expires_at=consent.expires_at,
        revoked_at=consent.revoked_at,
    )
