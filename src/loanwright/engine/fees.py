"""Fees of the terms, in minor units: those at the start and those with every installment."""

from __future__ import annotations

from collections.abc import Sequence

from loanwright.engine.fee_terms import Fee, FeeBase, FeeTiming
from loanwright.engine.rounding import divide
from loanwright.engine.terms import LoanTerms
from loanwright.kernel.money import Rounding


def charged_at_start(terms: LoanTerms, timing: FeeTiming) -> int:
    """All fees of one timing that are taken when the loan is disbursed."""
    return sum(
        fee_on(fee, terms.principal.minor, terms.interest_rounding) for fee in terms.fees if fee.timing is timing
    )


def charged_with_installments(terms: LoanTerms, principal: Sequence[int], interest: Sequence[int]) -> tuple[int, ...]:
    """The fee column of a schedule."""
    recurring = [fee for fee in terms.fees if fee.timing is FeeTiming.PER_INSTALLMENT]
    if not recurring:
        return (0,) * len(principal)
    return tuple(
        sum(fee_on(fee, _base(fee, terms, repaid, charge), terms.interest_rounding) for fee in recurring)
        for repaid, charge in zip(principal, interest, strict=True)
    )


def fee_on(fee: Fee, base: int, rounding: Rounding) -> int:
    """The fee in minor units: its amount, or its percentage of `base`, rounded."""
    if fee.percent is None:
        return fee.amount.minor if fee.amount else 0
    numerator, denominator = fee.percent.as_integer_ratio()
    return divide(base * numerator, denominator * 100, rounding)


def _base(fee: Fee, terms: LoanTerms, principal: int, interest: int) -> int:
    match fee.base:
        case FeeBase.PRINCIPAL:
            return terms.principal.minor
        case FeeBase.INSTALLMENT_PRINCIPAL:
            return principal
        case FeeBase.INSTALLMENT_INTEREST:
            return interest
        case FeeBase.INSTALLMENT:
            return principal + interest
