"""Trials of a policy for staff over HTTP: propose, approve, turn down, end, and what they have shown."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, status

from loanwright.access.api import staff_edge
from loanwright.decisioning import api
from loanwright.decisioning.trial_schemas import ProposeTrial, TrialNote, TrialsView, TrialView, trial_view
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork

router = APIRouter(prefix="/staff/policies/{name}/trials", tags=["decisioning"])

PolicyName = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{2,59}$")]
Reader = Annotated[Edge, staff_edge("policy.read")]
Author = Annotated[Edge, staff_edge("policy.draft")]
Approver = Annotated[Edge, staff_edge("policy.approve")]


@router.get("")
def list_trials(name: PolicyName, edge: Reader) -> TrialsView:
    """A policy's trials with their figures, newest first."""
    return edge.query(lambda uow: TrialsView(trials=[trial_view(*found) for found in api.trials(uow, name)]))


@router.post("", status_code=status.HTTP_201_CREATED)
def propose_trial(name: PolicyName, body: ProposeTrial, edge: Author) -> TrialView:
    """Propose to try an approved version beside the one in force; a second person approves."""
    wanted = api.TrialProposal(name, body.challenger, body.mode, body.share_percent, body.reason)
    return edge.command(lambda uow: _shown(uow, api.propose_trial(uow, wanted)), TrialView)


@router.post("/{trial_id}/approval")
def begin_trial(name: PolicyName, trial_id: UUID, edge: Approver) -> TrialView:
    """Let a trial somebody else proposed begin."""
    return edge.command(lambda uow: _shown(uow, api.begin_trial(uow, name, trial_id)), TrialView)


@router.post("/{trial_id}/refusal")
def decline_trial(name: PolicyName, trial_id: UUID, body: TrialNote, edge: Author) -> TrialView:
    """Turn a proposed trial down, or take it back."""
    return edge.command(lambda uow: _shown(uow, api.decline_trial(uow, name, trial_id, body.note)), TrialView)


@router.post("/{trial_id}/end")
def end_trial(name: PolicyName, trial_id: UUID, body: TrialNote, edge: Author) -> TrialView:
    """End a running trial: the version in force decides on everything again."""
    return edge.command(lambda uow: _shown(uow, api.end_trial(uow, name, trial_id, body.note)), TrialView)


def _shown(uow: UnitOfWork, trial: api.Trial) -> TrialView:
    return trial_view(trial, api.trial_figures(uow, trial))
