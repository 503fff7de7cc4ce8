"""Consent stage: the consent to query the credit bureau stands, and its number travels with the query."""

from __future__ import annotations

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination.model import Application
from loanwright.origination.stages import Exit
from loanwright.origination.usecases.move_application import move_application
from loanwright.privacy import api as privacy


def check_consent(uow: UnitOfWork, application: Application) -> Application:
    """The application at its next stage, with the consent it relies on.

    Raises:
        ConsentMissing: it was revoked or has expired; the application stays where it is.
    """
    purpose = privacy.ConsentPurpose.CREDIT_REPORT_QUERY
    consent_id = privacy.require_consent(uow, application.party_id, purpose, application.id)
    return move_application(uow, application.reached(consent_id=consent_id), Exit.PASSED)
