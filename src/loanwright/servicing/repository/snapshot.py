"""Every loan at the end of every closed day, written down only when something has happened to it.

A close appends a row for each loan that has been written since the close before, with its lines; from then on they say
what it comes to on any day, until its next row. On the last day of a month every live loan gets a row: no question
reaches further back, and what lies between two such days may be dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Date,
    Insert,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import distinct_on

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.classification import RiskPolicy
from loanwright.servicing.model import LIVE, SnapshotKind, is_month_end
from loanwright.servicing.repository import closes
from loanwright.servicing.repository.accrual import Moment, accrued_sql, moment_values, penalties_sql
from loanwright.servicing.repository.book_ranges import IN_RANGE, range_values
from loanwright.servicing.rules import BookDayNotKept
from loanwright.servicing.tables import day_close, loan, loan_day

_LONGEST_MONTH = timedelta(days=31)
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class LoanDay:
    """A live loan at the end of a day; amounts in minor units."""

    loan_id: UUID
    product_code: str
    principal: int
    interest_receivable: int
    fees_receivable: int
    penalties_receivable: int
    overdue: int
    days_past_due: int


def prepare(uow: UnitOfWork, day: date) -> None:
    """Make the day's partition of `loan_day`."""
    uow.connection.execute(text("SELECT open_loan_day(:day)"), {"day": day})


def append(uow: UnitOfWork, book_range: int, kind: SnapshotKind, closed_through: date | None) -> None:
    """The rows of a range at the end of the business date; `closed_through` is the day of its close before."""
    values = {"today": uow.business_date, "since": closed_through or date.min, **range_values(book_range)}
    uow.connection.execute(_append(kind), values)


@cache
def _append(kind: SnapshotKind) -> Insert:
    copied = [one.name for one in loan_day.columns if one.name not in ("business_date", "loan_id")]
    wanted = _has_been_written() if kind is SnapshotKind.CHANGES else _is_live(loan.c)
    rows = select(bindparam("today", type_=Date), loan.c.id, *(loan.c[name] for name in copied))
    names = ["business_date", "loan_id", *copied]
    return insert(loan_day).from_select(names, rows.where(IN_RANGE, wanted))


def _has_been_written() -> Any:
    """Since the close before: on a later day, or on the same one after its row was taken.

    Only the few of the same day are looked up; as a join, PostgreSQL would read the whole book of that day a range.
    """
    since = bindparam("since", type_=Date)
    taken = loan_day.alias("taken").c
    same = and_(taken.last_seq == loan.c.last_seq, taken.accrued_through == loan.c.accrued_through)
    known = exists().where(taken.business_date == since, taken.loan_id == loan.c.id, same)
    return or_(loan.c.accrued_through > since, and_(loan.c.accrued_through == since, ~known))


def _is_live(of: Any) -> Any:
    return of.status.in_([status.value for status in LIVE])


def loans_on(uow: UnitOfWork, day: date) -> Iterator[LoanDay]:
    """The live loans at the end of a closed day, in the order of their ids.

    Raises:
        BookDayNotKept: the day is not closed, or has been dropped.
    """
    kept = kept_day(uow, "day", day)
    rows = uow.connection.execution_options(yield_per=_AT_ONCE).execute(kept.loans, kept.values)
    return (LoanDay(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class KeptDay:
    """A statement for the live loans at the end of a day, its columns those of `LoanDay`, with its parameters."""

    loans: Select[Any]
    values: dict[str, object]
    risk_policy: RiskPolicy


def kept_day(uow: UnitOfWork, name: str, day: date) -> KeptDay:
    """Of a closed day; `name` tells its parameters from those of another day in the same statement.

    Raises:
        BookDayNotKept: the day is not closed, or has been dropped.
    """
    plans = closes.plans(uow, day - _LONGEST_MONTH, day)
    last = plans[-1] if plans else None
    if last is None or last.business_date != day or last.snapshot is SnapshotKind.DROPPED:
        raise BookDayNotKept(business_date=day)
    whole = [one.business_date for one in plans if one.snapshot is SnapshotKind.FULL]
    first = day if last.snapshot is SnapshotKind.FIGURES else max(whole)
    return KeptDay(_at_end(name), {f"{name}_first": first, **moment_values(name, day)}, last.risk_policy)


@cache
def _at_end(name: str) -> Select[Any]:
    """The last row of each loan from a full day on, brought to the end of the day asked for."""
    at = Moment.given(name)
    rows = select(loan_day).where(loan_day.c.business_date.between(bindparam(f"{name}_first", type_=Date), at.day))
    newest = rows.order_by(loan_day.c.loan_id, loan_day.c.business_date.desc()).ext(distinct_on(loan_day.c.loan_id))
    c = newest.subquery(f"{name}_newest").c
    is_aside, stood = c.touch_on <= at.day, Moment.of(c.touch_on - 1)
    interest = case((is_aside, accrued_sql(c, stood)), else_=accrued_sql(c, at)) - c.interest_risen_minor
    penalties = case((is_aside, penalties_sql(c, stood)), else_=penalties_sql(c, at)) - c.penalties_risen_minor
    accrues = c.non_accrual.is_(None)
    return select(
        c.loan_id,
        c.product_code,
        c.principal_minor.label("principal"),
        (c.interest_receivable_minor + case((accrues, interest), else_=0)).label("interest_receivable"),
        c.fees_receivable_minor.label("fees_receivable"),
        (c.penalties_receivable_minor + case((accrues, penalties), else_=0)).label("penalties_receivable"),
        (c.overdue_minor + penalties).label("overdue"),
        func.coalesce(cast(at.day - c.overdue_since, Integer), 0).label("days_past_due"),
    ).where(_is_live(c))


@dataclass(frozen=True, slots=True)
class Written:
    """What a row says of a loan from its day on; nothing is due since `overdue_since` if that is None."""

    business_date: date
    is_live: bool
    principal: int
    overdue_since: date | None


def rows_of(uow: UnitOfWork, loan_id: UUID) -> list[Written]:
    """All that is kept of one loan, oldest first."""
    c = loan_day.c
    columns = (c.business_date, _is_live(c), c.principal_minor, c.overdue_since)
    rows = uow.connection.execute(select(*columns).where(c.loan_id == loan_id).order_by(c.business_date))
    return [Written(*row) for row in rows]


def drop_before(uow: UnitOfWork, day: date) -> int:
    """Drop what is older than the last full day before `day`, month ends excepted; how many days went."""
    c = day_close.c
    whole = c.snapshot.in_([SnapshotKind.FULL.value, SnapshotKind.FIGURES.value])
    full = select(func.max(c.business_date)).where(whole, c.business_date <= day).scalar_subquery()
    old = select(c.business_date).where(c.snapshot != SnapshotKind.DROPPED.value, c.business_date < full)
    days = [one for one in uow.connection.scalars(old.order_by(c.business_date)) if not is_month_end(one)]
    for one in days:
        uow.connection.execute(text("SELECT drop_loan_day(:day)"), {"day": one})
    uow.connection.execute(
        update(day_close).where(c.business_date.in_(days)).values(snapshot=SnapshotKind.DROPPED.value)
    )
    return len(days)
