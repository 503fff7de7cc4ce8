"""Say which loans have fallen into arrears with a close, once it is over and nobody waits for it."""

from __future__ import annotations

from datetime import date

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.repository.coming import fallen_into_arrears
from loanwright.servicing.usecases.record_event import tell_overdue


def tell_of_arrears(uow: UnitOfWork, since: date, book_range: int) -> None:
    """Publish every loan of a range of which something has been unpaid since `since` and nothing before."""
    for fallen in fallen_into_arrears(uow, book_range, since):
        tell_overdue(uow, fallen.loan_id, fallen.party_id, fallen.overdue_minor, since)
