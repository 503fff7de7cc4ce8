"""Post an entry on the open business date."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import CurrencyMismatch
from loanwright.ledger.model import Entry
from loanwright.ledger.repository import hold_day, insert_entries
from loanwright.ledger.rules import BusinessDayMoved


def post(uow: UnitOfWork, entry: Entry) -> UUID | None:
    """Write `entry` in the caller's transaction; returns its id, or None if it moves nothing.

    Raises:
        BusinessDayMoved: the day was closed since the transaction began; run the command again.
        CurrencyMismatch: a posting is not in the currency of the books.
    """
    return next(iter(post_all(uow, [entry])), None)


def post_all(uow: UnitOfWork, entries: Sequence[Entry]) -> list[UUID]:
    """Write many entries at once, for work in bulk; those that move nothing are left out. Raises what `post` does."""
    if hold_day(uow) != uow.business_date:
        raise BusinessDayMoved(business_date=uow.business_date)
    moving = [entry for entry in entries if entry.postings]
    for posting in (posting for entry in moving for posting in entry.postings):
        if posting.amount.currency is not uow.currency:
            raise CurrencyMismatch(left=uow.currency, right=posting.amount.currency)
    return insert_entries(uow, moving) if moving else []
