"""A partner hands in a whole application for somebody: begun, answered and submitted in one command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import checks, repository, rules
from loanwright.origination.answers import Answers, AnswersGiven, changed, complete
from loanwright.origination.model import Application, Request
from loanwright.origination.usecases.start_application import StartApplication, requested
from loanwright.origination.usecases.submit_application import hand_in
from loanwright.privacy import api as privacy
from loanwright.products import api as products


@dataclass(frozen=True, slots=True)
class WholeApplication:
    """What a borrower tells in several steps, told at once."""

    wish: StartApplication
    answers: AnswersGiven
    agreed: Sequence[privacy.WordingAgreed]


def read_whole(product: products.Product, told: WholeApplication, today: date) -> tuple[Request, Answers]:
    """What is asked for and every answer, complete and each in order; pure, so that it can be checked at the door.

    Raises:
        AmountNotOffered, TermNotOffered, MethodNotOffered, PurposeNotOffered, AnswersMissing, AccountHolderDiffers,
        ConsentMissing, and the refusal of the field that is not right.
    """
    request = requested(product, told.wish, today)
    answers = changed(Answers(language=told.wish.language), told.answers, today, product.eligibility.minimum_age)
    complete(answers)
    needed = privacy.purposes_needed(privacy.ConsentMoment.APPLICATION, today)
    checks.check_consents_complete(told.agreed, needed)
    return request, answers


def receive_application(
    uow: UnitOfWork, application_id: UUID, party_id: UUID, told: WholeApplication, partner: str
) -> Application:
    """The application of `party_id`, on its way through the automatic stages; `partner` names who sent it.

    Raises:
        ProductNotFound, what `read_whole` raises, RegionNotServed, TooOldAtMaturity, ConsentWordingNotCurrent,
        IdentityAlreadyKnown
    """
    product = products.product_in_force(uow, told.wish.product_code)
    request, answers = read_whole(product, told, uow.business_date)
    application = rules.begun(application_id, party_id, request, uow.now)
    repository.add(uow, application, answers)
    moved = hand_in(uow, application, complete(answers), told.agreed)
    uow.audit("origination.receive-application", "application", application.id, product=product.code, partner=partner)
    return moved
