"""Allocation of a payment: which component of which installment each minor unit pays. Nothing is created or lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from loanwright.engine.row import Row
from loanwright.engine.terms import AllocationOrder, Component, Excess, Waterfall

COLUMN = {Component.PRINCIPAL: 0, Component.INTEREST: 1, Component.FEE: 2, Component.PENALTY: 3}


def allocate(amount: int, rows: Sequence[Row], waterfall: Waterfall, on: date) -> int:
    """Pay `rows` (oldest first) in the waterfall's order; returns what is left of `amount` when all are paid."""
    if not amount or not rows:
        return amount
    owed = sum([row.owed for row in rows])
    if owed <= amount:  # what covers everything needs no order
        for row in rows:
            row.settle(on)
        return amount - owed
    for row, column in _steps(rows, waterfall):
        amount -= row.pay(column, amount, on)
        if not amount:
            break
    return amount


def ahead(coming: Sequence[Row], excess: Excess) -> list[Row]:
    """The coming rows that money beyond what is due pays, in order."""
    match excess:
        case Excess.HOLD:
            return []
        case Excess.NEXT_INSTALLMENT:
            return list(coming)
        case Excess.LAST_INSTALLMENT:
            return list(coming[::-1])


def _steps(rows: Sequence[Row], waterfall: Waterfall) -> Iterable[tuple[Row, int]]:
    columns = [COLUMN[component] for component in waterfall.components]
    if waterfall.order is AllocationOrder.BY_INSTALLMENT:
        return ((row, column) for row in rows for column in columns)
    return ((row, column) for column in columns for row in rows)
