"""Move the business date; only the end of day does this. A chart that takes effect then takes over the balances."""

from __future__ import annotations

from datetime import date, timedelta

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.ledger.chart import Chart
from loanwright.ledger.model import CodedEntry
from loanwright.ledger.queries.balances import balances_by_product
from loanwright.ledger.repository import charts
from loanwright.ledger.repository.entries import insert_entries, move_day, total_day
from loanwright.ledger.rules import in_force
from loanwright.ledger.sub_ledger import SubLedger, carried

CARRIED_SOURCE = "ledger.ChartTookEffect"


def open_next_day(uow: UnitOfWork) -> date:
    """Close the business date for postings and open the following calendar day; returns the new date.

    Money does not rest at weekends, so every calendar day is a business date; due dates are moved by the calendar.
    """
    following = uow.business_date + timedelta(days=1)
    move_day(uow, following)
    total_day(uow, uow.business_date)
    approved = charts.approved(uow)
    before, after = in_force(approved, uow.business_date), in_force(approved, following)
    if before != after:
        _carry(uow, before, after, following)
    return following


def _carry(uow: UnitOfWork, before: Chart, after: Chart, opened: date) -> None:
    facts = uow.adapter(SubLedger).balances(uow)
    postings = tuple(carried(before, after, {**balances_by_product(uow), **facts}))
    if postings:
        insert_entries(uow, [CodedEntry(CARRIED_SOURCE, uow.command_id, postings, opened, opened)], opened)
