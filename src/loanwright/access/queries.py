"""What may be asked of access."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

import pyotp

from loanwright.access import repository
from loanwright.access.model import ChallengeState, StaffUser
from loanwright.infra.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class DeliverableCode:
    """A code and where to send it."""

    phone: str
    code: str
    purpose: str


def deliverable_code(uow: UnitOfWork, challenge_id: UUID) -> DeliverableCode | None:
    """What to send for a challenge; None once it is used, superseded or expired: then nothing must be sent."""
    challenge = repository.find_challenge(uow, challenge_id)
    if challenge is None or challenge.state is not ChallengeState.OPEN or uow.now >= challenge.expires_at:
        return None
    return DeliverableCode(challenge.phone, challenge.code, challenge.purpose)


def phone_of(uow: UnitOfWork, party_id: UUID) -> str | None:
    """The phone a party signs in with, eleven digits; None if the party never signed in."""
    return repository.find_phone(uow, party_id)


def staff_by_id(uow: UnitOfWork, staff_id: UUID) -> StaffUser | None:
    """A member of staff."""
    return repository.get_staff(uow, staff_id)


def staff_names(uow: UnitOfWork, staff_ids: Collection[UUID]) -> dict[UUID, str]:
    """What colleagues are called, by id."""
    return repository.names_of_staff(uow, staff_ids)


def password_hash_of(uow: UnitOfWork, username: str) -> str | None:
    """The stored hash to compare a password with; None if there is no such user."""
    user = repository.find_staff(uow, username)
    return user.password_hash if user else None


@dataclass(frozen=True, slots=True)
class TotpSetup:
    """What an authenticator app needs, and the code it would show now."""

    otpauth_url: str
    current_code: str


def totp_of(uow: UnitOfWork, username: str) -> TotpSetup | None:
    """For the demo's command line only: the caller must not offer it elsewhere."""
    user = repository.find_staff(uow, username)
    if user is None:
        return None
    totp = pyotp.TOTP(user.totp_secret)
    return TotpSetup(totp.provisioning_uri(name=user.username, issuer_name="Loanwright"), totp.at(uow.now))
