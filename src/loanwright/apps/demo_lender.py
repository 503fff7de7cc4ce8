"""The demo's lender: set up once, in an empty database, with its calendar, products, staff and paid-in capital."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import holidays
from sqlalchemy import select

from loanwright.access.api import NewStaffUser, Role, create_staff_users
from loanwright.access.repository import find_staff
from loanwright.apps.demo_home import STAFF, StaffSecrets
from loanwright.infra.institution import CalendarDay, Institution, set_up
from loanwright.infra.runtime import Runtime
from loanwright.infra.tables import institution
from loanwright.infra.unit_of_work import SYSTEM, Actor, ActorKind, UnitOfWork
from loanwright.kernel.money import Currency, Money
from loanwright.ledger.api import JournalLine, NewJournal, Side, approve_journal, draft_journal
from loanwright.products.api import publish_product, shipped_documents

_TIME_ZONE = "Asia/Shanghai"
_YEARS_OF_CALENDAR = 6
_BANK, _PAID_IN_CAPITAL = "1002", "4001"

OPENING_CAPITAL = Money(100_000_000_00)
"""What stands on its account when the sandbox's bank opens: the default in the settings of that program."""

_WORKED_INSTEAD = re.compile(r"substituted from (\d\d)/(\d\d)/(\d{4})")


def set_up_demo_lender(runtime: Runtime, staff: StaffSecrets, opens_on: date | None = None) -> None:
    """Found the lender, unless the database has one already. Its first business date is today's, if none is given."""
    today = opens_on or runtime.clock().astimezone(ZoneInfo(_TIME_ZONE)).date()
    with runtime.engine.begin() as connection:
        if connection.execute(select(institution.c.id)).first():
            return
        set_up(connection, _lender(today), _calendar(today.year - 1))
    for document in shipped_documents():
        runtime.run(SYSTEM, lambda uow, text=document: publish_product(uow, text))  # type: ignore[misc]
    runtime.run(SYSTEM, lambda uow: _hire(uow, staff))
    _pay_in_capital(runtime, today)


def _lender(today: date) -> Institution:
    return Institution(
        name_zh="贷匠农村信贷",
        name_en="Loanwright Rural Credit",
        registration_number="91330100MA0DEM0X01",  # invented: no company has it
        address="浙江省杭州市示范路 1 号",
        phone="0571-00000000",
        bank_name="沙盒银行",
        currency=Currency.CNY,
        time_zone=_TIME_ZONE,
        business_date=today,
    )


def _calendar(first_year: int) -> Iterator[CalendarDay]:
    """China's public holidays, and the Saturdays and Sundays worked in exchange."""
    years = range(first_year, first_year + _YEARS_OF_CALENDAR)
    for day, name in sorted(holidays.country_holidays("CN", years=years).items()):
        yield CalendarDay(day, "holiday", name[:40])
        worked = _WORKED_INSTEAD.search(name)
        if worked:
            instead = datetime.strptime("-".join(worked.groups()), "%m-%d-%Y").date()
            yield CalendarDay(instead, "workday", "Worked instead of a day off")


def _hire(uow: UnitOfWork, secrets: StaffSecrets) -> None:
    new = [
        NewStaffUser(username, name, secrets.password, secrets.totp_secret, (Role(username),))
        for username, name in STAFF.items()
    ]
    create_staff_users(uow, new)


def _pay_in_capital(runtime: Runtime, on: date) -> None:
    """Book what its owners paid in before it opened: the accountant drafts, the administrator approves."""
    lines = [
        JournalLine(_BANK, Side.DEBIT, OPENING_CAPITAL, "沙盒银行期初余额"),
        JournalLine(_PAID_IN_CAPITAL, Side.CREDIT, OPENING_CAPITAL, "股东出资"),
    ]
    opening = NewJournal(on, "股东实缴注册资本，存入沙盒银行 / Capital paid in at the sandbox bank", lines)
    drafted = runtime.run(_signed_in(runtime, "accountant"), lambda uow: draft_journal(uow, opening))
    approver = _signed_in(runtime, "administrator")
    runtime.run(
        approver, lambda uow: approve_journal(uow, drafted.id, "验资报告已核对 / Checked against the audit report")
    )


def _signed_in(runtime: Runtime, username: str) -> Actor:
    with runtime.read(SYSTEM) as uow:
        user = find_staff(uow, username)
    if user is None:
        raise RuntimeError(f"the demo has no {username}")
    return Actor(ActorKind.STAFF, id=user.id, permissions=frozenset(map(str, user.permissions)), name=user.name)
