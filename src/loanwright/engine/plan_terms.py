"""What borrower and lender planned by hand: parts of a custom plan, and disbursement in several tranches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loanwright.engine.conventions import TermsNotConsistent
from loanwright.kernel.money import Money


class PlannedPartNotClear(TermsNotConsistent):
    """A part of a custom plan is an amount of principal, a whole installment or a percentage: one of them, not less."""


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """What one due date of a custom plan asks: `principal`, a whole `installment`, or `percent` of the amount lent."""

    principal: Money | None = None
    installment: Money | None = None
    percent: Decimal | None = None

    def __post_init__(self) -> None:
        given = [part for part in (self.principal, self.installment, self.percent) if part is not None]
        if len(given) != 1 or (given[0].minor if isinstance(given[0], Money) else given[0]) < 0:
            raise PlannedPartNotClear()


@dataclass(frozen=True, slots=True)
class Tranche:
    """分期放款: a part of the principal that is to be paid out on a later day."""

    on: date
    amount: Money
