"""Allocation of a payment: which component of which installment each minor unit pays. Nothing is created or lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from loanwright.engine.rounding import divide
from loanwright.engine.row import Row
from loanwright.engine.terms import AllocationOrder, Component, Excess, Waterfall
from loanwright.kernel.money import Rounding

COLUMN = {Component.PRINCIPAL: 0, Component.INTEREST: 1, Component.FEE: 2, Component.PENALTY: 3}


class Payer(Protocol):
    """How one component of one coming row is paid."""

    def pay(self, row: Row, column: int, amount: int) -> int:
        """Pay up to `amount`; returns what was taken."""

    def may_ask(self, row: Row, /) -> bool:
        """Whether a row that asks nothing now may ask something when it is its turn."""

    def passes_over(self, row: Row, /) -> bool:
        """Whether a row that asks something has turned out to ask nothing if paid today."""

    def finish(self, rows: Sequence[Row]) -> None:
        """The rows chosen together have had what there was for them."""


@dataclass(frozen=True, slots=True)
class PlainPayer:
    """Rows ask what they ask."""

    on: date

    def pay(self, row: Row, column: int, amount: int) -> int:
        """Pay up to `amount`; returns what was taken."""
        return row.pay(column, amount, self.on)

    def may_ask(self, _: Row) -> bool:
        """Never."""
        return False

    def passes_over(self, _: Row) -> bool:
        """Never."""
        return False

    def finish(self, rows: Sequence[Row]) -> None:
        """Nothing follows from it."""


def allocate(amount: int, rows: Sequence[Row], waterfall: Waterfall, on: date) -> int:
    """Pay `rows` (oldest first) in the waterfall's order; returns what is left of `amount` when all are paid."""
    if not amount:
        return 0
    if waterfall.order is AllocationOrder.BY_COMPONENT:
        return _by_component(amount, rows, waterfall, on)
    for row in rows:
        owed = row.owed
        if owed > amount:
            return _in_part(amount, row, waterfall, on)
        row.settle(on)
        amount -= owed
    return amount


def _in_part(amount: int, row: Row, waterfall: Waterfall, on: date) -> int:
    for component in waterfall.components:
        amount -= row.pay(COLUMN[component], amount, on)
    return amount


def _by_component(amount: int, rows: Sequence[Row], waterfall: Waterfall, on: date) -> int:
    for component in waterfall.components:
        for row in rows:
            amount -= row.pay(COLUMN[component], amount, on)
    return amount


def allocate_ahead(amount: int, coming: Sequence[Row], waterfall: Waterfall, on: date, payer: Payer) -> int:
    """Pay rows not due yet (oldest first) by the waterfall's future rule; returns what is left when all are paid.

    By installment, the rule chooses again when the rows it chose are paid in every component; by component, each
    component is paid everywhere before the next. The last of equal shares bears what does not divide.
    """
    columns = [COLUMN[component] for component in waterfall.components]
    together = [columns] if waterfall.order is AllocationOrder.BY_INSTALLMENT else [[column] for column in columns]
    for group in together:
        chosen: list[Row] = []
        while amount:
            before, chosen = chosen, _chosen(coming, waterfall.excess, on, group, payer)
            taken = 0
            for column in group if chosen else ():
                taken += _pay_shares(amount - taken, chosen, column, payer)
            amount -= taken
            payer.finish(chosen)
            if not taken and before == chosen:
                break
    return amount


def _pay_shares(amount: int, rows: Sequence[Row], column: int, payer: Payer) -> int:
    """The same share of one component for every row; returns what was taken."""
    share = _even(amount, len(rows))
    taken = sum(payer.pay(row, column, share) for row in rows[:-1])
    return taken + payer.pay(rows[-1], column, amount - share * (len(rows) - 1))


def _even(amount: int, count: int) -> int:
    """Half to even, but never so much that the last share would be negative."""
    share = divide(amount, count, Rounding.HALF_EVEN)
    return share if share * (count - 1) <= amount else amount // count


def _chosen(coming: Sequence[Row], excess: Excess, on: date, columns: Sequence[int], payer: Payer) -> list[Row]:
    """The coming rows that the rule pays next; where no plan can be made anew, two rules pay what comes nearest."""
    asking = [row for row in coming if _asks(row, columns) and not payer.passes_over(row)]
    match excess:
        case Excess.HOLD:
            return []
        case Excess.NEXT_INSTALLMENT:
            return asking[:1]
        case Excess.LAST_INSTALLMENT | Excess.SHORTEN_TERM:
            return _last(coming, asking, payer)
        case Excess.CURRENT_THEN_LAST:
            return [row for row in asking if row.from_on <= on] or _last(coming, asking, payer)
        case Excess.EQUAL_SHARES | Excess.LOWER_INSTALLMENT:
            return asking


def _last(coming: Sequence[Row], asking: Sequence[Row], payer: Payer) -> list[Row]:
    """The last row that asks something, or may when it is its turn."""
    return [row for row in coming if any(row is other for other in asking) or payer.may_ask(row)][-1:]


def _asks(row: Row, columns: Sequence[int]) -> bool:
    return any(row.remaining(column) for column in columns)
