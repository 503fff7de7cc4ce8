"""An approving decision becomes an offer."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import api as notifications
from loanwright.origination import repository
from loanwright.origination.model import Application, Grant, Offer
from loanwright.origination.stages import STAGES, Exit, Stage
from loanwright.origination.usecases.move_application import move_application
from loanwright.products import api as products


def make_offer(
    uow: UnitOfWork, application: Application, decision_id: UUID, granted: Grant, reason: str | None = None
) -> Application:
    """The application at the offer stage, with an offer of what was granted; the borrower is told.

    `decision_id` must be an approving decision on this application: the database refuses any other.

    Raises:
        AmountNotOffered, TermNotOffered, AnnualRateAboveCap
    """
    request, today = granted.request, uow.business_date
    product = products.product_version(uow, request.product_code, request.product_version)
    asked = (request.amount, request.periods, request.method)
    quote = products.quote(products.priced(product, granted.rate_points), *asked, today, uow.calendar)
    expires_at = uow.now + STAGES[Stage.OFFER].time_limit
    offer = Offer(uow.new_id(), application.id, application.party_id, decision_id, quote.terms, uow.now, expires_at)
    repository.add_offer(uow, offer)
    approved = application.reached(decision_id=decision_id, approved_at=uow.now)
    moved = move_application(uow, approved, Exit.APPROVED, reason)
    notifications.notify(uow, application.party_id, "offer-ready", amount=str(request.amount))
    return moved
