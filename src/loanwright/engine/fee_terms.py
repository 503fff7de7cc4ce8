"""Fees and the tax on them as the terms agree them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loanwright.engine.conventions import TermsNotConsistent
from loanwright.kernel.money import Money


class FeeNotClear(TermsNotConsistent):
    """A fee says what it asks (an amount or a percentage of something known by then) and when; `fee` names it."""


class FeeTiming(StrEnum):
    """When a fee of the terms falls due."""

    DEDUCTED = "deducted"  # kept back from the disbursement
    AT_DISBURSEMENT = "at_disbursement"  # paid on the day of disbursement, beside it
    PER_INSTALLMENT = "per_installment"  # with every installment
    ON_DATE = "on_date"  # with the installment next due on or after a day
    ON_EVENT = "on_event"  # when something happens to the loan


class FeeTrigger(StrEnum):
    """What a fee on an event is for."""

    PREPAYMENT = "prepayment"
    PAYOFF = "payoff"
    LATE_PAYMENT = "late_payment"
    DRAW = "draw"
    CHANGE_OF_PLAN = "change_of_plan"  # deferral, another due date, restructuring


class FeeBase(StrEnum):
    """What a percentage fee is a percentage of."""

    PRINCIPAL = "principal"  # the amount lent
    BALANCE = "balance"  # principal outstanding before the installment
    INSTALLMENT_PRINCIPAL = "installment_principal"
    INSTALLMENT_INTEREST = "installment_interest"
    INSTALLMENT = "installment"  # principal and interest of the installment
    EVENT = "event"  # the amount that the event moves


class VatQuoted(StrEnum):
    """Whether a fee is quoted with its value-added tax."""

    INCLUDED = "included"  # 价内: the fee contains it
    ADDED = "added"  # 价外: it comes on top


@dataclass(frozen=True, slots=True)
class Vat:
    """Value-added tax on a fee: `percent` of its net amount."""

    percent: Decimal
    quoted: VatQuoted = VatQuoted.INCLUDED

    def __post_init__(self) -> None:
        if not 0 <= self.percent < 100:
            raise FeeNotClear(fee="VAT")


_EACH_INSTALLMENTS = (FeeBase.INSTALLMENT_PRINCIPAL, FeeBase.INSTALLMENT_INTEREST, FeeBase.INSTALLMENT)
_BASES = {
    FeeTiming.DEDUCTED: (FeeBase.PRINCIPAL,),
    FeeTiming.AT_DISBURSEMENT: (FeeBase.PRINCIPAL,),
    FeeTiming.PER_INSTALLMENT: (FeeBase.PRINCIPAL, FeeBase.BALANCE, *_EACH_INSTALLMENTS),
    FeeTiming.ON_DATE: (FeeBase.PRINCIPAL, FeeBase.BALANCE),
    FeeTiming.ON_EVENT: (FeeBase.PRINCIPAL, FeeBase.EVENT),
}


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee agreed in the terms: `amount` each time, or `percent` of `base`, rounded as interest is.

    A percentage stays between `minimum` and `maximum`. With installments it comes with each, or with each `every`-th;
    on a date, `on` it; on an event, by its `trigger`.
    """

    name: str
    timing: FeeTiming
    amount: Money | None = None
    percent: Decimal | None = None
    base: FeeBase = FeeBase.PRINCIPAL
    minimum: Money | None = None
    maximum: Money | None = None
    every: int = 1
    on: date | None = None
    trigger: FeeTrigger | None = None
    vat: Vat | None = None

    def __post_init__(self) -> None:
        if (self.amount is None) == (self.percent is None):
            raise FeeNotClear(fee=self.name)
        if self.base not in _BASES[self.timing]:
            raise FeeNotClear(fee=self.name)
        if (self.timing is FeeTiming.ON_DATE) != (self.on is not None):
            raise FeeNotClear(fee=self.name)
        if (self.timing is FeeTiming.ON_EVENT) != (self.trigger is not None):
            raise FeeNotClear(fee=self.name)
        if self.every < 1 or (self.every > 1 and self.timing is not FeeTiming.PER_INSTALLMENT):
            raise FeeNotClear(fee=self.name)
