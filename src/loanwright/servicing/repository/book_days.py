"""The book at the end of a day in sums: what the close reads of every loan, in one statement a book range."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from operator import add
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    func,
    insert,
    literal,
    or_,
    select,
)

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.classification import RiskClass, RiskPolicy
from loanwright.servicing.model import LIVE
from loanwright.servicing.repository.accrual import Moment, accrued_sql, moment_values, penalties_sql
from loanwright.servicing.repository.book_ranges import IN_RANGE, range_values
from loanwright.servicing.repository.risk_classes import GivenPolicy
from loanwright.servicing.tables import book_day, day_close_chunk, loan


@dataclass(frozen=True, slots=True)
class Part:
    """What the loans of a part of the book have in common."""

    product_code: str
    risk_class: RiskClass
    stage: int


@dataclass(frozen=True, slots=True)
class Sums:
    """What the loans of a part come to; amounts in minor units, those of `today` earned by time alone."""

    loans: int = 0
    principal: int = 0
    interest_receivable: int = 0
    overdue: int = 0
    provision: int = 0
    interest_today: int = 0
    penalties_today: int = 0

    def __add__(self, more: Sums) -> Sums:
        return Sums(*map(add, self.figures, more.figures))

    @property
    def figures(self) -> tuple[int, ...]:
        """All of them, in order."""
        return tuple(getattr(self, name) for name in Sums.__slots__)


BookDay = dict[Part, Sums]
"""A book, or a range of it, at the end of a day."""


_FIGURES = ("principal", "interest_receivable", "overdue", "provision", "interest_today", "penalties_today")
_COLUMNS = ("loans", *(f"{name}_minor" for name in _FIGURES))
_TODAY, _YESTERDAY = Moment.given("today"), Moment.given("yesterday")
_POLICY = GivenPolicy("policy")


def rising(uow: UnitOfWork, book_range: int, policy: RiskPolicy) -> BookDay:
    """The live loans of a range that their lines bring to the end of the business date.

    What a loan that was written today has earned today is not among it: its lines began anew.
    """
    values = range_values(book_range) | _moments(uow) | _POLICY.values(policy)
    return merged(_parts(uow, wanted, values) for wanted in (_loans_rising(), _penalties_rising()))


def standing_still(uow: UnitOfWork, book_range: int, policy: RiskPolicy) -> BookDay:
    """The live loans of a range that a close has set aside: each as it was before the day it is stuck at."""
    return _parts(uow, _loans_aside(), range_values(book_range) | _moments(uow) | _POLICY.values(policy))


def risen_beside(uow: UnitOfWork, book_range: int) -> dict[str, int]:
    """Per product what loans of a range that do not accrue have earned today, beside the books."""
    values = range_values(book_range) | _moments(uow) | {"book_range": book_range}
    return {row[0]: row[1] for row in uow.connection.execute(_beside(), values)}


def merged(days: Iterable[BookDay]) -> BookDay:
    """All of them together."""
    book: BookDay = {}
    for part, sums in (item for day in days for item in day.items()):
        book[part] = book.get(part, Sums()) + sums
    return book


def write(uow: UnitOfWork, book_range: int, book: BookDay) -> None:
    """Append the sums of a range at the end of the business date."""
    key = {"book_range": book_range, "business_date": uow.business_date}
    rows = [{**key, **asdict(part), **dict(zip(_COLUMNS, sums.figures, strict=True))} for part, sums in book.items()]
    if rows:
        uow.connection.execute(insert(book_day), rows)


def untouched(uow: UnitOfWork) -> Sums:
    """The loans of the whole book that today's close would only accrue; what they earn today."""
    lines, penalties = (_earning(statement) for statement in (_lines(_RISING), _penalty_lines(_RISING)))
    interest = uow.connection.execute(lines, _moments(uow)).one()
    row = uow.connection.execute(penalties, _moments(uow)).one()
    return Sums(loans=interest[0], interest_today=interest[1], penalties_today=row[1])


def book_of(uow: UnitOfWork, day: date) -> BookDay:
    """The whole book at the end of a closed day, in the order of products and classes."""
    by = (book_day.c.product_code, book_day.c.risk_class, book_day.c.stage)
    sums = [cast(func.sum(book_day.c[name]), BigInteger) for name in _COLUMNS]
    return _parts(uow, select(*by, *sums).where(book_day.c.business_date == day).group_by(*by).order_by(*by), {})


def provisions_before(uow: UnitOfWork, book_range: int) -> dict[str, int]:
    """Per product what the close before this one held ready for the loans of the range."""
    done = day_close_chunk.c
    last = select(func.max(done.business_date)).where(done.book_range == book_range)  # which may have left no loans
    held = (
        select(book_day.c.product_code, cast(func.sum(book_day.c.provision_minor), BigInteger))
        .where(book_day.c.book_range == book_range, book_day.c.business_date == last.scalar_subquery())
        .group_by(book_day.c.product_code)
    )
    return {row[0]: row[1] for row in uow.connection.execute(held)}


def _parts(uow: UnitOfWork, wanted: Select[Any], values: dict[str, object]) -> BookDay:
    rows = uow.connection.execute(wanted, values)
    return {Part(row[0], RiskClass(row[1]), row[2]): Sums(*row[3:]) for row in rows}


