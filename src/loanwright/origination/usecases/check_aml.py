"""Anti-money-laundering stage: due diligence is complete, listed names and large amounts are looked at."""

from __future__ import annotations

from loanwright.decisioning import api as decisioning
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import checks, repository
from loanwright.origination.answers import complete
from loanwright.origination.model import Application
from loanwright.origination.usecases.move_application import move_application


def check_aml(uow: UnitOfWork, application: Application) -> Application:
    """The application at its next stage, with what was noticed.

    Raises:
        AnswersMissing: due diligence lacks a fact; the application stays where it is.
    """
    name = complete(repository.draft_of(uow, application.id)[0]).name
    matches = decisioning.names_matched(name, decisioning.watch_list())
    flags = checks.aml_flags(application.request, len(matches))
    return move_application(uow, application.flagged(flags), checks.exit_for(flags), checks.named(flags))
