"""Fraud stage: has this ID number, or this account, turned up under somebody else; and what does `fraud` find?"""

from __future__ import annotations

from loanwright.fraud import api as fraud
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import checks, repository
from loanwright.origination.answers import complete
from loanwright.origination.model import Application
from loanwright.origination.usecases.move_application import move_application
from loanwright.parties import api as parties


def check_fraud(uow: UnitOfWork, application: Application) -> Application:
    """The application at its next stage, with what was noticed."""
    examination = fraud.examine_application(uow, _applicant(uow, application))
    flags = checks.fraud_flags(
        other_parties_with_id=parties.count_others_with_id_number(uow, application.party_id),
        other_parties_with_account=parties.count_others_with_account(uow, application.party_id),
        recent_applications=repository.count_submitted(
            uow, application.party_id, uow.now - checks.APPLICATIONS_COUNTED_WITHIN
        ),
        findings=examination.findings,
    )
    return move_application(uow, application.flagged(flags), checks.exit_for(flags), checks.named(flags))


def _applicant(uow: UnitOfWork, application: Application) -> fraud.Applicant:
    answers = complete(repository.draft_of(uow, application.id)[0])
    return fraud.Applicant(
        application_id=application.id,
        party_id=application.party_id,
        id_number=answers.id_number.text,
        phone=parties.person(uow, application.party_id).phone,
        account_number=answers.payout_account.number,
        contact_phone=answers.contact_phone or "",
        address=f"{answers.region}{answers.address}" if answers.address else "",
        employer=answers.employment.employer,
    )
