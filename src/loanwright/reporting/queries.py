"""Puts the overview together from the domains that own its figures."""

from __future__ import annotations

from datetime import date

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, balances
from loanwright.origination.api import funnel
from loanwright.reporting.model import Month, Overview
from loanwright.servicing.api import (
    by_arrears,
    by_product,
    by_status,
    collected_by_month,
    disbursed_by_month,
    in_suspense,
)

_MONTHS = 12


def overview(uow: UnitOfWork) -> Overview:
    """The book on the business date."""
    return Overview(
        as_of=uow.business_date,
        interest_receivable=balances(uow)[Account.INTEREST_RECEIVABLE],
        suspense=in_suspense(uow),
        products=by_product(uow),
        statuses=by_status(uow),
        arrears=by_arrears(uow),
        months=_months(uow),
        funnel=funnel(uow),
    )


def _months(uow: UnitOfWork) -> list[Month]:
    """The last twelve calendar months, this one included, whether anything happened in them or not."""
    firsts = [_month_before(uow.business_date, back) for back in range(_MONTHS - 1, -1, -1)]
    disbursed, collected = disbursed_by_month(uow, firsts[0]), collected_by_month(uow, firsts[0])
    nothing = Money.zero(uow.currency)
    return [Month(first, disbursed.get(first, nothing), collected.get(first, nothing)) for first in firsts]


def _month_before(day: date, back: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    return date(year, month + 1, 1)
