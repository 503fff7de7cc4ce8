"""Write a new version of a policy: begin a draft, save it, withdraw it."""

from __future__ import annotations

from dataclasses import dataclass

from loanwright.decisioning import model_repository
from loanwright.decisioning import policy_repository as repository
from loanwright.decisioning.policy import Policy, PolicyUnknown, Rule, Terms, require_sound
from loanwright.decisioning.policy_versions import PolicyStatus, PolicyVersion, edited, withdrawn
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.signature import Signature


@dataclass(frozen=True, slots=True)
class PolicyDraft:
    """What a draft shall say. `revision` is the one its author had read."""

    name: str
    version: int
    revision: int
    scorecard: str
    rules: tuple[Rule, ...]
    terms: tuple[Terms, ...]
    note: str


def begin_policy_draft(uow: UnitOfWork, name: str, based_on: int) -> PolicyVersion:
    """A new draft with the rules of another version.

    Raises:
        PolicyUnknown
    """
    repository.lock(uow, name)
    base = repository.policy_of(uow, name, based_on)
    policy = base.model_copy(update={"version": repository.next_version(uow, name)})
    policy = Policy.model_validate(policy.model_dump())  # without what was compiled of the other
    version = PolicyVersion(policy, PolicyStatus.DRAFT, based_on, "", signature(uow))
    repository.add_version(uow, version)
    record(uow, "decisioning.begin-policy-draft", policy)
    return version


def save_policy_draft(uow: UnitOfWork, draft: PolicyDraft) -> PolicyVersion:
    """The draft with other rules.

    Raises:
        PolicyUnknown, PolicyNotSound, ConditionNotReadable, ScoringModelUnknown
        PolicyNotDraft, PolicyOfSomebodyElse, PolicyChangedMeanwhile
    """
    version = locked_version(uow, draft.name, draft.version)
    changes = {"scorecard": draft.scorecard, "rules": draft.rules, "terms": draft.terms}
    policy = Policy.model_validate(version.policy.model_dump() | changes)
    require_sound(policy)
    model_repository.model_labelled(uow, policy.scorecard)
    saved = edited(version, policy, draft.note, draft.revision, uow.actor.id)
    repository.save_version(uow, saved)
    record(uow, "decisioning.save-policy-draft", policy)
    return saved


def withdraw_policy(uow: UnitOfWork, name: str, number: int) -> PolicyVersion:
    """A draft given up by its author.

    Raises:
        PolicyUnknown, PolicyNotDraft, PolicyOfSomebodyElse
    """
    version = withdrawn(locked_version(uow, name, number), uow.actor.id)
    repository.save_version(uow, version)
    record(uow, "decisioning.withdraw-policy", version.policy)
    return version


def locked_version(uow: UnitOfWork, name: str, number: int) -> PolicyVersion:
    """A version drafted here, for changing.

    Raises:
        PolicyUnknown
    """
    repository.lock(uow, name)
    version = repository.find_version(uow, name, number)
    if version is None:
        raise PolicyUnknown(label=f"{name}/{number}")
    return version


def record(uow: UnitOfWork, command: str, policy: Policy) -> None:
    """In the audit, under the policy's name, with the hash of what it says."""
    uow.audit(command, "policy", repository.subject_of(policy.name), policy=policy.label, sha256=policy.sha256)


def signature(uow: UnitOfWork) -> Signature:
    """Who acts, now."""
    return Signature(uow.actor.id, uow.actor.name, uow.now)
