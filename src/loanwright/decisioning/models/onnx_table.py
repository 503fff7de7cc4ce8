"""An ONNX graph of a table's own columns."""

from __future__ import annotations

import math
from typing import Literal

from pydantic import BaseModel, ConfigDict

from loanwright.decisioning.encoding import NumberField, Row
from loanwright.decisioning.models.columns import columns_of
from loanwright.decisioning.models.table import Table
from loanwright.decisioning.onnx_model import OnnxModel


class OnnxOfTable(BaseModel):
    """The graph; its fields are columns."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["onnx"] = "onnx"
    model: OnnxModel

    def rows(self, table: Table) -> list[Row]:
        """A table's rows as the graph knows them.

        Raises:
            ColumnMissing, NumberNotReadable.
        """
        numeric = [field.name for field in self.model.fields if isinstance(field, NumberField)]
        categorical = [field.name for field in self.model.fields if not isinstance(field, NumberField)]
        return rows_of(table, numeric, categorical)


def rows_of(table: Table, numeric: list[str], categorical: list[str]) -> list[Row]:
    """Rows with numbers, and texts for categories; what is missing is None.

    Raises:
        ColumnMissing, NumberNotReadable.
    """
    columns = columns_of(table, numeric, categorical)
    numbers = {
        name: [None if math.isnan(x) else x for x in values.tolist()] for name, values in columns.numbers.items()
    }
    texts = {name: values.tolist() for name, values in columns.texts.items()}
    return [{name: values[i] for name, values in (numbers | texts).items()} for i in range(len(table))]
