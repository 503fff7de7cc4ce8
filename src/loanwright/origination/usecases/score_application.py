"""Scoring stage: decisioning computes the features, the score and the decision, and puts them on record."""

from __future__ import annotations

from loanwright.decisioning import api as decisioning
from loanwright.fraud import api as fraud
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import repository
from loanwright.origination.answers import CompleteAnswers, complete
from loanwright.origination.model import Application, Request
from loanwright.origination.stages import Exit
from loanwright.origination.usecases.move_application import move_application


def score_application(uow: UnitOfWork, application: Application) -> Application:
    """The application at the decision stage, with the decision it will be carried out by."""
    request = application.request
    answers = complete(repository.draft_of(uow, application.id)[0])
    examined = fraud.examination_of(uow, application.id)
    assessment = decisioning.Assessment(
        application_id=application.id,
        party_id=application.party_id,
        answers=_applicant(answers, request),
        product_code=request.product_code,
        product_version=request.product_version,
        amount=request.amount,
        periods=request.periods,
        method=request.method,
        findings=tuple(sorted(application.flags)),
        signals=examined.signals if examined else {},
    )
    decision = decisioning.assess(uow, assessment)
    return move_application(uow, application.reached(scored_at=uow.now, decision_id=decision.id), Exit.PASSED)


def _applicant(answers: CompleteAnswers, request: Request) -> decisioning.ApplicantAnswers:
    return decisioning.ApplicantAnswers(
        born_on=answers.id_number.born_on,
        region=answers.id_number.region_code,
        purpose=request.purpose,
        employment=answers.employment.kind,
        employed_since=answers.employment.since,
        property=answers.property,
        monthly_income=answers.monthly_income,
        existing_debt_monthly=answers.existing_debt_monthly,
        savings=answers.savings,
    )
