"""What origination does after a commit: run automatic stages, hear what others did, watch the time limits."""

from __future__ import annotations

from loanwright.infra.tasks import TaskSet, Work
from loanwright.origination.usecases.move_application import StageDue
from loanwright.origination.usecases.record_trouble import record_trouble
from loanwright.origination.usecases.run_stage import run_stage as run_stage_once

tasks = TaskSet("origination")


@tasks.task_outside(StageDue)
def run_stage(work: Work, due: StageDue) -> None:
    """Run an automatic stage; when it fails, leave the reason on the application and try again later."""
    try:
        with work.begin() as uow:
            run_stage_once(uow, due.application_id, due.stage)
    except Exception as failure:
        with work.begin() as uow:
            record_trouble(uow, due.application_id, due.stage, type(failure).__name__)
        raise
