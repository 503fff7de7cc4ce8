"""Do what a decision says: make the offer, ask a person, or end the application."""

from __future__ import annotations

from typing import assert_never

from loanwright.decisioning import api as decisioning
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import api as notifications
from loanwright.origination.events import ApplicationDecided
from loanwright.origination.model import Application, Grant
from loanwright.origination.stages import Exit
from loanwright.origination.usecases.make_offer import make_offer
from loanwright.origination.usecases.move_application import move_application


def carry_out_decision(
    uow: UnitOfWork, application: Application, decision: decisioning.Decision, granted: Grant, reason: str | None
) -> Application:
    """The application where the decision leads it; the borrower is told."""
    uow.publish(
        ApplicationDecided(application_id=application.id, decision_id=decision.id, outcome=decision.outcome.value)
    )
    decided = application.reached(decision_id=decision.id)
    match decision.outcome:
        case decisioning.Outcome.APPROVE:
            return make_offer(uow, decided, decision.id, granted, reason)
        case decisioning.Outcome.REFER:
            return _told(uow, move_application(uow, decided, Exit.REFERRED, reason), "application-in-review")
        case decisioning.Outcome.DECLINE:
            return _told(uow, move_application(uow, decided, Exit.DECLINED, reason), "application-declined")
        case _:
            assert_never(decision.outcome)


def _told(uow: UnitOfWork, application: Application, template: str) -> Application:
    notifications.notify(uow, application.party_id, template)
    return application
