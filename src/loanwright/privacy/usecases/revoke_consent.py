"""Take a consent back."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.privacy import repository
from loanwright.privacy.model import Consent
from loanwright.privacy.rules import ConsentAlreadyRevoked, ConsentNotFound


def revoke_consent(uow: UnitOfWork, consent_id: UUID) -> Consent:
    """From now on nothing may rely on this consent; what was done before stays (PIPL art. 15).

    Raises:
        ConsentNotFound: unknown, or somebody else's.
        ConsentAlreadyRevoked: it was taken back before.
    """
    consent = repository.find_consent(uow, consent_id)
    if consent is None:
        raise ConsentNotFound()
    if consent.revoked_at is not None:
        raise ConsentAlreadyRevoked()
    repository.add_revocation(uow, consent)
    uow.audit("revoke-consent", "consent", consent.id, purpose=consent.purpose)
    return replace(consent, revoked_at=uow.now)
