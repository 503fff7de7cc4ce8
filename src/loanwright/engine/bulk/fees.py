"""Fees of the terms over columns, as `engine.fees`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from loanwright.engine.bulk.methods import Columns
from loanwright.engine.bulk.portfolio import Minors
from loanwright.engine.bulk.whole import Whole, divide
from loanwright.engine.fee_terms import Fee, FeeBase, FeeTiming
from loanwright.engine.terms import LoanTerms


def charged_at_start(terms: LoanTerms, principal: Whole, timing: FeeTiming) -> Whole:
    """All fees of one timing that are taken when a loan is disbursed."""
    charged = (_fee_on(fee, principal, terms) for fee in terms.fees if fee.timing is timing)
    return sum(charged, start=np.zeros_like(principal))


def charged_with_installments(terms: LoanTerms, principal: Whole, columns: Columns) -> Whole:
    """The fee columns of the schedules."""
    recurring = [fee for fee in terms.fees if fee.timing is FeeTiming.PER_INSTALLMENT]
    charged = (_fee_on(fee, BASES[fee.base](principal, columns).astype(np.float64), terms) for fee in recurring)
    return sum(charged, start=np.zeros(columns.principal.shape))


def _fee_on(fee: Fee, base: Whole, terms: LoanTerms) -> Whole:
    if fee.percent is None:
        return np.full_like(base, float(fee.amount.minor) if fee.amount else 0.0)
    numerator, denominator = fee.percent.as_integer_ratio()
    return divide(base * float(numerator), denominator * 100, terms.interest_rounding)


BASES: dict[FeeBase, Callable[[Whole, Columns], Whole | Minors]] = {
    FeeBase.PRINCIPAL: lambda principal, columns: np.broadcast_to(principal, columns.principal.shape),
    FeeBase.INSTALLMENT_PRINCIPAL: lambda _, columns: columns.principal,
    FeeBase.INSTALLMENT_INTEREST: lambda _, columns: columns.interest,
    FeeBase.INSTALLMENT: lambda _, columns: columns.principal + columns.interest,
}
"""What columns can take a percentage of."""
