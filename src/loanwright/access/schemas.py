"""Signing in over HTTP."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RequestCode(_Body):
    """Ask for a sign-in code."""

    phone: str = Field(min_length=11, max_length=20, examples=["13800005678"])


class CodeSent(_Body):
    """A code is on its way."""

    challenge_id: UUID
    expires_at: datetime
    resend_after_seconds: int


class SignInBorrower(_Body):
    """The code from the phone."""

    challenge_id: UUID
    code: str = Field(min_length=4, max_length=12, examples=["123456"])


class BorrowerSession(_Body):
    """The signed-in borrower."""

    party_id: UUID
    phone_masked: str


class SignInStaff(_Body):
    """Password and the authenticator's current code."""

    username: str = Field(min_length=1, max_length=40)
    password: SecretStr = Field(min_length=1, max_length=200)
    totp: str = Field(min_length=6, max_length=8, examples=["123456"])


class StaffSession(_Body):
    """The signed-in member of staff."""

    name: str
    roles: list[str]
    permissions: list[str]
