"""A trial of a policy's version beside the one in force: proposed, approved or declined by a second person, ended."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from loanwright.decisioning import policy_repository
from loanwright.decisioning import trial_repository as repository
from loanwright.decisioning.policy_versions import PolicyInForceAlready, PolicyNotApproved, PolicyStatus
from loanwright.decisioning.trials import Trial, TrialMode, begun, checked, stopped, turned_down
from loanwright.decisioning.usecases.draft_policy import signature
from loanwright.infra.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class TrialProposal:
    """Which version to try, how, on how many of a hundred applications, and why."""

    name: str
    challenger: int
    mode: TrialMode
    share_percent: int
    reason: str


def propose_trial(uow: UnitOfWork, wanted: TrialProposal) -> Trial:
    """A trial that waits for a second person.

    Raises:
        PolicyUnknown, PolicyNotApproved, PolicyInForceAlready, TrialUnderWay, TrialReasonMissing
    """
    policy_repository.lock(uow, wanted.name)
    _check_challenger(uow, wanted)
    proposal = Trial(
        id=uow.new_id(),
        name=wanted.name,
        challenger=wanted.challenger,
        mode=wanted.mode,
        share_percent=wanted.share_percent,
        reason=wanted.reason.strip(),
        proposed=signature(uow),
    )
    trial = checked(proposal, repository.trials_of(uow, wanted.name))
    repository.add_trial(uow, trial)
    _record(uow, "decisioning.propose-trial", trial)
    return trial


def begin_trial(uow: UnitOfWork, name: str, trial_id: UUID) -> Trial:
    """The trial runs.

    Raises:
        TrialUnknown, TrialNotProposed, SecondPersonNeeded
    """
    return _saved(uow, "decisioning.begin-trial", begun(_locked(uow, name, trial_id), signature(uow)))


def decline_trial(uow: UnitOfWork, name: str, trial_id: UUID, note: str) -> Trial:
    """The trial does not begin.

    Raises:
        TrialUnknown, TrialNotProposed, TrialReasonMissing
    """
    return _saved(uow, "decisioning.decline-trial", turned_down(_locked(uow, name, trial_id), signature(uow), note))


def end_trial(uow: UnitOfWork, name: str, trial_id: UUID, note: str) -> Trial:
    """The version in force decides on everything again.

    Raises:
        TrialUnknown, TrialNotRunning, TrialReasonMissing
    """
    return _saved(uow, "decisioning.end-trial", stopped(_locked(uow, name, trial_id), signature(uow), note))


def _check_challenger(uow: UnitOfWork, wanted: TrialProposal) -> None:
    policy_repository.policy_of(uow, wanted.name, wanted.challenger)
    version = policy_repository.find_version(uow, wanted.name, wanted.challenger)
    if version is not None and version.status is not PolicyStatus.APPROVED:
        raise PolicyNotApproved(version=wanted.challenger)
    if policy_repository.policy_in_force(uow, wanted.name).version == wanted.challenger:
        raise PolicyInForceAlready(version=wanted.challenger)


def _locked(uow: UnitOfWork, name: str, trial_id: UUID) -> Trial:
    policy_repository.lock(uow, name)
    return repository.get_trial(uow, name, trial_id)


def _saved(uow: UnitOfWork, command: str, trial: Trial) -> Trial:
    repository.save_trial(uow, trial)
    _record(uow, command, trial)
    return trial


def _record(uow: UnitOfWork, command: str, trial: Trial) -> None:
    challenger = f"{trial.name}/{trial.challenger}"
    facts = {"challenger": challenger, "mode": trial.mode.value, "share": str(trial.share_percent)}
    uow.audit(command, "policy-trial", trial.id, **facts)
