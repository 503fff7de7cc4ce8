"""The engine over columns: schedules, annual rates and accruals of whole portfolios, equal to the engine to the cent.

A *portfolio* is loans of one kind: one `LoanTerms` says everything but amount, rate and first days, which are columns.
Tables of dates and day counts come from the engine itself, once per distinct pair of first days. The arithmetic on
amounts runs in `float64` used as whole numbers (`bulk.whole` says why no rounding can happen there); a loan whose
figures might not fit is found beforehand, computed by `engine.schedule`, and named in the result (`by_scalar`).
"""

from loanwright.engine.bulk.accruals import Accruals, accruals_on
from loanwright.engine.bulk.annual_rates import AnnualRateColumns, annual_rates_of
from loanwright.engine.bulk.portfolio import ColumnsNotReadable, Portfolio
from loanwright.engine.bulk.schedules import Schedules, schedules

__all__ = [
    "Accruals",
    "AnnualRateColumns",
    "ColumnsNotReadable",
    "Portfolio",
    "Schedules",
    "accruals_on",
    "annual_rates_of",
    "schedules",
]