# The statements. None has a join or a set-returning function for the loans that make up most of the book.

_ACCRUES = loan.c.non_accrual.is_(None)
_EARNS_TODAY = and_(_ACCRUES, loan.c.accrued_through < _TODAY.day)
_RISING = or_(loan.c.touch_on.is_(None), loan.c.touch_on > _TODAY.day)


@cache
def _loans_rising() -> Select[Any]:
    return _summed(_lines(and_(IN_RANGE, _RISING)))


@cache
def _penalties_rising() -> Select[Any]:
    return _summed(_penalty_lines(and_(IN_RANGE, _RISING)))


@cache
def _beside() -> Select[Any]:
    c = loan.c
    risen = [line(c, _TODAY) - line(c, _YESTERDAY) for line in (accrued_sql, penalties_sql)]
    earns = and_(~_ACCRUES, c.accrued_through < _TODAY.day, c.book_range == bindparam("book_range"))
    lines = _live({"risen": risen[0] + risen[1]}, and_(IN_RANGE, earns, _RISING))
    return select(lines.c.product_code, cast(func.sum(lines.c.risen), BigInteger)).group_by(lines.c.product_code)


@cache
def _loans_aside() -> Select[Any]:
    c, stood = loan.c, Moment.of(loan.c.touch_on - 1)
    penalties = penalties_sql(c, stood) - c.penalties_risen_minor
    figures = {
        "loans": literal(1),
        "principal": c.principal_minor,
        "interest_receivable": c.interest_receivable_minor
        + case((_ACCRUES, accrued_sql(c, stood) - c.interest_risen_minor), else_=0),
        "overdue": c.overdue_minor + penalties,
    }
    return _summed(_live(figures, and_(IN_RANGE, c.touch_on <= _TODAY.day)))


def _lines(wanted: ColumnElement[bool]) -> Subquery:
    """Loans with their interest brought to today."""
    c = loan.c
    risen = _live(
        {
            "principal": c.principal_minor,
            "base": case((_ACCRUES, c.interest_receivable_minor - c.interest_risen_minor)),
            "overdue": c.overdue_minor,
            "interest": accrued_sql(c, _TODAY),
            "interest_before": case((_EARNS_TODAY, accrued_sql(c, _YESTERDAY))),
        },
        wanted,
    ).c
    return select(
        *(risen.product_code, risen.overdue_since, risen.principal, risen.overdue, literal(1).label("loans")),
        func.coalesce(risen.base + risen.interest, 0).label("interest_receivable"),
        (risen.interest - func.coalesce(risen.interest_before, risen.interest)).label("interest_today"),
    ).subquery("line")


def _penalty_lines(wanted: ColumnElement[bool]) -> Subquery:
    """What penalties add to those of them that have any."""
    c = loan.c
    risen = _live(
        {
            "risen": c.penalties_risen_minor,
            "penalties": penalties_sql(c, _TODAY),
            "penalties_before": case((_EARNS_TODAY, penalties_sql(c, _YESTERDAY))),
        },
        and_(wanted, c.penalties.is_not(None)),
    ).c
    return select(
        *(risen.product_code, risen.overdue_since, literal(0).label("loans")),
        (risen.penalties - risen.risen).label("overdue"),
        (risen.penalties - func.coalesce(risen.penalties_before, risen.penalties)).label("penalties_today"),
    ).subquery("line")


def _live(figures: dict[str, ColumnElement[Any]], wanted: ColumnElement[bool]) -> Subquery:
    """These figures of live loans; the offset keeps PostgreSQL from computing one anew at every mention."""
    columns = [figure.label(name) for name, figure in figures.items()]
    live = loan.c.status.in_([status.value for status in LIVE])
    rows = select(loan.c.product_code, loan.c.overdue_since, *columns).where(live, wanted)
    return rows.offset(0).subquery("figures")


def _summed(lines: Subquery) -> Select[Any]:
    """Sums by product, class and stage, in the order of `Sums`; a figure that these lines lack is 0."""
    days = func.coalesce(cast(_TODAY.day - lines.c.overdue_since, Integer), 0)
    figures: dict[str, ColumnElement[Any]] = {name: lines.c.get(name, literal(0)) for name in ("loans", *_FIGURES)}
    figures["provision"] = _POLICY.provision(figures["principal"], days)
    sums = [cast(func.sum(figure), BigInteger) for figure in figures.values()]
    by = (lines.c.product_code, _POLICY.risk_class(days).label("risk_class"), _POLICY.stage(days).label("stage"))
    return select(*by, *sums).group_by(*by)


def _earning(lines: Subquery) -> Select[Any]:
    """How many they are and what they have earned today."""
    earned = lines.c.get("interest_today", lines.c.get("penalties_today"))
    sums: Any = (func.count(), func.coalesce(cast(func.sum(earned), BigInteger), 0))
    return select(*sums).select_from(lines)


def _moments(uow: UnitOfWork) -> dict[str, object]:
    today = uow.business_date
    return moment_values("today", today) | moment_values("yesterday", today - timedelta(days=1))
