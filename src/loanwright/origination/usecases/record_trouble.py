"""An automatic stage failed: keep the reason where staff can see it, until a later attempt succeeds."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import repository
from loanwright.origination.stages import Stage


def record_trouble(uow: UnitOfWork, application_id: UUID, stage: Stage, trouble: str) -> None:
    """Write the reason down, if the application still stands in that stage."""
    application = repository.lock(uow, application_id)
    if application.stage is stage:
        repository.save(uow, replace(application, trouble=trouble))
