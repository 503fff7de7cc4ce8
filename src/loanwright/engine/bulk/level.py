"""The level installment of many loans: found in floating point, proven by its error bound, or left to the engine.

The annuity A = P prod(1 + f_i) / sum_j prod_{i>j}(1 + f_i) has only positive terms, so its computed value is off by no
more than a known share: with u = 2^-53, every f_i carries 1 rounding, 1 + f_i one more, a step of the sum four in all
(Horner), the product three, the last multiplication and division two; together less than (7n + 2) u, and less than
8 (n + 1) u with second-order terms (Higham, *Accuracy and Stability of Numerical Algorithms*, chapter 3). Rounding is
monotone: where both ends of that interval round to the same amount, so does the exact value. Where they do not (some in
a million, and all exact ties), the loan is named, and its level comes from exact integers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from loanwright.engine.bulk.whole import LIMIT, Whole, divide
from loanwright.engine.terms import LoanTerms
from loanwright.kernel.money import Rounding

_UNIT = 2.0**-53


class Levels(NamedTuple):
    """Installments of a block of loans, and for which of them they are proven."""

    installment: Whole
    is_proven: NDArray[np.bool_]


def levels(terms: LoanTerms, amount: Whole, factors: Whole, scale: float) -> Levels:
    """The installment that repays each amount, rounded as the terms say; `factors[k] / scale` is that of period k."""
    rounding, multiple = terms.installment_rounding, terms.installment_multiple
    growth, value = _annuity(factors, scale)
    exact = amount * growth / value / multiple
    margin = (exact + 1) * (8 * len(factors) + 16) * _UNIT
    low, high = (_TO_WHOLE[rounding](end) for end in (exact - margin, exact + margin))
    is_free = growth == 1
    if is_free.any():  # without interest ties are common, and whole numbers decide them
        low[is_free] = high[is_free] = divide(amount[is_free], len(factors), rounding, multiple) / multiple
    return Levels(low * multiple, (low == high) & (exact * multiple < LIMIT))


def _annuity(factors: Whole, scale: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Installment per unit of principal as growth over value; a growth of 1 means that there is no interest."""
    growth, value, step = (np.full(factors.shape[1], start) for start in (1.0, 0.0, 0.0))
    for factor in factors:
        np.divide(factor, scale, out=step)
        step += 1
        value *= step
        value += 1
        growth *= step
    return growth, value


def _half_up(amount: NDArray[np.float64]) -> Whole:
    """Monotone; the addition may be inexact, which the margin covers."""
    return np.floor(amount + 0.5)


_TO_WHOLE: dict[Rounding, Callable[[NDArray[np.float64]], Whole]] = {
    Rounding.HALF_UP: _half_up,
    Rounding.HALF_EVEN: np.rint,
    Rounding.UP: np.ceil,
    Rounding.DOWN: np.floor,
    Rounding.FLOOR: np.floor,
}
