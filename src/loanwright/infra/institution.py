"""The institution this installation serves: its names and address, books currency, calendar and business date.

The business date stands here because every transaction reads it; only the ledger moves it, when the day is closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, insert, select

from loanwright.infra.tables import calendar_day, institution
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency


@dataclass(frozen=True, slots=True)
class Institution:
    """The lender as a contract names it.

    `registration_number` is its unified social credit code, `bank_name` the bank it keeps its account with.
    """

    name_zh: str
    name_en: str
    registration_number: str
    address: str
    phone: str
    bank_name: str
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
    connection.execute(insert(institution).values(id=1, **asdict(lender)))
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
    return Institution(
        name_zh=row.name_zh,
        name_en=row.name_en,
        registration_number=row.registration_number,
        address=row.address,
        phone=row.phone,
        bank_name=row.bank_name,
        currency=Currency(row.currency),
        time_zone=row.time_zone,
        business_date=row.business_date,
    )


def time_zone(uow: UnitOfWork) -> ZoneInfo:
    """Whose clock people at this institution read."""
    return ZoneInfo(uow.connection.scalar(select(institution.c.time_zone)) or "UTC")


def calendar_date(uow: UnitOfWork) -> date:
    """The day it is where the institution is; the business date lags behind it until days are closed."""
    return uow.now.astimezone(time_zone(uow)).date()
