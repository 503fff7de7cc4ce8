"""Catch up: close the day that has just opened."""

from __future__ import annotations

from datetime import date

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.repository import closes
from loanwright.servicing.usecases.start_close import begin_day


def continue_close(uow: UnitOfWork, business_date: date, until: date) -> None:
    """Begin the close of `business_date` unless somebody has, or it is over."""
    if uow.business_date != business_date or closes.get(uow, business_date):
        return
    begin_day(uow, until)
    uow.audit("servicing.continue_close", "day", uow.command_id, day=business_date.isoformat())
