"""One installment of a live account, in minor units: what it asks, what was paid, what was waived."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

PRINCIPAL, INTEREST, FEES, PENALTIES = range(4)


@dataclass(slots=True)
class Row:
    """Amounts are lists in the order principal, interest, fees, penalties.

    `fees_charged` is the part of the fees that was charged by an event and is owed before the due date too;
    `penalty_exact` is the penalty accrued so far as a numerator over the penalty's own denominator, so that rounding
    happens on the running total and never day by day.
    """

    number: int
    from_on: date
    due_on: date
    due: list[int]
    paid: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    waived: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    fees_charged: int = 0
    penalty_exact: int = 0
    paid_on: date | None = None

    def remaining(self, column: int) -> int:
        """What is still to pay of one component."""
        return self.due[column] - self.paid[column] - self.waived[column]

    @property
    def unpaid(self) -> int:
        """What is still to pay in all."""
        return sum(self.due) - sum(self.paid) - sum(self.waived)

    def pay(self, column: int, amount: int, on: date) -> int:
        """Pay up to `amount` of one component; returns what was taken."""
        part = min(amount, self.remaining(column))
        if part:
            self.paid[column] += part
            self._note_paid(on)
        return part

    def waive(self, column: int, amount: int, on: date) -> int:
        """Give up to `amount` of one component; returns what was given."""
        part = min(amount, self.remaining(column))
        if part:
            self.waived[column] += part
            self._note_paid(on)
        return part

    def _note_paid(self, on: date) -> None:
        if not self.unpaid:
            self.paid_on = on
