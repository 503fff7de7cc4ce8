"""A stage has taken too long: what its rule says happens now."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from loanwright.contracts import api as contracts
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.notifications import api as notifications
from loanwright.origination import repository, rules
from loanwright.origination.queries import TIME_LIMIT
from loanwright.origination.stages import STAGES, Exit
from loanwright.origination.usecases.move_application import move_application


def enforce_time_limit(uow: UnitOfWork, application_id: UUID) -> None:
    """Move a late application on, or show it to staff as stuck; one that is not late any more is left alone."""
    application = repository.lock(uow, application_id)
    if not rules.is_late(application, uow.now):
        return
    exit_ = STAGES[application.stage].on_time_limit
    if exit_ is None:
        repository.save(uow, replace(application, trouble=application.trouble or TIME_LIMIT))
        return
    moved = move_application(uow, rules.timed_out(application, uow.now), exit_, TIME_LIMIT)
    uow.audit("origination.enforce-time-limit", "application", application_id, stage=application.stage)
    if exit_ is Exit.EXPIRED:
        contracts.withdraw_contract(uow, application_id)
        notifications.notify(uow, moved.party_id, "application-expired")
