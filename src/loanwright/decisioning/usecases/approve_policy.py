"""The way of a draft into force: handed in, approved or returned by a second person, put in force; and back again."""

from __future__ import annotations

from datetime import datetime

from loanwright.decisioning import policy_repository as repository
from loanwright.decisioning.policy import Policy
from loanwright.decisioning.policy_versions import (
    PolicyVersion,
    approved,
    check_activation,
    in_force,
    returned,
    submitted,
)
from loanwright.decisioning.usecases.draft_policy import locked_version, record, signature
from loanwright.infra.unit_of_work import UnitOfWork


def submit_policy(uow: UnitOfWork, name: str, number: int) -> PolicyVersion:
    """A draft handed in; every saved case must come out under it as it should.

    Raises:
        PolicyUnknown, PolicyNotDraft, PolicyOfSomebodyElse, PolicyReasonMissing, PolicyUnchanged, PolicyCasesFail
    """
    version = locked_version(uow, name, number)
    base = repository.policy_of(uow, name, version.based_on)
    handed_in = submitted(version, base, repository.cases_of(uow, name), uow.actor.id)
    repository.save_version(uow, handed_in)
    record(uow, "decisioning.submit-policy", handed_in.policy)
    return handed_in


def approve_policy(uow: UnitOfWork, name: str, number: int, effective_at: datetime | None, note: str) -> PolicyVersion:
    """A version approved by a second person; it decides from `effective_at` on, at once if None.

    Raises:
        PolicyUnknown, PolicyNotSubmitted, SecondPersonNeeded, PolicyEffectiveInPast
    """
    version = approved(locked_version(uow, name, number), signature(uow), note)
    repository.save_version(uow, version)
    _put_in_force(uow, version.policy, effective_at, version.note)
    record(uow, "decisioning.approve-policy", version.policy)
    return version


def return_policy(uow: UnitOfWork, name: str, number: int, note: str) -> PolicyVersion:
    """A version sent back to its author with a reason.

    Raises:
        PolicyUnknown, PolicyNotSubmitted, PolicyReasonMissing
    """
    version = returned(locked_version(uow, name, number), signature(uow), note)
    repository.save_version(uow, version)
    record(uow, "decisioning.return-policy", version.policy)
    return version


def activate_policy(uow: UnitOfWork, name: str, number: int, effective_at: datetime | None, reason: str) -> None:
    """Put an approved version in force again: this is how one goes back. One person may: it was approved by two.

    Raises:
        PolicyUnknown, PolicyNotApproved, PolicyInForceAlready, PolicyEffectiveInPast, PolicyReasonMissing
    """
    repository.lock(uow, name)
    policy = repository.policy_of(uow, name, number)
    _put_in_force(uow, policy, effective_at, reason)
    record(uow, "decisioning.activate-policy", policy)


def _put_in_force(uow: UnitOfWork, policy: Policy, effective_at: datetime | None, reason: str) -> None:
    version = repository.find_version(uow, policy.name, policy.version)
    decides = in_force(repository.activations_of(uow, policy.name), uow.now)
    from_ = effective_at or uow.now
    check_activation(version, policy.version, decides, from_, uow.now, reason)
    repository.add_activation(uow, policy, from_, reason.strip())
