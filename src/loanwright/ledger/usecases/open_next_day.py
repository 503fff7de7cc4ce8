"""Move the business date; only the end of day does this."""

from __future__ import annotations

from datetime import date, timedelta

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.repository import move_day


def open_next_day(uow: UnitOfWork) -> date:
    """Close the business date for postings and open the following calendar day; returns the new date.

    Money does not rest at weekends, so every calendar day is a business date; due dates are moved by the calendar.
    """
    following = uow.business_date + timedelta(days=1)
    move_day(uow, following)
    return following
