"""Fitting an additive model: ridge logistic regression, its strength chosen by cross-validation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from loanwright.decisioning.encoding import Floats
from loanwright.decisioning.models.additive import (
    AdditiveModel,
    Categories,
    Curve,
    known_ratios,
    signed_log,
    with_ratios,
)
from loanwright.decisioning.models.columns import Columns, Texts, columns_of, is_numeric
from loanwright.decisioning.models.table import Table
from loanwright.decisioning.training.logistic import fit_logistic
from loanwright.decisioning.training.measures import area_under_curve, folds

STRENGTHS = (300.0, 100.0, 30.0, 10.0, 3.0, 1.0)  # the strongest first: each fit begins where the one before ended
_QUANTILES = 200
_RAREST = 8  # rows; a category seen less often is treated as unseen
_INNER_FOLDS = 4


def train_additive(table: Table, bad: Sequence[int]) -> AdditiveModel:
    """The calibrated model of all columns of a table."""
    outcomes = np.array(bad, dtype=np.float64)
    numeric = [name for name, texts in table.columns.items() if is_numeric(texts)]
    read = columns_of(table, numeric, [name for name in table.columns if name not in numeric])
    ratios = tuple(ratio for ratio in known_ratios() if {ratio.numerator, ratio.denominator} <= set(numeric))
    columns = with_ratios(read, ratios)
    strength, held_out = _best_strength(columns, outcomes)
    shape = _untrained(columns).model_copy(update={"ratios": ratios})
    plain = _with_weights(shape, fit_logistic(_design(shape, columns), outcomes, strength))
    intercept, slope = fit_logistic(held_out[:, None], outcomes, 0.0)
    return plain.model_copy(update={"intercept": float(intercept), "slope": float(slope)})


def _best_strength(columns: Columns, outcomes: Floats) -> tuple[float, Floats]:
    """The strength whose held-out log-odds rank best, and those log-odds."""
    held_out = np.zeros((len(STRENGTHS), len(outcomes)))
    for training, testing in folds(outcomes, _INNER_FOLDS):
        seen_columns = columns.part(training)
        model = _untrained(seen_columns)
        seen, unseen = _design(model, seen_columns), _design(model, columns.part(testing))
        weights = None
        for k, strength in enumerate(STRENGTHS):
            weights = fit_logistic(seen, outcomes[training], strength, weights)
            held_out[k, testing] = weights[0] + unseen @ weights[1:]
    best = max(range(len(STRENGTHS)), key=lambda k: area_under_curve(held_out[k], outcomes))
    return STRENGTHS[best], held_out[best]


def _untrained(columns: Columns) -> AdditiveModel:
    """The model's shape: where the quantiles of numbers lie, and which categories there are."""
    return AdditiveModel(
        ratios=(),
        curves=tuple(_curve(name, values) for name, values in columns.numbers.items()),
        categories=tuple(_categories(name, texts) for name, texts in columns.texts.items()),
        constant=0.0,
    )


def _with_weights(shape: AdditiveModel, fitted: Floats) -> AdditiveModel:
    weights = iter(fitted.tolist())
    constant = next(weights)
    curves = []
    for curve in shape.curves:
        width = curve.basis(np.zeros(1)).shape[1]
        curves.append(curve.model_copy(update={"weights": tuple(next(weights) for _ in range(width))}))
    categories = [
        known.model_copy(update={"weights": {name: next(weights) for name in known.weights}})
        for known in shape.categories
    ]
    update = {"constant": constant, "curves": tuple(curves), "categories": tuple(categories)}
    return shape.model_copy(update=update)


def _design(model: AdditiveModel, columns: Columns) -> Floats:
    """The rows as the model looks at them: the basis of every number, then one column for each category."""
    blocks = [curve.basis(columns.numbers[curve.column]) for curve in model.curves]
    for known in model.categories:
        blocks += [(columns.texts[known.column] == name)[:, None].astype(np.float64) for name in known.weights]
    return np.hstack(blocks)


def _curve(name: str, values: Floats) -> Curve:
    known = np.sort(values[~np.isnan(values)])
    if not len(known):  # a fold may lack a number that is rare
        known = np.zeros(1)
    cuts = np.unique(known[np.arange(_QUANTILES + 1) * (len(known) - 1) // _QUANTILES])
    places = np.searchsorted(known, cuts, "left") + np.searchsorted(known, cuts, "right")
    logs = signed_log(known)
    return Curve(
        column=name,
        quantiles=tuple(cuts.tolist()),
        ranks=tuple((places / 2 / len(known) - 0.5).tolist()),
        log_mean=float(logs.mean()),
        log_spread=float(logs.std()) or 1.0,
        median=float(np.median(known)),
    )


def _categories(name: str, texts: Texts) -> Categories:
    found, counts = np.unique(texts, return_counts=True)
    often = [text for text, count in zip(found.tolist(), counts.tolist(), strict=True) if count >= _RAREST]
    return Categories(column=name, weights=dict.fromkeys(often, 0.0))
