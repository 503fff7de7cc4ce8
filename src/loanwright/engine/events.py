"""What happened to a loan: frozen facts, folded by `replay` in the order of `(effective_on, sequence)`.

`sequence` is the position at which the fact was recorded (unique per loan, from 1); `effective_on` is the day from
which it counts, which may lie before facts recorded earlier. Nothing is ever changed or deleted: a wrong fact is
followed by `Reversed`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loanwright.engine.parts import Parts
from loanwright.engine.terms import Component
from loanwright.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Disbursed:
    """`amount` of principal was paid out (before fees that are kept back)."""

    sequence: int
    effective_on: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """A loan that began elsewhere was taken over in mid-life; takes the place of `Disbursed`.

    `principal_outstanding` includes the principal in `overdue`, which has been unpaid since `overdue_since`. Interest
    runs on from the last due date on or before `effective_on`; the contract's installments after that day remain.
    Nothing outstanding means the loan was settled before.
    """

    sequence: int
    effective_on: date
    principal_outstanding: Money
    overdue: Parts | None = None
    overdue_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaid:
    """Money came in; the waterfall of the terms allocates it."""

    sequence: int
    effective_on: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidOff:
    """Money came in to close the loan early: if it covers the payoff amount of the day, interest stops and all is paid.

    If it does not (a fact before it has changed since the quote), it counts as `Repaid`.
    """

    sequence: int
    effective_on: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Refunded:
    """Credit was paid back to the borrower; never more than the credit balance of the day."""

    sequence: int
    effective_on: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeCharged:
    """A fee was charged: due with the installment that is next due, or on `effective_on` if none is left."""

    sequence: int
    effective_on: date
    amount: Money
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """The lender gave up `amount` of one component that is due (interest, fee or penalty), oldest first."""

    sequence: int
    effective_on: date
    component: Component
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversed:
    """The fact recorded as number `reverses` does not count: as if it had never happened (a bounced payment, a mistake).

    A reversal can itself be reversed.
    """

    sequence: int
    effective_on: date
    reverses: int


Event = Disbursed | TakenOver | Repaid | PaidOff | Refunded | FeeCharged | Waived | Reversed
