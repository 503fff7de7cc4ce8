"""Data stage: the bureau has answered, or it is settled that it will not."""

from __future__ import annotations

from uuid import UUID

from loanwright.decisioning import api as decisioning
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import checks, repository
from loanwright.origination.stages import Stage, Standing
from loanwright.origination.usecases.move_application import move_application
from loanwright.parties import api as parties


def report_request(uow: UnitOfWork, application_id: UUID) -> decisioning.ReportRequest | None:
    """What to ask the bureau; None once the application has left the data stage."""
    application = repository.get(uow, application_id)
    if application.stage is not Stage.DATA or application.standing is not Standing.OPEN:
        return None
    person = parties.person(uow, application.party_id)
    return decisioning.ReportRequest(application.id, person.party_id, person.name, person.id_number.text)


def settle_report(uow: UnitOfWork, application_id: UUID, status: decisioning.ReportStatus) -> None:
    """Move the application on with its report, or without one; safe to repeat."""
    application = repository.lock(uow, application_id)
    if application.stage is not Stage.DATA or application.standing is not Standing.OPEN:
        return
    flags = checks.report_flags(status)
    settled = application.flagged(flags).reached(report_settled_at=uow.now)
    move_application(uow, settled, checks.exit_for(flags), checks.named(flags))
    uow.audit("origination.run-data", "application", application_id, status=status.value)
