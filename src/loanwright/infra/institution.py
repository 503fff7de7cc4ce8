"""The institution this installation serves: its names, its books currency, its calendar and its business date.

The business date stands here because every transaction reads it; only the ledger moves it, when the day is closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from loanwright.infra.tables import calendar_day, institution
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency


@dataclass(frozen=True, slots=True)
class Institution:
    """The lender."""

    name_zh: str
    name_en: str
    currency: Currency
    time_zone: str
    business_date: date


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from the week: a ``holiday`` or a make-up ``workday``."""

    day: date
    kind: str
    name: str


def set_up(connection: Connection, lender: Institution, days: Iterable[CalendarDay] = ()) -> None:
    """Write the institution and its calendar once, on an owner's connection; later calls change nothing."""
    if connection.execute(select(institution.c.id)).first():
        return
    values = {"name_zh": lender.name_zh, "name_en": lender.name_en, "currency": lender.currency.value}
    moment = {"time_zone": lender.time_zone, "business_date": lender.business_date}
    connection.execute(insert(institution).values(id=1, **values, **moment))
    replace_calendar(connection, days)


def replace_calendar(connection: Connection, days: Iterable[CalendarDay]) -> None:
    """The calendar anew."""
    connection.execute(delete(calendar_day))
    rows = [{"day": day.day, "kind": day.kind, "name": day.name} for day in days]
    if rows:
        connection.execute(insert(calendar_day), rows)


def load(uow: UnitOfWork) -> Institution:
    """The lender as it stands."""
    row = uow.connection.execute(select(institution)).one()
    return Institution(row.name_zh, row.name_en, Currency(row.currency), row.time_zone, row.business_date)
