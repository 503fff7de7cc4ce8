"""Identity stage: the person on file is the one who applied, and the payout account is theirs."""

from __future__ import annotations

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import checks, repository
from loanwright.origination.answers import complete
from loanwright.origination.model import Application
from loanwright.origination.stages import Exit
from loanwright.origination.usecases.move_application import move_application
from loanwright.parties import api as parties


def check_identity(uow: UnitOfWork, application: Application) -> Application:
    """The application at its next stage, its identity checked.

    Raises:
        IdentityDiffers, AccountHolderDiffers, and what `read_id_number` raises: the application stays where it is.
    """
    answers = complete(repository.draft_of(uow, application.id)[0])
    person = parties.person(uow, application.party_id)
    parties.read_id_number(person.id_number.text, uow.business_date)
    checks.check_identity(answers, person)
    return move_application(uow, application.reached(identity_checked_at=uow.now), Exit.PASSED)
