"""What happened to a loan: frozen facts, folded by `replay` in the order of `(effective_on, sequence)`.

`sequence` is the position at which the fact was recorded (unique per loan, from 1); `effective_on` is the day from
which it counts, which may lie before facts recorded earlier. Nothing is ever changed or deleted: a wrong fact is
followed by `Reversed`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loanwright.engine.conventions import Frequency
from loanwright.engine.line_events import LineEvent
from loanwright.engine.loss_events import LossEvent
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


class OpenInterest(StrEnum):
    """What becomes of interest when the rest of a loan is agreed anew."""

    RECALCULATED = "recalculated"  # what is earned and unpaid comes first, more runs on the new plan
    EARNED_IN_SHARES = "earned_in_shares"  # what is earned and unpaid in equal shares, and no more runs
    ALL_IN_SHARES = "all_in_shares"  # all the old plan asked for, in equal shares, and no more runs


@dataclass(frozen=True, slots=True, kw_only=True)
class ReAged:
    """Everything outstanding, overdue or not, is spread over `installments` new ones from `first_due_on`."""

    sequence: int
    effective_on: date
    first_due_on: date
    installments: int
    frequency: Frequency
    interest: OpenInterest = OpenInterest.RECALCULATED


@dataclass(frozen=True, slots=True, kw_only=True)
class ReAmortised:
    """What is overdue is spread over the installments still to come; their dates stay."""

    sequence: int
    effective_on: date
    interest: OpenInterest = OpenInterest.RECALCULATED


@dataclass(frozen=True, slots=True, kw_only=True)
class TermExtended:
    """`installments` more at the end, in the loan's rhythm; those due from `from_on` are computed again."""

    sequence: int
    effective_on: date
    from_on: date
    installments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDateShifted:
    """The installment due on `due_on` falls due on `new_due_on`, and those after it follow from there."""

    sequence: int
    effective_on: date
    due_on: date
    new_due_on: date


class DeferredInterest(StrEnum):
    """Whether a payment holiday costs interest."""

    CHARGED = "charged"  # it comes with the first installment after the holiday
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """延期还款: the installment due on `due_on` and those after it fall due `periods` periods later, no higher."""

    sequence: int
    effective_on: date
    due_on: date
    periods: int
    interest: DeferredInterest = DeferredInterest.CHARGED


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeCapitalised:
    """Income of the lender is added to principal: nothing is paid out, but the borrower owes `amount` more."""

    sequence: int
    effective_on: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantRefunded:
    """The seller gave back money for goods that were returned: it reduces what is owed."""

    sequence: int
    effective_on: date
    amount: Money
    allocation: Waterfall | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodwillGranted:
    """The lender lets `amount` count as paid: nobody pays it."""

    sequence: int
    effective_on: date
    amount: Money
    allocation: Waterfall | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestRefunded:
    """The lender gives back the interest that the amount of merchant refund `refund` has cost; replay computes it."""

    sequence: int
    effective_on: date
    refund: int
    allocation: Waterfall | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargedBack:
    """The payer's bank took `amount` of payment `payment` back: it is owed again.

    It is principal, or the components the payment had paid, in the order of `components`.
    """

    sequence: int
    effective_on: date
    amount: Money
    payment: int
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestStopped:
    """停息: no interest from this night on, for good; installments keep their level, the last one absorbs."""

    sequence: int
    effective_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractTerminated:
    """宣布提前到期: the lender ends the contract; all principal falls due today, with interest to the day."""

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
    | ContractTerminated
    | ReAged
    | ReAmortised
    | TermExtended
    | DueDateShifted
    | Deferred
    | IncomeCapitalised
    | MerchantRefunded
    | GoodwillGranted
    | InterestRefunded
    | ChargedBack
    | LineEvent
    | Reversed
    | LossEvent
)
