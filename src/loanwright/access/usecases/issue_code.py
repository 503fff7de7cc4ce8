"""Send a one-time code to a phone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from loanwright.access import repository, rules
from loanwright.access.events import OneTimeCodeIssued
from loanwright.access.model import CODE_POLICY, Challenge, ChallengeState, Limit
from loanwright.infra.unit_of_work import UnitOfWork

_PER_PHONE = Limit("code-by-phone", CODE_POLICY.per_phone_hourly, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """What the person waiting for the code may know."""

    challenge_id: UUID
    expires_at: datetime
    resend_after_seconds: int


def issue_code(uow: UnitOfWork, phone: str, purpose: str, subject_id: UUID | None = None) -> IssuedCode:
    """Make a code for `phone`, `purpose` and subject; notifications sends it when it hears `OneTimeCodeIssued`.

    An earlier open code for the same purpose stops working. The caller leaves the audit record.

    Raises:
        PhoneNotValid, CodeRequestedTooSoon, TooManyAttempts
    """
    phone = rules.normal_phone(phone)
    rules.require_within(_PER_PHONE, *repository.count_attempt(uow, _PER_PHONE, phone), uow.now)
    latest = repository.latest_challenge(uow, phone, purpose)
    rules.require_resend_interval(latest, uow.now)
    if latest:
        repository.save_challenge(uow, latest.ended(ChallengeState.SUPERSEDED))
    challenge = _new_challenge(uow, phone, purpose, subject_id)
    repository.add_challenge(uow, challenge)
    uow.publish(OneTimeCodeIssued(challenge_id=challenge.id, purpose=purpose))
    return IssuedCode(challenge.id, challenge.expires_at, CODE_POLICY.resend_after.seconds)


def _new_challenge(uow: UnitOfWork, phone: str, purpose: str, subject_id: UUID | None) -> Challenge:
    return Challenge(
        id=uow.new_id(),
        phone=phone,
        purpose=purpose,
        subject_id=subject_id,
        code=f"{secrets.randbelow(10**6):06d}",
        issued_at=uow.now,
        expires_at=uow.now + CODE_POLICY.life,
    )
