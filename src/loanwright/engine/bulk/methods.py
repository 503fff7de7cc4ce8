"""Principal and interest columns by method, for a block of loans: row k of a column is period k of every loan.

The same steps as `engine.methods`, `engine.annuity` and `engine.grace`, each over a row of loans instead of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from loanwright.engine.bulk.portfolio import Minors
from loanwright.engine.bulk.whole import DIVISIONS, Whole, divide
from loanwright.engine.terms import LoanTerms, Method


class Problem(NamedTuple):
    """Amounts to amortise: `factors[k] / scale` is the interest of period k, `level` what installments aim at."""

    amount: Whole
    factors: Whole
    scale: float
    level: Whole
    terms: LoanTerms


class Columns(NamedTuple):
    """Minor units, a row for each period; written by the functions here."""

    principal: Minors
    interest: Minors

    def rows(self) -> Iterator[tuple[Minors, Minors]]:
        """Principal and interest of one period after the other."""
        return zip(*self, strict=True)


def fill(columns: Columns, problem: Problem) -> None:
    """Write the columns: those of the method after grace on principal, interest waiting where its payment does."""
    grace = problem.terms.grace
    if grace.principal:
        columns.principal[: grace.principal] = 0
        columns.interest[: grace.principal] = _interest(problem, problem.amount, problem.factors[: grace.principal])
    after = Columns(*(column[grace.principal :] for column in columns))
    METHODS[problem.terms.method](after, problem._replace(factors=problem.factors[grace.principal :]))
    if waits := grace.interest_payment:
        columns.interest[waits] += columns.interest[:waits].sum(axis=0)
        columns.interest[:waits] = 0


def _amortised(columns: Columns, problem: Problem) -> None:
    """What of the level is not interest repays principal; the last takes what is left."""
    balance = problem.amount.copy()
    for (principal, interest), factor in zip(columns.rows(), problem.factors, strict=True):
        interest[:] = charge = _interest(problem, balance, factor)
        repaid = np.subtract(problem.level, charge, out=charge)
        np.maximum(repaid, 0, out=repaid)
        principal[:] = np.minimum(repaid, balance, out=repaid)
        balance -= repaid
    columns.principal[-1] += balance.astype(np.int64)


def _equal_principal(columns: Columns, problem: Problem) -> None:
    _share_equally(columns, problem)
    _charge_on_balance(columns, problem)


def _flat(columns: Columns, problem: Problem) -> None:
    _share_equally(columns, problem)
    columns.interest[:] = _interest(problem, problem.amount, problem.factors)


def _at_the_end(columns: Columns, problem: Problem) -> None:
    columns.principal[:] = 0
    columns.principal[-1] = problem.amount
    _charge_on_balance(columns, problem)


METHODS: dict[Method, Callable[[Columns, Problem], None]] = {
    Method.EQUAL_INSTALLMENTS: _amortised,
    Method.EQUAL_PRINCIPAL: _equal_principal,
    Method.INTEREST_ONLY: _at_the_end,
    Method.BULLET: _at_the_end,
    Method.FLAT: _flat,
    Method.BALLOON: _amortised,
}
"""What columns can express; another method is the engine's alone."""


def _charge_on_balance(columns: Columns, problem: Problem) -> None:
    """The interest column that belongs to a principal column."""
    balance = problem.amount.copy()
    for (principal, interest), factor in zip(columns.rows(), problem.factors, strict=True):
        interest[:] = _interest(problem, balance, factor)
        balance -= principal


def _share_equally(columns: Columns, problem: Problem) -> None:
    """The same principal every time while it lasts; the last takes what is left."""
    terms, count = problem.terms, len(problem.factors)
    share = divide(problem.amount, count, terms.installment_rounding, terms.installment_multiple)
    balance = problem.amount.copy()
    for principal in columns.principal[:-1]:
        principal[:] = part = np.minimum(share, balance)
        balance -= part
    columns.principal[-1] = balance


def _interest(problem: Problem, balance: Whole, factor: Whole) -> Whole:
    return DIVISIONS[problem.terms.interest_rounding](balance * factor, problem.scale)
