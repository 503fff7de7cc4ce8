"""The borrower hands the application in, with the consents it needs."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from loanwright.access import api as access
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import api as notifications
from loanwright.origination import checks, repository, rules
from loanwright.origination.answers import CompleteAnswers, complete
from loanwright.origination.events import ApplicationSubmitted
from loanwright.origination.model import Application
from loanwright.origination.stages import Exit
from loanwright.origination.usecases.move_application import move_application
from loanwright.parties import api as parties
from loanwright.privacy import api as privacy
from loanwright.products import api as products


def submit_application(uow: UnitOfWork, application_id: UUID, agreed: Sequence[privacy.WordingAgreed]) -> Application:
    """The application on its way through the automatic stages; submitted again, it is left as it is.

    Raises:
        ApplicationUnknown, ApplicationAlreadyClosed, AnswersMissing, AccountHolderDiffers, RegionNotServed,
        TooOldAtMaturity, ConsentMissing, ConsentWordingNotCurrent,
        IdentityAlreadyKnown
    """
    application = repository.lock(uow, application_id)
    if application.milestones.submitted_at is not None:
        return application
    rules.check_draft_open(application)
    moved = hand_in(uow, application, complete(repository.draft_of(uow, application_id)[0]), agreed)
    uow.audit("origination.submit-application", "application", application.id)
    return moved


def hand_in(
    uow: UnitOfWork, application: Application, answers: CompleteAnswers, agreed: Sequence[privacy.WordingAgreed]
) -> Application:
    """The application past intake: the person and their consents on record, the first automatic stage set going.

    The audit record is the calling command's.

    Raises:
        RegionNotServed, TooOldAtMaturity, ConsentMissing, ConsentWordingNotCurrent, IdentityAlreadyKnown
    """
    request = application.request
    product = products.product_version(uow, request.product_code, request.product_version)
    quote = products.quote(product, request.amount, request.periods, request.method, uow.business_date, uow.calendar)
    checks.check_eligible(product, answers.id_number, uow.business_date, quote.schedule.installments[-1].due_on)
    checks.check_consents_complete(
        agreed, privacy.purposes_needed(privacy.ConsentMoment.APPLICATION, uow.business_date)
    )
    privacy.give_consents(uow, application.party_id, application.id, agreed)
    parties.enter_person(uow, _person(uow, application.party_id, answers), answers.payout_account)
    moved = move_application(uow, application.reached(submitted_at=uow.now), Exit.PASSED)
    notifications.notify(uow, application.party_id, "application-submitted")
    uow.publish(ApplicationSubmitted(application_id=application.id, party_id=application.party_id))
    return moved


def _person(uow: UnitOfWork, party_id: UUID, answers: CompleteAnswers) -> parties.Person:
    phone = access.phone_of(uow, party_id)
    if phone is None:
        raise access.SignInRequired
    return parties.Person(party_id, answers.name, answers.id_number, phone, answers.language)
