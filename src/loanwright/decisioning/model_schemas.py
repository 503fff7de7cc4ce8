"""Scoring models on the wire."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from loanwright.decisioning.challenger import Challenger, DescribedAttribute
from loanwright.decisioning.drift import LOOK_FROM, STABLE_BELOW, Drift, MonthFigures, Shift
from loanwright.decisioning.model import Words
from loanwright.decisioning.model_queries import ModelExamined, ModelListed
from loanwright.decisioning.model_versions import ModelStatus
from loanwright.decisioning.schemas import SignatureView
from loanwright.decisioning.scorecard import GroupFairness, Scorecard, ScoredAttribute
from loanwright.decisioning.scoring import ScoringModel

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]
ModelName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]

_LARGEST_FILE = 4_000_000  # characters


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RegisterModel(_Body):
    """The text of a model file as ``loanwright train`` writes it, and what the model shall be called."""

    name: ModelName
    document: str = Field(min_length=2, max_length=_LARGEST_FILE)
    note: Note


class ModelReview(_Body):
    """A second person's word."""

    note: Note = ""


class ScoringModelView(BaseModel):
    """Where a model stands. One that is shipped has nobody who handed it in."""

    label: str
    kind: str
    status: ModelStatus
    decides: bool
    auc: str
    rows: int
    note: str
    registered: SignatureView | None
    reviewed: SignatureView | None
    review_note: str


class GroupView(BaseModel):
    """A group of a feature's values: its training rows, the bad among them, and points on a scorecard."""

    label: Words
    rows: int
    bad: int
    points: int | None


class ModelAttributeView(BaseModel):
    """A feature the model looks at."""

    feature: str
    label: Words
    reason: Words
    groups: list[GroupView]


class CalibrationView(BaseModel):
    """A fifth of unseen rows by predicted probability: what was predicted and what happened."""

    rows: int
    predicted: float
    observed: float


class FairnessView(BaseModel):
    """How a group is treated; `ratio` is its approval rate over the best-treated group's of the same column."""

    column: str
    group: str
    rows: int
    bad: int
    approved: float
    ratio: float
    approved_of_good: float | None
    auc: float | None


class GroupShiftView(BaseModel):
    """A group's share then and now."""

    label: Words
    expected: float
    actual: float


class ShiftView(BaseModel):
    """How one distribution moved since training."""

    name: str
    label: Words
    psi: float
    groups: list[GroupShiftView]


class ModelMonthView(BaseModel):
    """One month's decisions with the model."""

    month: date
    decisions: int
    approved: float
    probability_of_bad: float
    psi: float


class DriftView(BaseModel):
    """The latest decisions beside the training rows; `stable_below` and `look_from` are the customary limits."""

    decisions: int
    stable_below: float
    look_from: float
    points: ShiftView | None
    features: list[ShiftView]
    months: list[ModelMonthView]


class ModelCardView(BaseModel):
    """Everything one should read before relying on a model."""

    standing: ScoringModelView
    data: str
    data_sha256: str
    bad: int
    auc_of_folds: list[float]
    calibration: list[CalibrationView]
    attributes: list[ModelAttributeView]
    fairness: list[FairnessView]
    drift: DriftView


class ScoringModelsView(BaseModel):
    """All models."""

    models: list[ScoringModelView]


def listed_view(found: ModelListed) -> ScoringModelView:
    """A model's standing as JSON."""
    model, registered = found.model, found.registered
    reviewed = registered.reviewed if registered else None
    return ScoringModelView(
        label=model.label,
        kind=kind_of(model),
        status=registered.status if registered else ModelStatus.APPROVED,
        decides=found.decides,
        auc=model.evidence.auc_mean,
        rows=model.evidence.rows,
        note=registered.note if registered else "",
        registered=registered and SignatureView(name=registered.registered.name, at=registered.registered.at),
        reviewed=reviewed and SignatureView(name=reviewed.name, at=reviewed.at),
        review_note=registered.review_note if registered else "",
    )


def card_view(found: ModelExamined) -> ModelCardView:
    """A model's card as JSON."""
    model = found.listed.model
    evidence = model.evidence
    return ModelCardView(
        standing=listed_view(found.listed),
        data=evidence.data,
        data_sha256=evidence.data_sha256,
        bad=evidence.bad,
        auc_of_folds=[float(area) for area in evidence.auc_of_folds],
        calibration=[CalibrationView.model_validate(part) for part in evidence.calibration],
        attributes=[_attribute_view(attribute) for attribute in model.attributes],
        fairness=[_fairness_view(one, evidence.fairness) for one in evidence.fairness],
        drift=_drift_view(found.drift),
    )


def kind_of(model: ScoringModel) -> str:
    """What sort of model it is."""
    match model:
        case Scorecard():
            return "scorecard"
        case Challenger():
            return model.kind


def _attribute_view(attribute: ScoredAttribute | DescribedAttribute) -> ModelAttributeView:
    groups = [
        GroupView(label=group.label.words, rows=group.rows, bad=group.bad, points=getattr(group, "points", None))
        for group in attribute.bins
    ]
    label, reason = attribute.label.words, attribute.reason.words
    return ModelAttributeView(feature=attribute.feature, label=label, reason=reason, groups=groups)


def _fairness_view(one: GroupFairness, all_groups: tuple[GroupFairness, ...]) -> FairnessView:
    best = max(float(other.approved) for other in all_groups if other.column == one.column)
    return FairnessView(
        column=one.column,
        group=one.group,
        rows=one.rows,
        bad=one.bad,
        approved=float(one.approved),
        ratio=float(one.approved) / best if best else 1.0,
        approved_of_good=float(one.approved_of_good) if one.approved_of_good else None,
        auc=float(one.auc) if one.auc else None,
    )


def _drift_view(drift: Drift) -> DriftView:
    return DriftView(
        decisions=drift.decisions,
        stable_below=STABLE_BELOW,
        look_from=LOOK_FROM,
        points=_shift_view(drift.points) if drift.points else None,
        features=[_shift_view(shift) for shift in drift.features],
        months=[_month_view(month) for month in drift.months],
    )


def _shift_view(shift: Shift) -> ShiftView:
    groups = [GroupShiftView(label=one.label, expected=one.expected, actual=one.actual) for one in shift.groups]
    return ShiftView(name=shift.name, label=shift.label, psi=shift.psi, groups=groups)


def _month_view(one: MonthFigures) -> ModelMonthView:
    return ModelMonthView(
        month=one.month,
        decisions=one.decisions,
        approved=one.approved,
        probability_of_bad=one.probability_of_bad,
        psi=one.psi,
    )
