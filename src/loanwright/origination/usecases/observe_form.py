"""The applicant lets us measure how the form is filled in, or does not; what was measured is handed in."""

from __future__ import annotations

from uuid import UUID

from loanwright.fraud import api as fraud
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import repository, rules
from loanwright.privacy import api as privacy

_PURPOSE = privacy.ConsentPurpose.FRAUD_PREVENTION


def permit_observation(uow: UnitOfWork, application_id: UUID, wording_version: int) -> None:
    """The consent, on record for this application; given again, it stands as it is.

    Raises:
        ApplicationUnknown, ApplicationAlreadyClosed, DraftAlreadySubmitted, ConsentWordingNotCurrent
    """
    application = repository.lock(uow, application_id)
    rules.check_draft_open(application)
    if not privacy.consent_stands(uow, application.party_id, _PURPOSE, application.id):
        agreed = privacy.WordingAgreed(_PURPOSE, wording_version)
        privacy.give_consents(uow, application.party_id, application.id, [agreed])
    uow.audit("origination.permit-observation", "application", application.id, wording_version=wording_version)


def record_observation(uow: UnitOfWork, application_id: UUID, measured: fraud.Measured) -> None:
    """What was measured, on record beside the application; measured again, the newest stays.

    Raises:
        ApplicationUnknown, ApplicationAlreadyClosed, DraftAlreadySubmitted
        ConsentMissing: nothing is kept without a consent that stands.
    """
    application = repository.lock(uow, application_id)
    rules.check_draft_open(application)
    privacy.require_consent(uow, application.party_id, _PURPOSE, application.id)
    fraud.keep_observation(uow, application.id, application.party_id, measured)
    uow.audit("origination.record-observation", "application", application.id)
