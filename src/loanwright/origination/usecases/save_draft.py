"""The borrower's answers are saved as they are typed."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import repository, rules
from loanwright.origination.answers import AnswersGiven, changed
from loanwright.products import api as products


def save_draft(uow: UnitOfWork, application_id: UUID, given: AnswersGiven, expected_version: int | None) -> None:
    """Save the answers sent; nothing is saved when one of them is not right.

    Raises:
        ApplicationUnknown, ApplicationAlreadyClosed, DraftAlreadySubmitted, DraftVersionRequired,
        DraftChangedElsewhere, and the refusal of the field that is not right.
    """
    application = repository.lock(uow, application_id)
    rules.check_draft_open(application)
    answers, version = repository.draft_of(uow, application_id)
    rules.check_draft_version(version, expected_version)
    request = application.request
    product = products.product_version(uow, request.product_code, request.product_version)
    read = changed(answers, given, uow.business_date, product.eligibility.minimum_age)
    repository.save_draft(uow, application_id, read)
