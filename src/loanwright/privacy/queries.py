"""Which consents stand."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.privacy import repository
from loanwright.privacy.model import Consent, ConsentPurpose
from loanwright.privacy.rules import ConsentMissing, standing


def require_consent(uow: UnitOfWork, party_id: UUID, purpose: ConsentPurpose, subject_id: UUID | None = None) -> UUID:
    """The id of the consent that allows `purpose` now; with `subject_id`, only one given for that matter or for all.

    Raises:
        ConsentMissing: never given, expired or revoked.
    """
    consents = repository.consents_of(uow, party_id)
    if subject_id is not None:
        consents = tuple(consent for consent in consents if consent.subject_id in (None, subject_id))
    return standing(consents, purpose, uow.now).id


def consent_stands(uow: UnitOfWork, party_id: UUID, purpose: ConsentPurpose, subject_id: UUID) -> bool:
    """Whether somebody allows `purpose` now, for this matter or for all."""
    try:
        require_consent(uow, party_id, purpose, subject_id)
    except ConsentMissing:
        return False
    return True


def consents_of(uow: UnitOfWork, party_id: UUID) -> tuple[Consent, ...]:
    """Every consent a person ever gave, oldest first, revoked ones included."""
    return repository.consents_of(uow, party_id)
