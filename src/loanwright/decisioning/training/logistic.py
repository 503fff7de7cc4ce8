"""Logistic regression by Newton's method (iteratively reweighted least squares), with ridge shrinkage."""

from __future__ import annotations

import math

import numpy as np

from loanwright.decisioning.encoding import Floats

_STEPS = 25
_CLOSE_ENOUGH = 1e-6  # the steps shrink quadratically: the weights are then right to about its square
_NEVER_SINGULAR = 1e-9  # however the columns depend on each other


def fit_logistic(design: Floats, outcomes: Floats, strength: float, start: Floats | None = None) -> Floats:
    """The weights that minimise log-loss + strength/2 x their squares; the first is the constant, which is not shrunk.

    `design` has a row for each outcome (0 or 1) and a column for each weight but the constant's. Weights near the
    result to `start` from save steps; the result is the same.
    """
    rows = np.column_stack([np.ones(len(outcomes)), design])
    shrinkage = np.full(rows.shape[1], strength + _NEVER_SINGULAR)
    shrinkage[0] = 0.0
    weights = _constant_alone(rows.shape[1], outcomes) if start is None else start.copy()
    for _ in range(_STEPS):
        probability = 1 / (1 + np.exp(-np.clip(rows @ weights, -40, 40)))
        gradient = rows.T @ (probability - outcomes) + shrinkage * weights
        curvature = (rows * (probability * (1 - probability))[:, None]).T @ rows + np.diag(shrinkage)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < _CLOSE_ENOUGH:
            break
    return weights


def _constant_alone(width: int, outcomes: Floats) -> Floats:
    weights = np.zeros(width)
    weights[0] = math.log(outcomes.mean() / (1 - outcomes.mean()))
    return weights
