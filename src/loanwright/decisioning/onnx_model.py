"""A model nobody can read, as an ONNX graph: what it says about a row, and what each of the row's values did to it.

Reasons are Shapley values against a reference, the typical good applicant: values are changed from the reference's to
the row's one after the other, and each is credited with the change it makes, averaged over a fixed set of orders
(Strumbelj and Kononenko, *Explaining prediction models*, 2014). Whatever the graph, the parts sum to the whole.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from loanwright.decisioning.encoding import Field, Floats, Row, Value, encoded

_PAIRS_OF_ORDERS = 8  # each with its reverse
_SEED = 20261123
_NEVER_CERTAIN = 1e-6


class OnnxModel(BaseModel):
    """The graph (base64) takes encoded rows and gives two probabilities, of good and of bad."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["boosting", "network"]
    fields: tuple[Field, ...]
    reference: dict[str, Value]
    graph: str
    slope: float = 1.0  # with the intercept: what calibrates the graph's log-odds
    intercept: float = 0.0

    def log_odds(self, rows: Sequence[Row]) -> Floats:
        """The calibrated log-odds of bad of each row."""
        return self._run(encoded(self.fields, rows))

    def explained(self, row: Row) -> tuple[float, dict[str, float]]:
        """The reference's log-odds of bad, and what each of the row's values adds to get to the row's own."""
        reference, own = encoded(self.fields, [self.reference, row])
        odds = self._run(np.where(self._steps, own, reference))
        changes = np.diff(odds.reshape(2 * _PAIRS_OF_ORDERS, -1), axis=1)
        parts = np.zeros(len(self.fields))
        np.add.at(parts, self._orders, changes)
        parts /= len(self._orders)
        return float(odds[0]), {field.name: float(part) for field, part in zip(self.fields, parts, strict=True)}

    def _run(self, rows: Floats) -> Floats:
        (probabilities,) = self._session.run(["probabilities"], {"rows": rows.astype(np.float32)})
        bad = np.clip(np.asarray(probabilities, dtype=np.float64)[:, 1], _NEVER_CERTAIN, 1 - _NEVER_CERTAIN)
        odds: Floats = self.intercept + self.slope * np.log(bad / (1 - bad))
        return odds

    @cached_property
    def _session(self) -> Any:
        """Read once. On one thread the same row gives the same bits every time."""
        import onnxruntime  # noqa: PLC0415 (a third of a second that only challengers need)

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(base64.b64decode(self.graph), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _orders(self) -> npt.NDArray[np.intp]:
        """In which orders fields change from the reference to the row."""
        random = np.random.default_rng(_SEED)
        drawn = [random.permutation(len(self.fields)) for _ in range(_PAIRS_OF_ORDERS)]
        return np.array([order for one in drawn for order in (one, one[::-1])])

    @cached_property
    def _steps(self) -> npt.NDArray[np.bool_]:
        """For each order and each number of steps taken: which encoded numbers are the row's own by then."""
        places = np.argsort(self._orders, axis=1)
        taken = np.arange(len(self.fields) + 1)
        own = places[:, None, :] < taken[None, :, None]
        widths = [field.width for field in self.fields]
        return np.repeat(own.reshape(-1, len(self.fields)), widths, axis=1)
