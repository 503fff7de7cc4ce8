"""What falls due on a day: whom to remind, what should come in, and who did not pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.servicing.model import LIVE, LoanStatus
from loanwright.servicing.repository.book_ranges import IN_RANGE, range_values
from loanwright.servicing.tables import installment, loan


@dataclass(frozen=True, slots=True)
class ComingInstallment:
    """An installment that its borrower should be reminded of."""

    loan_id: UUID
    party_id: UUID
    number: int
    due_on: date
    amount_minor: int


@dataclass(frozen=True, slots=True)
class FallenIntoArrears:
    """A loan that owes something since a day and owed nothing before it."""

    loan_id: UUID
    party_id: UUID | None
    overdue_minor: int


@dataclass(frozen=True, slots=True)
class FallingDue:
    """How many installments fall due on a day, and what is still unpaid of them."""

    installments: int
    amount: Money


def installments_due(uow: UnitOfWork, book_range: int, due_on: date) -> list[ComingInstallment]:
    """Unpaid installments of live loans of the range that fall due on a day."""
    i = installment.c
    columns = (i.loan_id, loan.c.party_id, i.number, i.due_on, _unpaid())
    of_range = (IN_RANGE, loan.c.party_id.is_not(None))
    wanted = select(*columns).join(loan, loan.c.id == i.loan_id).where(_is_due(due_on), *of_range)
    return [ComingInstallment(*row) for row in uow.connection.execute(wanted, range_values(book_range))]


def fallen_into_arrears(uow: UnitOfWork, book_range: int, since: date) -> list[FallenIntoArrears]:
    """Loans of the range whose oldest unpaid installment fell due on a day; not those that have paid meanwhile."""
    columns = (loan.c.id, loan.c.party_id, loan.c.overdue_minor)
    overdue = loan.c.status == LoanStatus.OVERDUE.value
    wanted = select(*columns).where(IN_RANGE, loan.c.overdue_since == since, overdue).order_by(loan.c.id)
    return [FallenIntoArrears(*row) for row in uow.connection.execute(wanted, range_values(book_range))]


def falling_due(uow: UnitOfWork, due_on: date) -> FallingDue:
    """What borrowers should pay on a day and have not paid yet."""
    sums = select(func.count(), func.coalesce(func.sum(_unpaid()), 0))
    joined = installment.join(loan, loan.c.id == installment.c.loan_id)
    row = uow.connection.execute(sums.select_from(joined).where(_is_due(due_on))).one()
    return FallingDue(row[0], Money(int(row[1]), uow.currency))


def _is_due(due_on: date) -> ColumnElement[bool]:
    live = loan.c.status.in_([status.value for status in LIVE])
    return and_(installment.c.due_on == due_on, installment.c.paid_on.is_(None), live)


def _unpaid() -> ColumnElement[int]:
    i = installment.c
    owed = i.principal_due_minor + i.interest_due_minor + i.fees_due_minor + i.penalties_due_minor
    paid = i.principal_paid_minor + i.interest_paid_minor + i.fees_paid_minor + i.penalties_paid_minor
    waived = i.principal_waived_minor + i.interest_waived_minor + i.fees_waived_minor + i.penalties_waived_minor
    return owed - paid - waived
