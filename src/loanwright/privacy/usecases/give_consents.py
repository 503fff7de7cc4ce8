"""Record the consents a person gives, each on its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.privacy import repository
from loanwright.privacy.model import Consent, WordingAgreed
from loanwright.privacy.rules import current_wording, wording_hash


def give_consents(
    uow: UnitOfWork, party_id: UUID, subject_id: UUID | None, agreed: Sequence[WordingAgreed]
) -> tuple[Consent, ...]:
    """One record for each wording agreed to, valid from now for as long as the wording says.

    The audit record is the calling command's: consents are given in the course of something (a submission, a signing).

    Raises:
        ConsentWordingNotCurrent: somebody agreed to a text that is no longer in use.
    """
    given = tuple(_consent(uow, party_id, subject_id, agreement) for agreement in agreed)
    for consent in given:
        repository.add_consent(uow, consent)
    return given


def _consent(uow: UnitOfWork, party_id: UUID, subject_id: UUID | None, agreement: WordingAgreed) -> Consent:
    wording = current_wording(agreement.purpose, agreement.wording_version, uow.business_date)
    return Consent(
        id=uow.new_id(),
        party_id=party_id,
        subject_id=subject_id,
        purpose=wording.purpose,
        wording_version=wording.version,
        wording_hash=wording_hash(wording),
        given_at=uow.now,
        expires_at=uow.now + timedelta(days=wording.validity_days),
        revoked_at=None,
    )
