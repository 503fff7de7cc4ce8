"""Trials: another approved version of a policy tried beside the one in force, on a share of applications. Pure.

    proposed ──approve (another person)──> running ──end──> ended
        └──────────decline───────────> declined

In the shadow, the version in force decides and the verdict of the challenger is only kept. Live, it decides on its
share. Which side an application is on follows from its id and the trial's alone: asked again, it is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from loanwright.access.api import require_second_person
from loanwright.decisioning.model import Outcome
from loanwright.kernel.refusals import Refusal
from loanwright.kernel.signature import Signature

_SHORTEST_REASON = 4
_PARTS = 10_000


class TrialUnknown(Refusal):
    """There is no such trial."""


class TrialUnderWay(Refusal):
    """One trial of a policy at a time: another is proposed or running."""


class TrialNotProposed(Refusal):
    """The trial does not wait for approval."""


class TrialNotRunning(Refusal):
    """Only a running trial can be ended."""


class TrialReasonMissing(Refusal):
    """This step needs a reason in words."""


class TrialMode(StrEnum):
    """What the challenger's verdict is for."""

    SHADOW = "shadow"
    LIVE = "live"


class TrialStatus(StrEnum):
    """Where a trial stands."""

    PROPOSED = "proposed"
    RUNNING = "running"
    ENDED = "ended"
    DECLINED = "declined"


class Arm(StrEnum):
    """Whose verdict is acted on."""

    CHAMPION = "champion"
    CHALLENGER = "challenger"


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial of `challenger`, a version of the policy `name`, on a share of its applications."""

    id: UUID
    name: str
    challenger: int
    mode: TrialMode
    share_percent: int
    reason: str
    proposed: Signature
    status: TrialStatus = TrialStatus.PROPOSED
    reviewed: Signature | None = None
    ended: Signature | None = None
    end_note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is under way or about to be."""
        return self.status in (TrialStatus.PROPOSED, TrialStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class TrialDecision:
    """One application under a trial: whose verdict was acted on, what it said, and what the other would have said."""

    arm: Arm
    acted: Outcome
    other: Outcome


def checked(trial: Trial, others: Sequence[Trial]) -> Trial:
    """A trial that may be proposed.

    Raises:
        TrialUnderWay, TrialReasonMissing
    """
    if any(other.is_open for other in others):
        raise TrialUnderWay()
    _require_reason(trial.reason)
    return trial


def begun(trial: Trial, reviewer: Signature) -> Trial:
    """The trial running, on the word of somebody else than whoever proposed it.

    Raises:
        TrialNotProposed, SecondPersonNeeded
    """
    _require_proposed(trial)
    require_second_person(trial.proposed.by, reviewer.by)
    return replace(trial, status=TrialStatus.RUNNING, reviewed=reviewer)


def turned_down(trial: Trial, reviewer: Signature, note: str) -> Trial:
    """The trial declined, or taken back, before it began.

    Raises:
        TrialNotProposed, TrialReasonMissing
    """
    _require_proposed(trial)
    _require_reason(note)
    return replace(trial, status=TrialStatus.DECLINED, reviewed=reviewer, end_note=note.strip())


def stopped(trial: Trial, by: Signature, note: str) -> Trial:
    """The trial ended. One person may: it returns to what two approved.

    Raises:
        TrialNotRunning, TrialReasonMissing
    """
    if trial.status is not TrialStatus.RUNNING:
        raise TrialNotRunning()
    _require_reason(note)
    return replace(trial, status=TrialStatus.ENDED, ended=by, end_note=note.strip())


def takes_part(trial: Trial, application_id: UUID) -> bool:
    """Whether an application is among the share: by the hash of both ids, so evenly and always alike."""
    digest = hashlib.sha256(trial.id.bytes + application_id.bytes).digest()
    return int.from_bytes(digest[:8], "big") % _PARTS < trial.share_percent * _PARTS // 100


def arm_of(trial: Trial, application_id: UUID) -> Arm:
    """Whose verdict is acted on."""
    is_live = trial.mode is TrialMode.LIVE
    return Arm.CHALLENGER if is_live and takes_part(trial, application_id) else Arm.CHAMPION


def is_watched(trial: Trial, application_id: UUID) -> bool:
    """Whether both verdicts are computed: live on every application, so that the arms can be compared."""
    return trial.mode is TrialMode.LIVE or takes_part(trial, application_id)


def _require_proposed(trial: Trial) -> None:
    if trial.status is not TrialStatus.PROPOSED:
        raise TrialNotProposed()


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < _SHORTEST_REASON:
        raise TrialReasonMissing(shortest=_SHORTEST_REASON)
