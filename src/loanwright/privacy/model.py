"""Purposes, wordings and consents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class ConsentPurpose(StrEnum):
    """What a consent allows; each purpose is asked for and given separately."""

    PERSONAL_INFORMATION = "personal_information"
    SENSITIVE_INFORMATION = "sensitive_information"
    CREDIT_REPORT_QUERY = "credit_report_query"
    ELECTRONIC_SIGNATURE = "electronic_signature"
    FRAUD_PREVENTION = "fraud_prevention"


class ConsentMoment(StrEnum):
    """When a consent is needed at the latest."""

    APPLICATION = "application"
    SIGNING = "signing"
    CHOICE = "choice"  # asked for and never needed: everything works without it


class Translated(BaseModel):
    """The same words in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Wording(BaseModel):
    """One version of what people are asked to agree to for one purpose."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: ConsentPurpose
    version: int = Field(ge=1)
    effective_from: date
    validity_days: int = Field(ge=1)
    needed_for: ConsentMoment
    title: Translated
    text: Translated


@dataclass(frozen=True, slots=True)
class WordingAgreed:
    """Which wording a person agreed to."""

    purpose: ConsentPurpose
    wording_version: int


@dataclass(frozen=True, slots=True)
class Consent:
    """One person's consent to one wording, perhaps for one matter only (an application)."""

    id: UUID
    party_id: UUID
    subject_id: UUID | None
    purpose: ConsentPurpose
    wording_version: int
    wording_hash: bytes
    given_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def stands_at(self, moment: datetime) -> bool:
        """Whether it may be relied on at a moment."""
        return self.given_at <= moment < self.expires_at and (self.revoked_at is None or moment < self.revoked_at)
