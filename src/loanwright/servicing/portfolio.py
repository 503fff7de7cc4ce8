"""The whole book in sums: by product, status, arrears and month of disbursement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Numeric, case, cast, func, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.servicing.model import LIVE, LoanStatus
from loanwright.servicing.tables import loan, loan_event, suspense_item

_BUCKETS = (("0", 0), ("1-30", 30), ("31-60", 60), ("61-90", 90), ("91+", None))
"""Days past due: the name of each bucket and its last day."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the book."""

    name: str
    loans: int
    principal: Money
    overdue: Money


@dataclass(frozen=True, slots=True)
class Waiting:
    """Money in suspense."""

    items: int
    amount: Money


def by_product(uow: UnitOfWork) -> list[Share]:
    """Live loans by product code."""
    return _shares(uow, loan.c.product_code)


def by_status(uow: UnitOfWork) -> list[Share]:
    """All loans by status, in the order of a loan's life."""
    shares = {share.name: share for share in _shares(uow, loan.c.status, tuple(LoanStatus))}
    return [shares[status.value] for status in LoanStatus if status.value in shares]


def by_arrears(uow: UnitOfWork) -> list[Share]:
    """Live loans by days past due on the business date; every bucket is there, empty or not."""
    days = func.coalesce(uow.business_date - loan.c.overdue_since, 0)
    whens = [(days <= last, name) for name, last in _BUCKETS if last is not None]
    shares = {share.name: share for share in _shares(uow, case(*whens, else_=_BUCKETS[-1][0]))}
    nothing = Money.zero(uow.currency)
    return [shares.get(name, Share(name, 0, nothing, nothing)) for name, _ in _BUCKETS]


def disbursed_by_month(uow: UnitOfWork, since: date) -> dict[date, Money]:
    """Principal of loans by the month they were paid out in, those taken over included; of lines what was drawn."""
    lent = cast(loan.c.terms["principal"]["amount"].as_string(), Numeric)
    drawn = loan.c.disbursed_minor / Decimal(10**uow.currency.exponent)
    amount = case((loan.c.line.is_(None), lent), else_=drawn)
    month = func.date_trunc("month", loan.c.disbursed_on).label("month")
    summed = select(month, func.sum(amount).label("lent")).where(loan.c.disbursed_on >= since).group_by(month)
    return {row.month.date(): Money.parse(str(row.lent), uow.currency) for row in uow.connection.execute(summed)}


def collected_by_month(uow: UnitOfWork, since: date) -> dict[date, Money]:
    """Money received for loans, by the month of the business date; what waits in suspense is not counted."""
    month = func.date_trunc("month", loan_event.c.business_date).label("month")
    amount = cast(loan_event.c.event["amount"]["amount"].as_string(), Numeric)
    reversal = loan_event.alias()
    undone = select(reversal.c.seq).where(
        reversal.c.loan_id == loan_event.c.loan_id,
        reversal.c.kind == "Reversed",
        reversal.c.event["reverses"].as_integer() == loan_event.c.seq,
    )
    summed = (
        select(month, func.sum(amount).label("received"))
        .where(loan_event.c.kind.in_(["Repaid", "PaidOff"]), loan_event.c.business_date >= since, ~undone.exists())
        .group_by(month)
    )
    return {row.month.date(): Money.parse(str(row.received), uow.currency) for row in uow.connection.execute(summed)}


def in_suspense(uow: UnitOfWork) -> Waiting:
    """What nobody has allocated yet."""
    columns = func.count().label("items"), func.coalesce(func.sum(suspense_item.c.amount_minor), 0).label("amount")
    row = uow.connection.execute(select(*columns).where(suspense_item.c.allocated_at.is_(None))).one()
    return Waiting(row.items, Money(int(row.amount), uow.currency))


def _shares(uow: UnitOfWork, by: ColumnElement[Any], statuses: tuple[LoanStatus, ...] = LIVE) -> list[Share]:
    summed = (
        select(
            by.label("name"),
            func.count().label("loans"),
            func.sum(loan.c.principal_minor).label("principal"),
            func.sum(loan.c.overdue_minor).label("overdue"),
        )
        .where(loan.c.status.in_([status.value for status in statuses]))
        .group_by("name")
        .order_by("name")
    )
    return [
        Share(row.name, row.loans, Money(int(row.principal), uow.currency), Money(int(row.overdue), uow.currency))
        for row in uow.connection.execute(summed)
    ]
