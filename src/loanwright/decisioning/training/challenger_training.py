"""Fitting challengers with scikit-learn and writing them as ONNX; only here are these libraries needed."""

from __future__ import annotations

import base64
import importlib
import math
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import numpy as np

from loanwright.decisioning.challenger import Challenger, DescribedAttribute
from loanwright.decisioning.encoding import CategoryField, Field, Floats, NumberField, Row, Value, encoded
from loanwright.decisioning.onnx_model import OnnxModel
from loanwright.decisioning.scorecard import CountedGroup
from loanwright.decisioning.training.logistic import fit_logistic
from loanwright.decisioning.training.measures import folds
from loanwright.decisioning.training.scorecard_training import NO_EVIDENCE, AttributePlan, Sample, ScorecardPlan
from loanwright.kernel.refusals import Refusal

_RAREST = 8  # rows; a category seen less often has no mark of its own
_INNER_FOLDS = 4
_SEED = 20261123
_EXPLAINED_ROWS = 400  # of the sample: enough to know how far a feature moves points


class TrainingPackagesMissing(Refusal):
    """What challengers are trained with is not installed."""


class ChallengerKind(StrEnum):
    """What a challenger is inside."""

    BOOSTING = "boosting"
    NETWORK = "network"


def fit_onnx(kind: ChallengerKind, fields: Sequence[Field], rows: Sequence[Row], bad: Sequence[int]) -> OnnxModel:
    """A model of rows, calibrated on folds it had not seen.

    Raises:
        TrainingPackagesMissing
    """
    design, outcomes = encoded(fields, rows), np.array(bad, dtype=np.float64)
    held_out = np.zeros(len(outcomes))
    for training, testing in folds(outcomes, _INNER_FOLDS):
        fitted = _estimator(kind).fit(design[training], outcomes[training])
        held_out[testing] = _log_odds(fitted, design[testing])
    intercept, slope = fit_logistic(held_out[:, None], outcomes, 0.0)
    return OnnxModel(
        kind=kind.value,
        fields=tuple(fields),
        reference=_typical_good(fields, rows, bad),
        graph=_graph(_estimator(kind).fit(design, outcomes), design.shape[1]),
        slope=float(slope),
        intercept=float(intercept),
    )


def fit_challenger(kind: ChallengerKind, plan: ScorecardPlan, sample: Sample) -> Challenger:
    """A challenger of the same features as a scorecard, in the same words; how good it is remains to be measured.

    Raises:
        TrainingPackagesMissing
    """
    fields = fields_of([attribute.feature for attribute in plan.attributes], sample.rows)
    challenger = Challenger(
        name=f"{plan.name}-{kind.value}",
        version=plan.version,
        features_version=plan.features_version,
        scale=plan.scale,
        attributes=tuple(_described(attribute, sample) for attribute in plan.attributes),
        model=fit_onnx(kind, fields, sample.rows, sample.bad),
        evidence=NO_EVIDENCE,
    )
    return challenger.model_copy(update={"attributes": _with_range(challenger, sample)})


def fields_of(names: Sequence[str], rows: Sequence[Row]) -> tuple[Field, ...]:
    """How values are encoded, learned from rows: numbers where there is no text among them."""
    return tuple(_field(name, [row[name] for row in rows]) for name in names)


def _field(name: str, values: Sequence[Value]) -> Field:
    if any(isinstance(value, str) for value in values):
        counted = Counter("" if value is None else str(value) for value in values)
        return CategoryField(
            kind="category", name=name, values=tuple(sorted(text for text in counted if counted[text] >= _RAREST))
        )
    numbers = np.array(
        [float(value) for value in values if value is not None and not math.isnan(float(value))] or [0.0]
    )
    spread = float(numbers.std()) or 1.0
    return NumberField(
        kind="number", name=name, stand_in=float(np.median(numbers)), mean=float(numbers.mean()), spread=spread
    )


def _typical_good(fields: Sequence[Field], rows: Sequence[Row], bad: Sequence[int]) -> dict[str, Value]:
    good = [row for row, is_bad in zip(rows, bad, strict=True) if not is_bad]
    return {field.name: _typical(field, [row[field.name] for row in good]) for field in fields}


def _typical(field: Field, values: Sequence[Value]) -> Value:
    match field:
        case NumberField():
            known = [float(value) for value in values if value is not None and not math.isnan(float(value))]
            return float(np.median(known)) if known else field.stand_in
        case CategoryField():
            return Counter("" if value is None else str(value) for value in values).most_common(1)[0][0]


def _described(plan: AttributePlan, sample: Sample) -> DescribedAttribute:
    numbers = [plan.group_number(row) for row in sample.rows]
    rows = Counter(numbers)
    bad = Counter(number for number, is_bad in zip(numbers, sample.bad, strict=True) if is_bad)
    bins = tuple(
        CountedGroup(**group.model_dump(by_alias=True), rows=rows[k], bad=bad[k]) for k, group in enumerate(plan.bins)
    )
    return DescribedAttribute(feature=plan.feature, label=plan.label, reason=plan.reason, bins=bins)


def _with_range(challenger: Challenger, sample: Sample) -> tuple[DescribedAttribute, ...]:
    explained = [challenger.model.explained(row) for row in sample.rows[:_EXPLAINED_ROWS]]
    moved = np.array([challenger.in_points(*one)[1] for one in explained])
    ranges = zip(challenger.attributes, moved.min(axis=0).tolist(), moved.max(axis=0).tolist(), strict=True)
    return tuple(one.model_copy(update={"lowest": lowest, "best": best}) for one, lowest, best in ranges)


def _estimator(kind: ChallengerKind) -> Any:
    """Small and shrunk on purpose: samples of some thousand rows carry no more."""
    match kind:
        case ChallengerKind.BOOSTING:
            return _library("sklearn.ensemble").GradientBoostingClassifier(
                n_estimators=120,
                max_depth=3,
                learning_rate=0.05,
                subsample=0.7,
                min_samples_leaf=15,
                random_state=_SEED,
            )
        case ChallengerKind.NETWORK:
            return _library("sklearn.neural_network").MLPClassifier(
                hidden_layer_sizes=(8,), alpha=10.0, solver="lbfgs", max_iter=4000, random_state=_SEED
            )


def _log_odds(fitted: Any, design: Floats) -> Floats:
    probability = np.clip(fitted.predict_proba(design.astype(np.float32))[:, 1], 1e-6, 1 - 1e-6)
    odds: Floats = np.log(probability / (1 - probability))
    return odds


def _graph(fitted: Any, width: int) -> str:
    converter, types = _library("skl2onnx"), _library("skl2onnx.common.data_types")
    shape = [("rows", types.FloatTensorType([None, width]))]
    options = {id(fitted): {"zipmap": False}}
    graph = converter.to_onnx(fitted, initial_types=shape, options=options, target_opset={"": 17, "ai.onnx.ml": 3})
    return base64.b64encode(graph.SerializeToString()).decode()


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise TrainingPackagesMissing(package=name.partition(".")[0]) from None
