"""What the overview of the book consists of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loanwright.kernel.money import Money
from loanwright.origination.api import FunnelStep
from loanwright.servicing.api import Share, Waiting


@dataclass(frozen=True, slots=True)
class Month:
    """What was lent and what came back in one calendar month."""

    month: date
    disbursed: Money
    collected: Money


@dataclass(frozen=True, slots=True)
class Overview:
    """The book on the business date."""

    as_of: date
    interest_receivable: Money
    suspense: Waiting
    products: list[Share]
    statuses: list[Share]
    arrears: list[Share]
    months: list[Month]
    funnel: list[FunnelStep]
