"""Logistic regression by Newton's method (iteratively reweighted least squares), with ridge shrinkage."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_STEPS = 25
_CLOSE_ENOUGH = 1e-9


def fit_logistic(design: Floats, outcomes: Floats, strength: float) -> Floats:
    """The weights that minimise log-loss + strength/2 x their squares; the first is the constant, which is not shrunk.

    `design` has a row for each outcome (0 or 1) and a column for each weight but the constant's.
    """
    rows = np.column_stack([np.ones(len(outcomes)), design])
    shrinkage = np.full(rows.shape[1], strength + _CLOSE_ENOUGH)  # never singular, however the columns depend
    shrinkage[0] = 0.0
    weights = np.zeros(rows.shape[1])
    weights[0] = math.log(outcomes.mean() / (1 - outcomes.mean()))
    for _ in range(_STEPS):
        probability = 1 / (1 + np.exp(-np.clip(rows @ weights, -40, 40)))
        gradient = rows.T @ (probability - outcomes) + shrinkage * weights
        curvature = (rows * (probability * (1 - probability))[:, None]).T @ rows + np.diag(shrinkage)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < _CLOSE_ENOUGH:
            break
    return weights
