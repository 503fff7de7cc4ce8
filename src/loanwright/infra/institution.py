"""The institution this installation serves: its names, its books currency, its calendar and its business date.

The business date moves only when the day is closed; `move_business_date` is for the close and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from loanwright.infra.tables import calendar_day, institution
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency
from loanwright.kernel.refusals import Refusal


class BusinessDateNotNext(Refusal):
    """The business date moves forward by one day at a time."""


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


def move_business_date(uow: UnitOfWork, to: date) -> None:
    """The day is closed: business goes on at `to`.

    Raises:
        BusinessDateNotNext: `to` is not the day after the business date (somebody else closed it meanwhile).
    """
    moved = uow.connection.execute(
        update(institution).where(institution.c.business_date == uow.business_date).values(business_date=to)
    )
    if moved.rowcount != 1 or (to - uow.business_date).days != 1:
        raise BusinessDateNotNext(from_=uow.business_date, to=to)
