"""Fitting an additive model: ridge logistic regression, its strength chosen by cross-validation."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence

import numpy as np

from loanwright.decisioning.models.additive import (
    AdditiveModel,
    Categories,
    Curve,
    category,
    known_ratios,
    numbers_of,
    read_number,
    signed_log,
)
from loanwright.decisioning.models.table import Table
from loanwright.decisioning.training.logistic import Floats, fit_logistic
from loanwright.decisioning.training.measures import area_under_curve, folds

STRENGTHS = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0)
_QUANTILES = 200
_RAREST = 8  # rows; a category seen less often is treated as unseen
_INNER_FOLDS = 4


def train_additive(table: Table, bad: Sequence[int]) -> AdditiveModel:
    """The calibrated model of all columns of a table."""
    outcomes = np.array(bad, dtype=np.float64)
    strength, held_out = _best_strength(table, outcomes)
    plain = _fit(_untrained(table), table, outcomes, strength)
    intercept, slope = fit_logistic(held_out[:, None], outcomes, 0.0)
    return plain.model_copy(update={"intercept": float(intercept), "slope": float(slope)})


def _best_strength(table: Table, outcomes: Floats) -> tuple[float, Floats]:
    """The strength whose held-out log-odds rank best, and those log-odds."""
    held_out = np.zeros((len(STRENGTHS), len(table)))
    for training, testing in folds(outcomes, _INNER_FOLDS):
        model = _untrained(table.part(training))
        seen, unseen = _design(model, table.part(training)), _design(model, table.part(testing))
        for k, strength in enumerate(STRENGTHS):
            weights = fit_logistic(seen, outcomes[training], strength)
            held_out[k, testing] = weights[0] + unseen @ weights[1:]
    best = max(range(len(STRENGTHS)), key=lambda k: area_under_curve(held_out[k], outcomes))
    return STRENGTHS[best], held_out[best]


def _untrained(table: Table) -> AdditiveModel:
    """The model's shape: which columns are numbers, where their quantiles lie, which categories there are."""
    numeric = [name for name, texts in table.columns.items() if _is_numeric(texts)]
    ratios = tuple(ratio for ratio in known_ratios() if {ratio.numerator, ratio.denominator} <= set(numeric))
    numbers = numbers_of(table, [*numeric, *(ratio.name for ratio in ratios)], ratios)
    return AdditiveModel(
        ratios=ratios,
        curves=tuple(_curve(name, values) for name, values in numbers.items()),
        categories=tuple(_categories(n, texts) for n, texts in table.columns.items() if n not in numeric),
        constant=0.0,
    )


def _fit(shape: AdditiveModel, table: Table, outcomes: Floats, strength: float) -> AdditiveModel:
    weights = iter(fit_logistic(_design(shape, table), outcomes, strength).tolist())
    constant = next(weights)
    curves = []
    for curve in shape.curves:
        width = len(curve.basis(None))
        curves.append(curve.model_copy(update={"weights": tuple(next(weights) for _ in range(width))}))
    categories = [
        known.model_copy(update={"weights": {name: next(weights) for name in known.weights}})
        for known in shape.categories
    ]
    update = {"constant": constant, "curves": tuple(curves), "categories": tuple(categories)}
    return shape.model_copy(update=update)


def _design(model: AdditiveModel, table: Table) -> Floats:
    """The rows as the model looks at them: the basis of every number, then one column for each category."""
    numbers = numbers_of(table, [curve.column for curve in model.curves], model.ratios)
    blocks = [_looked_at(curve, numbers[curve.column]) for curve in model.curves]
    for known in model.categories:
        texts = np.array([category(text) for text in table.columns[known.column]])
        blocks += [(texts == name)[:, None].astype(np.float64) for name in known.weights]
    return np.hstack(blocks)


def _looked_at(curve: Curve, values: Sequence[float | None]) -> Floats:
    basis = {value: curve.basis(value) for value in set(values)}  # columns repeat themselves: each value once
    return np.array([basis[value] for value in values])


def _is_numeric(texts: Sequence[str | None]) -> bool:
    try:
        return len({read_number(text) for text in texts} - {None}) > 1
    except ValueError:
        return False


def _curve(name: str, values: Sequence[float | None]) -> Curve:
    known = sorted(value for value in values if value is not None)
    cuts = sorted({known[k * (len(known) - 1) // _QUANTILES] for k in range(_QUANTILES + 1)})
    places = np.searchsorted(known, cuts, "left") + np.searchsorted(known, cuts, "right")
    logs = [signed_log(value) for value in known]
    return Curve(
        column=name,
        quantiles=tuple(cuts),
        ranks=tuple((places / 2 / len(known) - 0.5).tolist()),
        log_mean=statistics.fmean(logs),
        log_spread=statistics.pstdev(logs) or 1.0,
        median=statistics.median(known),
    )


def _categories(name: str, texts: Sequence[str | None]) -> Categories:
    counted = Counter(category(text) for text in texts)
    return Categories(column=name, weights={text: 0.0 for text in sorted(counted) if counted[text] >= _RAREST})
