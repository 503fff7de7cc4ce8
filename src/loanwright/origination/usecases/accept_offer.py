"""The borrower takes the offer."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import repository, rules
from loanwright.origination.events import OfferAccepted
from loanwright.origination.model import Application
from loanwright.origination.stages import Exit
from loanwright.origination.usecases.move_application import move_application


def accept_offer(uow: UnitOfWork, application_id: UUID) -> Application:
    """The application at the signing stage; accepted again, it is left as it is.

    Raises:
        ApplicationUnknown, OfferNotOpen, OfferExpired, ApplicationAlreadyClosed
    """
    application = repository.lock(uow, application_id)
    if application.milestones.offer_accepted_at is not None:
        return application
    offer = rules.accepted(repository.offer_of(uow, application_id), uow.now)
    repository.accept_offer(uow, offer)
    moved = move_application(uow, application.reached(offer_accepted_at=uow.now), Exit.PASSED)
    uow.publish(OfferAccepted(application_id=application_id, offer_id=offer.id))
    uow.audit("origination.accept-offer", "application", application_id)
    return moved
