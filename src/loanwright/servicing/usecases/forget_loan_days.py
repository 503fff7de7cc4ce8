"""Stop keeping old days loan by loan; their sums, and the last day of every month, remain."""

from __future__ import annotations

from datetime import date

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.repository import snapshot


def forget_loan_days(uow: UnitOfWork, before: date) -> int:
    """Drop the snapshots that no day from `before` on needs; returns how many.

    A snapshot says what has changed, so days are kept from the last full one on: a month more at most.
    """
    dropped = snapshot.drop_before(uow, before)
    if dropped:
        uow.audit("servicing.forget_loan_days", "book", uow.command_id, before=before.isoformat(), days=dropped)
    return dropped
