"""Decision stage: what decisioning decided is carried out."""

from __future__ import annotations

from loanwright.decisioning import api as decisioning
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination.granting import granted_of
from loanwright.origination.model import Application
from loanwright.origination.usecases.carry_out_decision import carry_out_decision


def decide_application(uow: UnitOfWork, application: Application) -> Application:
    """The application where the system's decision leads it.

    Raises:
        DecisionNotFound: nothing was decided; the application stays where it is.
    """
    decision = decisioning.latest_decision(uow, application.id)
    if decision is None:
        raise decisioning.DecisionNotFound
    allowed = decisioning.terms_granted(uow, application.id)
    return carry_out_decision(uow, application, decision, granted_of(application.request, allowed), None)
