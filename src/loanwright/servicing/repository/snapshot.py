"""The book at the end of a day: one row a loan, appended, and their sums; written by the close in one statement."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    Uuid,
    bindparam,
    case,
    cast,
    column,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.classification import BASIS_POINTS, RiskClass, RiskPolicy
from loanwright.servicing.model import LIVE
from loanwright.servicing.repository.accrual import accrued_sql, penalties_sql, quotient
from loanwright.servicing.tables import book_day, loan, loan_day

Earned = tuple[int, int]
"""Interest and penalties that a loan has earned by time since it was last posted, in minor units."""


@dataclass(frozen=True, slots=True)
class BookDay:
    """The loans of one book range that share a product, class and stage."""

    product_code: str
    risk_class: RiskClass
    stage: int
    loans: int
    provision: int
    interest_today: int
    penalties_today: int


@dataclass(frozen=True, slots=True)
class BookShare:
    """The loans of the whole book that share a product, class and stage; amounts in minor units."""

    product_code: str
    risk_class: RiskClass
    stage: int
    loans: int
    principal: int
    interest_receivable: int
    overdue: int
    provision: int
    interest_today: int
    penalties_today: int


def append(uow: UnitOfWork, book_range: int, policy: RiskPolicy, rewritten: Mapping[UUID, Earned]) -> list[BookDay]:
    """One row of `loan_day` per live loan of the range, and its sums.

    What a loan earned today follows from its lines; `rewritten` says it of those whose lines began anew today.
    """
    columns = [one.name for one in loan_day.columns]
    rows_of_range = _rows(uow, loan.c.book_range == book_range, policy)
    appended = insert(loan_day).from_select(columns, rows_of_range).returning(*loan_day.c)
    snapshot = appended.cte("snapshot")
    summed = insert(book_day).from_select([one.name for one in book_day.columns], _sums(snapshot, book_range))
    written = summed.returning(*(book_day.c[name] for name in _SUMMED)).cte("summed")
    forms = [
        {"id": one.hex, "interest": interest, "penalties": penalty} for one, (interest, penalty) in rewritten.items()
    ]
    rows = uow.connection.execute(select(written), {"rewritten": json.dumps(forms)})
    return [BookDay(row[0], RiskClass(row[1]), *row[2:]) for row in rows]


_SUMMED = (
    "product_code",
    "risk_class",
    "stage",
    "loans",
    "provision_minor",
    "interest_today_minor",
    "penalties_today_minor",
)


def _rows(uow: UnitOfWork, wanted: ColumnElement[bool], policy: RiskPolicy) -> Select[Any]:
    today = literal(uow.business_date, Date)
    through = func.least(today, loan.c.touch_on - 1)  # a loan set aside stands still from that day
    closed = func.least(func.greatest(loan.c.accrued_through, today - 1), through)
    penalties = penalties_sql(through) - penalties_sql(loan.c.accrued_through)
    days = func.coalesce(cast(today - loan.c.overdue_since, Integer), 0)
    new = _rewritten()
    lines = (
        select(
            loan.c.id,
            loan.c.product_code,
            loan.c.principal_minor,
            loan.c.interest_receivable_minor - accrued_sql(loan.c.accrued_through) + accrued_sql(through),
            loan.c.penalties_receivable_minor + penalties,
            loan.c.overdue_minor + penalties,
            days.label("days_past_due"),
            _class(policy, days).label("risk_class"),
            _stage(policy, days).label("stage"),
            func.coalesce(new.c.interest, accrued_sql(through) - accrued_sql(closed)),
            func.coalesce(new.c.penalties, penalties_sql(through) - penalties_sql(closed)),
        )
        .select_from(loan.outerjoin(new, new.c.id == loan.c.id))
        .where(wanted, loan.c.status.in_([status.value for status in LIVE]))
        .subquery("line")
    )
    *figures, interest_today, penalties_today = lines.c
    exact = lines.c.principal_minor * _rate(policy, lines.c.risk_class) + BASIS_POINTS // 2
    provision = quotient(exact, literal(BASIS_POINTS))
    return select(today, *figures, provision, interest_today, penalties_today)


def _rewritten() -> Any:
    forms = cast(bindparam("rewritten"), JSONB)
    columns = (column("id", Uuid), column("interest", BigInteger), column("penalties", BigInteger))
    return func.jsonb_to_recordset(forms).table_valued(*columns).render_derived(name="rewritten", with_types=True)


def _class(policy: RiskPolicy, days: ColumnElement[int]) -> ColumnElement[str]:
    whens = [(days >= first, one.value) for one, first in reversed([*policy.class_from.items()])]
    return case(*whens, else_=RiskClass.NORMAL.value)


def _stage(policy: RiskPolicy, days: ColumnElement[int]) -> ColumnElement[int]:
    whens = [(days >= first, stage) for stage, first in reversed([*policy.stage_from.items()])]
    return cast(case(*whens, else_=1), Integer)


def _rate(policy: RiskPolicy, risk_class: ColumnElement[str]) -> ColumnElement[int]:
    return case(*((risk_class == one.value, rate) for one, rate in policy.provision_rates.items()))


def _sums(snapshot: Any, book_range: int) -> Select[Any]:
    one = snapshot.c
    sums = [cast(func.sum(one[f"{name}_minor"]), BigInteger) for name in _SUMS]
    by = (one.business_date, one.product_code, one.risk_class, one.stage)
    return select(literal(book_range), *by, func.count(), *sums).group_by(*by)


_SUMS = ("principal", "interest_receivable", "overdue", "provision", "interest_today", "penalties_today")


def book_of(uow: UnitOfWork, day: date) -> list[BookShare]:
    """The book at the end of a closed day in parts."""
    by = (book_day.c.product_code, book_day.c.risk_class, book_day.c.stage)
    sums = [cast(func.sum(book_day.c[name]), BigInteger) for name in ("loans", *(f"{one}_minor" for one in _SUMS))]
    parts = select(*by, *sums).where(book_day.c.business_date == day).group_by(*by).order_by(*by)
    return [BookShare(row[0], RiskClass(row[1]), *row[2:]) for row in uow.connection.execute(parts)]


def untouched(uow: UnitOfWork, policy: RiskPolicy) -> tuple[int, int, int]:
    """Loans that today's close would only accrue, with the interest and penalties they earn today."""
    rows = _rows(uow, loan.c.touch_on.is_(None) | (loan.c.touch_on > uow.business_date), policy).subquery()
    *_, interest, penalties = rows.c
    sums = (func.coalesce(cast(func.sum(one), BigInteger), 0) for one in (interest, penalties))
    row = uow.connection.execute(select(func.count(), *sums).select_from(rows), {"rewritten": "[]"}).one()
    return row[0], row[1], row[2]


def provisions_before(uow: UnitOfWork, book_range: int) -> Mapping[str, int]:
    """Per product what the close before this one held ready for the loans of the range."""
    before = book_day.c.business_date < uow.business_date
    last = select(func.max(book_day.c.business_date)).where(book_day.c.book_range == book_range, before)
    held = (
        select(book_day.c.product_code, cast(func.sum(book_day.c.provision_minor), BigInteger))
        .where(book_day.c.book_range == book_range, book_day.c.business_date == last.scalar_subquery())
        .group_by(book_day.c.product_code)
    )
    return {row[0]: row[1] for row in uow.connection.execute(held)}


def totals(days: Sequence[BookDay], of: str) -> dict[str, int]:
    """One of the sums per product."""
    summed: dict[str, int] = {}
    for one in days:
        summed[one.product_code] = summed.get(one.product_code, 0) + getattr(one, of)
    return summed
