"""From draft to force: who may do what to a version of a policy, and which version decides at a moment. Pure.

    draft ──submit──> submitted ──approve (another person)──> approved ──activation──> in force
      ^  └─withdraw─> withdrawn <─withdraw─┘ │
      └───────────────── return ─────────────┘

An approved version never changes. Which one is in force is a list of activations that only grows: going back to a
former version is one more activation, so that every past moment can be asked what it decided by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from loanwright.access.api import require_second_person
from loanwright.decisioning.model import Outcome
from loanwright.decisioning.policy import Policy, consult
from loanwright.kernel.refusals import Refusal
from loanwright.kernel.signature import Signature

_SHORTEST_REASON = 4


class PolicyNotDraft(Refusal):
    """The version has been handed in or withdrawn: it is not edited any more."""


class PolicyNotSubmitted(Refusal):
    """The version does not wait for approval."""


class PolicyNotApproved(Refusal):
    """Only an approved version can be put in force."""


class PolicyOfSomebodyElse(Refusal):
    """Only whoever drafted a version edits it."""


class PolicyChangedMeanwhile(Refusal):
    """The draft was saved again since it was read."""


class PolicyUnchanged(Refusal):
    """The draft says the same as the version it is based on."""


class PolicyReasonMissing(Refusal):
    """This step needs a reason in words."""


class PolicyEffectiveInPast(Refusal):
    """A policy takes effect now or later, never before."""


class PolicyInForceAlready(Refusal):
    """This version decides already."""


class PolicyCasesFail(Refusal):
    """Saved cases come out otherwise under this draft than they should; `first` names one."""


class PolicyStatus(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """A version on its way. `revision` counts how often it was saved; `based_on` is the version it started from."""

    policy: Policy
    status: PolicyStatus
    based_on: int
    note: str
    drafted: Signature
    revision: int = 1
    reviewed: Signature | None = None
    review_note: str = ""


@dataclass(frozen=True, slots=True)
class Activation:
    """From `effective_at` on, `version` decides."""

    sequence: int
    version: int
    effective_at: datetime
    ordered: Signature
    reason: str


@dataclass(frozen=True, slots=True)
class SavedCase:
    """A case in figures, with what must come of it: what the rules look at, and nothing that tells who it was."""

    id: UUID
    title: str
    inputs: dict[str, int]
    expected: Outcome


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A saved case under some version: what it comes to, and by which rules."""

    case: SavedCase
    outcome: Outcome
    rules: tuple[int, ...]

    @property
    def passes(self) -> bool:
        """Whether that is what should come of it."""
        return self.outcome is self.case.expected


def edited(version: PolicyVersion, policy: Policy, note: str, revision: int, editor: UUID | None) -> PolicyVersion:
    """The draft with other rules; `revision` is the one the editor had read.

    Raises:
        PolicyNotDraft, PolicyOfSomebodyElse, PolicyChangedMeanwhile
    """
    _require_own(version, editor)
    _require_draft(version)
    if version.revision != revision:
        raise PolicyChangedMeanwhile(revision=version.revision)
    return replace(version, policy=policy, note=note, revision=revision + 1)


def submitted(
    version: PolicyVersion, base: Policy, cases: Iterable[SavedCase], submitter: UUID | None
) -> PolicyVersion:
    """The draft handed in.

    Raises:
        PolicyNotDraft, PolicyOfSomebodyElse, PolicyReasonMissing, PolicyUnchanged
        PolicyCasesFail: a saved case does not come out as it should.
    """
    _require_own(version, submitter)
    _require_draft(version)
    _require_reason(version.note)
    if _content(version.policy) == _content(base):
        raise PolicyUnchanged(version=base.version)
    failing = [result for result in results_of(version.policy, cases) if not result.passes]
    if failing:
        raise PolicyCasesFail(count=len(failing), first=failing[0].case.title)
    return replace(version, status=PolicyStatus.SUBMITTED)


def approved(version: PolicyVersion, reviewer: Signature, note: str) -> PolicyVersion:
    """The version approved, by somebody else than its author.

    Raises:
        PolicyNotSubmitted, SecondPersonNeeded
    """
    _require_submitted(version)
    require_second_person(version.drafted.by, reviewer.by)
    return replace(version, status=PolicyStatus.APPROVED, reviewed=reviewer, review_note=note)


def returned(version: PolicyVersion, reviewer: Signature, note: str) -> PolicyVersion:
    """Back to its author, with what should be done otherwise.

    Raises:
        PolicyNotSubmitted, PolicyReasonMissing
    """
    _require_submitted(version)
    _require_reason(note)
    return replace(version, status=PolicyStatus.DRAFT, reviewed=reviewer, review_note=note)


def withdrawn(version: PolicyVersion, by: UUID | None) -> PolicyVersion:
    """Given up by its author.

    Raises:
        PolicyNotDraft: it is approved or withdrawn already. PolicyOfSomebodyElse
    """
    _require_own(version, by)
    if version.status not in (PolicyStatus.DRAFT, PolicyStatus.SUBMITTED):
        raise PolicyNotDraft()
    return replace(version, status=PolicyStatus.WITHDRAWN)


def check_activation(
    version: PolicyVersion | None, number: int, in_force: int, effective_at: datetime, now: datetime, reason: str
) -> None:
    """Whether a version may be put in force from a moment on; the shipped one (None) always counts as approved.

    Raises:
        PolicyNotApproved, PolicyInForceAlready, PolicyEffectiveInPast, PolicyReasonMissing
    """
    if version is not None and version.status is not PolicyStatus.APPROVED:
        raise PolicyNotApproved(version=number)
    if number == in_force:
        raise PolicyInForceAlready(version=number)
    if effective_at < now:
        raise PolicyEffectiveInPast()
    _require_reason(reason)


def in_force(activations: Sequence[Activation], at: datetime) -> int:
    """The version that decides at a moment: the last to take effect, of several the last ordered; at first the 1st."""
    begun = [one for one in activations if one.effective_at <= at]
    return max(begun, key=lambda one: (one.effective_at, one.sequence)).version if begun else 1


def results_of(policy: Policy, cases: Iterable[SavedCase]) -> tuple[CaseResult, ...]:
    """What saved cases come to under a policy; what a case does not know counts as zero."""
    results = []
    for case in cases:
        inputs = dict.fromkeys(policy.inputs, 0) | case.inputs
        answer = consult(policy, dict(inputs), inputs.get("points", 0))
        results.append(CaseResult(case, answer.outcome, tuple(hit.rule for hit in answer.hits)))
    return tuple(results)


def _content(policy: Policy) -> tuple[object, ...]:
    """What a version says, whatever its number."""
    return policy.rules, policy.terms, policy.scorecard


def _require_own(version: PolicyVersion, editor: UUID | None) -> None:
    if version.drafted.by != editor:
        raise PolicyOfSomebodyElse(name=version.drafted.name)


def _require_draft(version: PolicyVersion) -> None:
    if version.status is not PolicyStatus.DRAFT:
        raise PolicyNotDraft()


def _require_submitted(version: PolicyVersion) -> None:
    if version.status is not PolicyStatus.SUBMITTED:
        raise PolicyNotSubmitted()


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < _SHORTEST_REASON:
        raise PolicyReasonMissing(shortest=_SHORTEST_REASON)
