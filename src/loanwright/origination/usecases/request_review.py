"""A declined applicant asks for a person to look (PIPL art. 24: nobody need accept a purely automated decision)."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import api as notifications
from loanwright.origination import repository, reviewing
from loanwright.origination.model import Application
from loanwright.origination.stages import Exit, Stage
from loanwright.origination.usecases.move_application import record_move


def request_review(uow: UnitOfWork, application_id: UUID, words: str) -> Application:
    """The application back in the review queue, with what its applicant has to say.

    Raises:
        ApplicationUnknown, ApplicationNotDeclined, ReviewAlreadyRequested, ReasonMissing
    """
    declined = repository.lock(uow, application_id)
    reopened = reviewing.reopened(declined, reviewing.read_reason(words), uow.now)
    record_move(uow, reopened, declined.stage, Exit.REFERRED, Stage.REVIEW, None)
    notifications.notify(uow, reopened.party_id, "application-in-review")
    uow.audit("origination.request-review", "application", application_id)
    return reopened
