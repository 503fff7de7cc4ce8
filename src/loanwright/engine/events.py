"""What happened to a loan: frozen facts, folded by `replay` in the order of `(effective_on, sequence)`.

`sequence` is the position at which the fact was recorded (unique per loan, from 1); `effective_on` is the day from
which it counts, which may lie before facts recorded earlier. Nothing is ever changed or deleted: a wrong fact is
followed by `Reversed`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loanwright.engine.parts import Parts
from loanwright.engine.terms import Component, Waterfall
from loanwright.kernel.money import Money
from loanwright.kernel.rate import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Disbursed:
    """`amount` of principal was paid out (before fees that are kept back): all of it, or one of several."""

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
    """Money came in; the waterfall of the terms allocates it, or its own."""

    sequence: int
    effective_on: date
    amount: Money
    allocation: Waterfall | None = None


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
    """A fee was charged: due with the installment next due on or after `due_on`, or on that day if none is left.

    `due_on` is `effective_on` unless given; `component` may also be a penalty.
    """

    sequence: int
    effective_on: date
    amount: Money
    name: str
    component: Component = Component.FEE
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """The lender gave up `amount` of one component that is due (interest, fee or penalty), oldest first."""

    sequence: int
    effective_on: date
    component: Component
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RateChanged:
    """Another yearly rate from the night that begins on `from_on`; level installments are computed again.

    `effective_on` is when it became known: a change agreed ahead shows in coming installments from then on.
    """

    sequence: int
    effective_on: date
    from_on: date
    rate: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestPaused:
    """No interest for the days from `from_on` to `until_on`, both included; installments stay, the last one absorbs.

    `effective_on` is when it became known.
    """

    sequence: int
    effective_on: date
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestStopped:
    """停息: no interest from this night on, for good; installments keep their level, the last one absorbs."""

    sequence: int
    effective_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledDue:
    """宣布提前到期: all principal still to come falls due today, with interest to the day."""

    sequence: int
    effective_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversed:
    """The fact recorded as number `reverses` does not count: as if it had never happened.

    A payment bounced, or somebody made a mistake. A reversal can itself be reversed.
    """

    sequence: int
    effective_on: date
    reverses: int


Event = (
    Disbursed
    | TakenOver
    | Repaid
    | PaidOff
    | Refunded
    | FeeCharged
    | Waived
    | RateChanged
    | InterestPaused
    | InterestStopped
    | CalledDue
    | Reversed
)
