"""A member of staff takes a referred application to work on."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import repository, reviewing
from loanwright.origination.model import Application, Claim
from loanwright.origination.usecases.acting import acting_staff
from loanwright.parties import api as parties


def claim_application(uow: UnitOfWork, application_id: UUID) -> Application:
    """The application with the claim on it.

    Raises:
        ApplicationUnknown, ApplicationNotInReview, OwnApplication, ApplicationClaimedByColleague
    """
    application = repository.lock(uow, application_id)
    applicant = parties.person(uow, application.party_id)
    claim = Claim(acting_staff(uow), uow.actor.name, uow.now)
    claimed = reviewing.claimed(application, claim, applicant.name)
    repository.save(uow, claimed)
    uow.audit("origination.claim-application", "application", application_id)
    return claimed
