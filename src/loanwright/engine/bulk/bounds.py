"""Which loans can be computed in columns: proven beforehand, so that no figure can be inexact."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from loanwright.engine.bulk.fees import BASES
from loanwright.engine.bulk.methods import METHODS
from loanwright.engine.bulk.whole import DIVISIONS, Whole
from loanwright.engine.fee_terms import Fee, FeeTiming
from loanwright.engine.terms import DownPayment, Grace, LoanTerms

_Part = LoanTerms | Grace | DownPayment | Fee
_KNOWN: dict[type, set[str]] = {
    LoanTerms: {
        *("principal", "rate", "method", "periods", "balloon_periods", "grace", "down_payment", "fees"),
        *("installment_rounding", "installment_multiple", "interest_rounding"),
        # in the tables of dates:
        *("start_on", "frequency", "first_due_on", "due_seed_on", "due_day", "season", "due_dates", "length"),
        *("month_end", "day_count", "business_day_rule"),
        # of no concern to a schedule:
        *("interest_basis", "penalty", "allocation", "own_allocations"),
    },
    Grace: {"principal", "interest_payment", "interest_charged"},
    DownPayment: {"percent", "multiple"},
    Fee: {"name", "timing", "amount", "percent", "base"},
}
_TIMINGS = {FeeTiming.DEDUCTED, FeeTiming.AT_DISBURSEMENT, FeeTiming.PER_INSTALLMENT}


def is_known(terms: LoanTerms) -> bool:
    """Whether columns can express all that these terms say.

    A field that is not named here must stand at its default: what the engine learns later, columns don't know yet.
    """
    parts: list[_Part | None] = [terms, terms.grace, terms.down_payment, *terms.fees]
    return (
        terms.method in METHODS
        and all(fee.timing in _TIMINGS and fee.base in BASES for fee in terms.fees)
        and {terms.installment_rounding, terms.interest_rounding} <= set(DIVISIONS)
        and not any(_unknown(part) for part in parts if part)
    )


def _unknown(part: _Part) -> list[str]:
    """Fields that say something which is not known here."""
    others = (field for field in fields(part) if field.name not in _KNOWN[type(part)])
    return [field.name for field in others if getattr(part, field.name) != field.default]


def largest_figures(terms: LoanTerms, principal: Whole, peak_factor: Whole, scale: float) -> NDArray[np.float64]:
    """The largest number that can occur in a loan's figures; to be compared with `LIMIT`.

    The balance never exceeds the principal, so no interest exceeds that on all of it at the highest factor. An
    installment after a wait for interest holds that of several periods.
    """
    exact_interest = principal * peak_factor
    installment = principal + (exact_interest / scale + 1) * (1 + terms.grace.interest_payment)
    figures = np.maximum(exact_interest, installment)
    multiple = float(max(terms.periods, terms.balloon_periods or 0) * terms.installment_multiple)
    figures = np.maximum(figures, max(scale, multiple))
    if terms.down_payment is not None:
        figures = np.maximum(
            figures, _share_figures(terms.down_payment.percent, principal, terms.down_payment.multiple)
        )
    charged = sum((_fee_figures(fee, installment) for fee in terms.fees), start=np.zeros_like(principal))
    return np.maximum(figures, charged)


def _fee_figures(fee: Fee, base: Whole) -> NDArray[np.float64]:
    if fee.percent is not None:
        return _share_figures(fee.percent, base, 1)
    return np.full_like(base, float(fee.amount.minor) if fee.amount else 0.0)


def _share_figures(percent: Decimal, base: Whole, multiple: int) -> NDArray[np.float64]:
    """Numerator and denominator of a percentage of `base`; more than all of it is left to the engine."""
    numerator, denominator = percent.as_integer_ratio()
    if not 0 <= percent <= 100:
        return np.full_like(base, np.inf)
    return np.maximum(base * float(numerator), float(denominator * 100 * multiple))
