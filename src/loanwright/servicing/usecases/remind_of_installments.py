"""Tell borrowers a few days ahead what will be due."""

from __future__ import annotations

from datetime import date

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.servicing import notices
from loanwright.servicing.repository.coming import installments_due


def remind_of_installments(uow: UnitOfWork, due_on: date, book_range: int) -> None:
    """Announce the unpaid installments of a range that fall due on `due_on`; none that is past in a catch-up."""
    if due_on < uow.business_date:
        return
    for coming in installments_due(uow, book_range, due_on):
        notices.remind(uow, coming.party_id, Money(coming.amount_minor, uow.currency), due_on)
