"""Move an application on through one of its stage's exits: the only way its stage ever changes."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.origination import repository, rules
from loanwright.origination.events import ApplicationClosed
from loanwright.origination.model import Application, Move
from loanwright.origination.stages import Exit, Goal, Stage, Standing

RUN_STAGE = "origination.run_stage"


class StageDue(BaseModel):
    """An automatic stage that waits to be run."""

    application_id: UUID
    stage: Stage


def move_application(uow: UnitOfWork, application: Application, exit_: Exit, reason: str | None = None) -> Application:
    """The application after leaving its stage through `exit_`, with its history, and the next stage set going.

    Raises:
        ApplicationAlreadyClosed, StageExitNotPossible, StageEntryRefused
    """
    moved = rules.left(application, exit_, uow.now)
    goal = moved.stage if moved.standing is Standing.OPEN else moved.standing
    record_move(uow, moved, application.stage, exit_, goal, reason)
    return moved


def record_move(uow: UnitOfWork, moved: Application, stage: Stage, exit_: Exit, goal: Goal, reason: str | None) -> None:
    """Write a move down and tell those who wait for it."""
    repository.save(uow, moved)
    actor = uow.actor
    move = Move(moved.id, moved.moves, stage, exit_, goal, uow.now, actor.kind.value, actor.id, reason)
    repository.add_move(uow, move)
    if rules.is_automatic(moved):
        uow.enqueue(RUN_STAGE, StageDue(application_id=moved.id, stage=moved.stage))
    if moved.standing is not Standing.OPEN:
        uow.publish(ApplicationClosed(application_id=moved.id, party_id=moved.party_id, standing=moved.standing))
