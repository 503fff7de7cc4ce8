"""Trials on the wire."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from loanwright.decisioning.model import Outcome
from loanwright.decisioning.schemas import SignatureView
from loanwright.decisioning.trial_figures import ArmFigures, Difference, TrialFigures
from loanwright.decisioning.trials import Arm, Trial, TrialMode, TrialStatus
from loanwright.kernel.signature import Signature

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ProposeTrial(_Body):
    """Which approved version to try beside the one in force, how, and on how many of a hundred applications."""

    challenger: int = Field(ge=1)
    mode: TrialMode
    share_percent: int = Field(ge=1, le=100)
    reason: Note


class TrialNote(_Body):
    """Why."""

    note: Note = ""


class ArmView(BaseModel):
    """How applications came out, as the system decided."""

    applications: int
    approve: int
    refer: int
    decline: int


class DifferenceView(BaseModel):
    """Challenger's approval rate less the champion's, its 95 % interval, and how likely chance alone shows as much."""

    value: float
    low: float
    high: float
    p_value: float


class TrialFiguresView(BaseModel):
    """Both sides on the people each decided on, and both verdicts on the same people."""

    champion_arm: ArmView
    challenger_arm: ArmView
    between_arms: DifferenceView | None
    champion_says: ArmView
    challenger_says: ArmView
    only_champion_approves: int
    only_challenger_approves: int
    p_value_same_people: float


class TrialView(BaseModel):
    """A trial, where it stands and what it has shown."""

    id: UUID
    challenger: int
    mode: TrialMode
    share_percent: int
    status: TrialStatus
    reason: str
    proposed: SignatureView
    reviewed: SignatureView | None
    ended: SignatureView | None
    end_note: str
    figures: TrialFiguresView


class TrialsView(BaseModel):
    """A policy's trials, newest first."""

    trials: list[TrialView]


def trial_view(trial: Trial, figures: TrialFigures) -> TrialView:
    """A trial as JSON."""
    return TrialView(
        id=trial.id,
        challenger=trial.challenger,
        mode=trial.mode,
        share_percent=trial.share_percent,
        status=trial.status,
        reason=trial.reason,
        proposed=SignatureView(name=trial.proposed.name, at=trial.proposed.at),
        reviewed=_signature_view(trial.reviewed),
        ended=_signature_view(trial.ended),
        end_note=trial.end_note,
        figures=_figures_view(figures),
    )


def _figures_view(figures: TrialFigures) -> TrialFiguresView:
    return TrialFiguresView(
        champion_arm=_arm_view(figures.arms[Arm.CHAMPION]),
        challenger_arm=_arm_view(figures.arms[Arm.CHALLENGER]),
        between_arms=_difference_view(figures.between_arms),
        champion_says=_arm_view(figures.champion_says),
        challenger_says=_arm_view(figures.challenger_says),
        only_champion_approves=figures.lost,
        only_challenger_approves=figures.won,
        p_value_same_people=figures.p_value_same_people,
    )


def _arm_view(arm: ArmFigures) -> ArmView:
    return ArmView(
        applications=arm.applications,
        approve=arm.approved,
        refer=arm.outcomes.get(Outcome.REFER, 0),
        decline=arm.outcomes.get(Outcome.DECLINE, 0),
    )


def _difference_view(found: Difference | None) -> DifferenceView | None:
    if found is None:
        return None
    return DifferenceView(value=found.value, low=found.low, high=found.high, p_value=found.p_value)


def _signature_view(signature: Signature | None) -> SignatureView | None:
    return None if signature is None else SignatureView(name=signature.name, at=signature.at)
