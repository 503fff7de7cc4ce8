"""One installment of a live account, in minor units: what it asks, what was paid, what was waived."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

PRINCIPAL, INTEREST, FEES, PENALTIES = range(4)


@dataclass(slots=True)
class Row:
    """Amounts are lists in the order principal, interest, fees, penalties.

    `charged` is the part of fees and penalties that was charged by an event and is owed before the due date too;
    `penalty_exact` is the penalty accrued so far as a numerator over the penalty's own denominator, so that rounding
    happens on the running total and never day by day.
    """

    number: int
    from_on: date
    due_on: date
    due: list[int]
    paid: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    waived: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    charged: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    penalty_exact: int = 0
    paid_on: date | None = None

    def remaining(self, column: int) -> int:
        """What is still to pay of one component."""
        return self.due[column] - self.paid[column] - self.waived[column]

    @property
    def unpaid(self) -> bool:
        """Whether anything is still to pay."""
        due, paid, waived = self.due, self.paid, self.waived
        return (
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
