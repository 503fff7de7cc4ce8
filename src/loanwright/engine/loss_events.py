"""What a lender does about a loan that is not repaid: frozen facts, folded by `replay` like any other.

None of them changes what the borrower owes, other than by stopping interest or making all of it due; they change what
of it the lender still counts as an asset.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loanwright.engine.terms import Waterfall
from loanwright.kernel.money import Money


class NonAccrual(StrEnum):
    """Why the interest of a loan is no income until it is paid."""

    PAST_DUE = "past_due"  # so many days past due; ends when arrears are cured
    JUDGEMENT = "judgement"  # somebody doubts that it will be paid; ends when somebody says so
    CHARGED_OFF = "charged_off"  # all of it counts as lost; ends when it is written back


class ChargeOffBehaviour(StrEnum):
    """How the contract runs on after a charge-off."""

    REGULAR = "regular"  # as before
    INTEREST_STOPPED = "interest_stopped"  # no more interest; installments stay
    ACCELERATED = "accelerated"  # everything is due at once


@dataclass(frozen=True, slots=True, kw_only=True)
class NonAccrualBegun:
    """转为非应计: interest and penalties not paid yet are taken out of income, and so is what is earned from now on.

    The borrower owes them as before. What is paid of them is income on the day it is paid.
    """

    sequence: int
    effective_on: date
    reason: NonAccrual = NonAccrual.PAST_DUE


@dataclass(frozen=True, slots=True, kw_only=True)
class AccrualResumed:
    """恢复应计: what is earned and unpaid is income again."""

    sequence: int
    effective_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargedOff:
    """The lender counts the whole loan as lost; the contract and its installments live on."""

    sequence: int
    effective_on: date
    behaviour: ChargeOffBehaviour = ChargeOffBehaviour.REGULAR


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenOff:
    """核销: `amount` of principal leaves the books; without an amount all of it, and the loan ends.

    Never more than is left on the books: a repayment found later may have come before. The claim remains (账销案存):
    when a loan ends all that is owed is due, and nothing grows any more.
    """

    sequence: int
    effective_on: date
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """Money came in for a loan that was written off."""

    sequence: int
    effective_on: date
    amount: Money
    allocation: Waterfall | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBack:
    """核销转回: `amount` of principal written off or charged off and not recovered is on the books again, or all of it.

    The loan lives again, without accruing until its arrears are cured.
    """

    sequence: int
    effective_on: date
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """债权转让: somebody else bought the claim for `amount`; nothing is owed to us any more."""

    sequence: int
    effective_on: date
    amount: Money


LossEvent = NonAccrualBegun | AccrualResumed | ChargedOff | WrittenOff | Recovered | WrittenBack | Sold
