"""Fees as the terms agree them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from loanwright.engine.conventions import TermsNotConsistent
from loanwright.kernel.money import Money


class FeeTiming(StrEnum):
    """When a fee of the terms falls due."""

    DEDUCTED = "deducted"  # kept back from the disbursement
    AT_DISBURSEMENT = "at_disbursement"  # paid on the day of disbursement, beside it
    PER_INSTALLMENT = "per_installment"  # with every installment


class FeeBase(StrEnum):
    """What a percentage fee is a percentage of."""

    PRINCIPAL = "principal"  # the amount lent
    INSTALLMENT_PRINCIPAL = "installment_principal"
    INSTALLMENT_INTEREST = "installment_interest"
    INSTALLMENT = "installment"  # principal and interest of the installment


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee agreed in the terms: `amount` each time, or `percent` of `base`, rounded as interest is."""

    name: str
    timing: FeeTiming
    amount: Money | None = None
    percent: Decimal | None = None
    base: FeeBase = FeeBase.PRINCIPAL

    def __post_init__(self) -> None:
        if (self.amount is None) == (self.percent is None):
            raise TermsNotConsistent(reason="fee")
        if self.timing is not FeeTiming.PER_INSTALLMENT and self.base is not FeeBase.PRINCIPAL:
            raise TermsNotConsistent(reason="fee-base")
