"""One installment of a live account, in minor units: what it asks, what was paid, what was waived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import add, sub

from loanwright.engine.periods import Periods

PRINCIPAL, INTEREST, FEES, PENALTIES = range(4)
_NOTHING = [0, 0, 0, 0]


@dataclass(slots=True)
class Row:
    """Amounts are lists in the order principal, interest, fees, penalties.

    `charged` is the part of fees and penalties that was charged by an event and is owed before the due date too;
    `penalty_exact` is the penalty accrued so far as a numerator over the penalty's own denominator, so that rounding
    happens on the running total and never day by day; `compounded` is unpaid penalty that penalty runs on.
    """

    number: int
    from_on: date
    due_on: date
    due: list[int]
    paid: list[int] = field(default_factory=_NOTHING.copy)
    waived: list[int] = field(default_factory=_NOTHING.copy)
    charged: list[int] = field(default_factory=_NOTHING.copy)
    penalty_exact: int = 0
    compounded: int = 0
    paid_on: date | None = None

    def remaining(self, column: int) -> int:
        """What is still to pay of one component."""
        return self.due[column] - self.paid[column] - self.waived[column]

    @property
    def owed(self) -> int:
        """What is still to pay of everything."""
        return sum(self.due) - sum(self.paid) - sum(self.waived)

    @property
    def is_down_payment(self) -> bool:
        """Whether it is principal due beside the schedule on the day it was lent."""
        return not self.number and self.from_on == self.due_on and self.due[PRINCIPAL] > 0

    @property
    def unpaid(self) -> bool:
        """Whether anything is still to pay."""
        due, paid, waived = self.due, self.paid, self.waived
        return due != paid and (
            due[0] != paid[0] + waived[0]
            or due[1] != paid[1] + waived[1]
            or due[2] != paid[2] + waived[2]
            or due[3] != paid[3] + waived[3]
        )

    def take_in(self, other: Row) -> None:
        """Add all amounts of another row to this one."""
        for column in range(4):
            self.due[column] += other.due[column]
            self.paid[column] += other.paid[column]
            self.waived[column] += other.waived[column]
            self.charged[column] += other.charged[column]
        if self.unpaid:
            self.paid_on = None

    def settle(self, on: date) -> None:
        """Pay all that is still to pay."""
        due, waived = self.due, self.waived
        paid = [due[0] - waived[0], due[1] - waived[1], due[2] - waived[2], due[3] - waived[3]]
        if paid != self.paid:
            self.paid, self.paid_on = paid, on

    def pay(self, column: int, amount: int, on: date) -> int:
        """Pay up to `amount` of one component; returns what was taken."""
        part = self.due[column] - self.paid[column] - self.waived[column]
        if not part:
            return 0
        part = min(amount, part)
        self.paid[column] += part
        if not self.unpaid:
            self.paid_on = on
        return part

    def waive(self, column: int, amount: int, on: date) -> int:
        """Give up to `amount` of one component; returns what was given."""
        part = min(amount, self.remaining(column))
        self.waived[column] += part
        if part and not self.unpaid:
            self.paid_on = on
        return part


def rows_of(
    periods: Periods, principal: Sequence[int], interest: Sequence[int], fees: Sequence[int], number: int = 1
) -> list[Row]:
    """The rows of a schedule's columns, numbered from `number`."""
    columns = zip(periods.from_on, periods.due_on, principal, interest, fees, strict=True)
    return [
        Row(k, from_on, due_on, [repaid, charge, fee, 0])
        for k, (from_on, due_on, repaid, charge, fee) in enumerate(columns, start=number)
    ]


def sums(amounts: Iterable[Sequence[int]]) -> list[int]:
    """Amounts added up by component."""
    return list(map(sum, zip(*amounts, strict=True))) or _NOTHING.copy()


def remaining(rows: Sequence[Row]) -> list[int]:
    """What is still to pay of some rows, by component."""
    if not rows:
        return _NOTHING.copy()
    settled = map(add, sums([row.paid for row in rows]), sums([row.waived for row in rows]))
    return list(map(sub, sums([row.due for row in rows]), settled))
