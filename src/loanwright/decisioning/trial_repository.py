"""Trials, and what both sides said on each application under one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, insert, select, update

from loanwright.decisioning.model import Decision, Outcome, Verdict
from loanwright.decisioning.rules import verdict_to_json
from loanwright.decisioning.tables import decision, policy_trial, trial_decision
from loanwright.decisioning.trials import Arm, Trial, TrialDecision, TrialMode, TrialStatus, TrialUnknown
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.signature import Signature


def trials_of(uow: UnitOfWork, name: str) -> list[Trial]:
    """A policy's trials, newest first."""
    query = select(policy_trial).where(policy_trial.c.name == name).order_by(policy_trial.c.proposed_at.desc())
    return [_trial(row) for row in uow.connection.execute(query)]


def running_trial(uow: UnitOfWork, name: str) -> Trial | None:
    """The trial that is running, if one is."""
    chosen = (policy_trial.c.name == name) & (policy_trial.c.status == TrialStatus.RUNNING.value)
    row = uow.connection.execute(select(policy_trial).where(chosen)).first()
    return None if row is None else _trial(row)


def get_trial(uow: UnitOfWork, name: str, trial_id: UUID) -> Trial:
    """One of a policy's trials.

    Raises:
        TrialUnknown
    """
    chosen = (policy_trial.c.name == name) & (policy_trial.c.id == trial_id)
    row = uow.connection.execute(select(policy_trial).where(chosen)).first()
    if row is None:
        raise TrialUnknown()
    return _trial(row)


def add_trial(uow: UnitOfWork, trial: Trial) -> None:
    """Keep a proposed trial."""
    row = {
        "id": trial.id,
        "name": trial.name,
        "challenger": trial.challenger,
        "mode": trial.mode.value,
        "share_percent": trial.share_percent,
        "reason": trial.reason,
        "proposed_by": trial.proposed.by,
        "proposed_by_name": trial.proposed.name,
        "proposed_at": trial.proposed.at,
        **_standing(trial),
    }
    uow.connection.execute(insert(policy_trial).values(row))


def save_trial(uow: UnitOfWork, trial: Trial) -> None:
    """Keep where a trial stands now."""
    uow.connection.execute(update(policy_trial).where(policy_trial.c.id == trial.id).values(_standing(trial)))


def add_trial_decision(uow: UnitOfWork, trial: Trial, arm: Arm, made: Decision, other: Verdict) -> None:
    """What the policy that was not acted on would have decided."""
    row = {
        "application_id": made.application_id,
        "sequence": made.sequence,
        "party_id": made.party_id,
        "trial_id": trial.id,
        "arm": arm.value,
        "acted": made.outcome.value,
        "other": other.outcome.value,
        "other_verdict": verdict_to_json(other),
    }
    uow.connection.execute(insert(trial_decision).values(row))


def trial_decisions(uow: UnitOfWork, trial_id: UUID) -> list[TrialDecision]:
    """Every application under a trial."""
    table = trial_decision.c
    query = select(table.arm, table.acted, table.other).where(table.trial_id == trial_id)
    return [
        TrialDecision(Arm(row.arm), Outcome(row.acted), Outcome(row.other)) for row in uow.connection.execute(query)
    ]


def other_verdicts(uow: UnitOfWork) -> Iterator[tuple[UUID, str, str]]:
    """Every decision under a trial: its id, the case it was made from, and the other side's verdict as it was kept."""
    same = and_(
        decision.c.application_id == trial_decision.c.application_id, decision.c.sequence == trial_decision.c.sequence
    )
    query = select(decision.c.id, decision.c.case_sealed, trial_decision.c.other_verdict).join(decision, same)
    ordered = query.order_by(decision.c.id).execution_options(yield_per=500)
    for row in uow.connection.execute(ordered):
        yield row.id, uow.keyring.decrypt(row.case_sealed), row.other_verdict


def _standing(trial: Trial) -> dict[str, Any]:
    reviewed, ended = trial.reviewed, trial.ended
    return {
        "status": trial.status.value,
        "reviewed_by": reviewed.by if reviewed else None,
        "reviewed_by_name": reviewed.name if reviewed else "",
        "reviewed_at": reviewed.at if reviewed else None,
        "ended_by": ended.by if ended else None,
        "ended_by_name": ended.name if ended else "",
        "ended_at": ended.at if ended else None,
        "end_note": trial.end_note,
    }


def _trial(row: Row[Any]) -> Trial:
    reviewed = Signature(row.reviewed_by, row.reviewed_by_name, row.reviewed_at) if row.reviewed_at else None
    ended = Signature(row.ended_by, row.ended_by_name, row.ended_at) if row.ended_at else None
    return Trial(
        id=row.id,
        name=row.name,
        challenger=row.challenger,
        mode=TrialMode(row.mode),
        share_percent=row.share_percent,
        reason=row.reason,
        proposed=Signature(row.proposed_by, row.proposed_by_name, row.proposed_at),
        status=TrialStatus(row.status),
        reviewed=reviewed,
        ended=ended,
        end_note=row.end_note,
    )
