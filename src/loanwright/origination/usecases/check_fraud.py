"""Fraud stage: has this ID number, or this account, turned up under somebody else?"""

from __future__ import annotations

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import checks, repository
from loanwright.origination.model import Application
from loanwright.origination.usecases.move_application import move_application
from loanwright.parties import api as parties


def check_fraud(uow: UnitOfWork, application: Application) -> Application:
    """The application at its next stage, with what was noticed."""
    flags = checks.fraud_flags(
        other_parties_with_id=parties.count_others_with_id_number(uow, application.party_id),
        other_parties_with_account=parties.count_others_with_account(uow, application.party_id),
        recent_applications=repository.count_submitted(
            uow, application.party_id, uow.now - checks.APPLICATIONS_COUNTED_WITHIN
        ),
    )
    return move_application(uow, application.flagged(flags), checks.exit_for(flags), checks.named(flags))
