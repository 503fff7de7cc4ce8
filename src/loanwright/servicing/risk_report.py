"""The book in classes and stages: day after day, from one day to another, and one loan's way through them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Select, cast, func, or_, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing import rules
from loanwright.servicing.classification import NON_PERFORMING, RiskClass
from loanwright.servicing.repository import loans
from loanwright.servicing.tables import book_day, loan_day

STAGES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Held:
    """Some loans: how many, their principal and what is held ready for them, in minor units."""

    loans: int = 0
    principal: int = 0
    provision: int = 0

    def __add__(self, more: Held) -> Held:
        return Held(self.loans + more.loans, self.principal + more.principal, self.provision + more.provision)


@dataclass(slots=True)
class ClassifiedDay:
    """The book at the end of a day by class and by stage; each of both adds up to the whole."""

    business_date: date
    classes: dict[RiskClass, Held] = field(default_factory=lambda: dict.fromkeys(RiskClass, Held()))
    stages: dict[int, Held] = field(default_factory=lambda: dict.fromkeys(STAGES, Held()))

    @property
    def whole(self) -> Held:
        """All live loans."""
        return sum(self.classes.values(), Held())

    @property
    def non_performing(self) -> Held:
        """不良贷款: substandard, doubtful and loss."""
        return sum((self.classes[one] for one in NON_PERFORMING), Held())

    @property
    def non_performing_ratio(self) -> Decimal | None:
        """不良率: percent of principal that does not perform; None without a book."""
        return _percent(self.non_performing.principal, self.whole.principal)

    @property
    def coverage_ratio(self) -> Decimal | None:
        """拨备覆盖率: provisions in percent of what does not perform; None where everything performs."""
        return _percent(self.whole.provision, self.non_performing.principal)

    @property
    def provision_ratio(self) -> Decimal | None:
        """拨贷比: provisions in percent of principal; None without a book."""
        return _percent(self.whole.provision, self.whole.principal)


@dataclass(frozen=True, slots=True)
class Moved:
    """Loans that went from one class to another between two days.

    No class before: they were not on the book yet; none after: they are not any more. Principal is that of the later
    day, and of the earlier one for loans that left.
    """

    before: RiskClass | None
    after: RiskClass | None
    loans: int
    principal: int


@dataclass(frozen=True, slots=True)
class LoanRiskDay:
    """A day on which a loan's class or stage became another, with what it owed and what was held ready then."""

    business_date: date
    risk_class: RiskClass
    stage: int
    days_past_due: int
    principal: int
    provision: int


def classified_days(uow: UnitOfWork, from_: date, until: date) -> list[ClassifiedDay]:
    """Every closed day from `from_` to `until`, both included, oldest first."""
    c = book_day.c
    by = (c.business_date, c.risk_class, c.stage)
    sums = [cast(func.sum(column), BigInteger) for column in (c.loans, c.principal_minor, c.provision_minor)]
    wanted = select(*by, *sums).where(c.business_date.between(from_, until)).group_by(*by).order_by(c.business_date)
    days: dict[date, ClassifiedDay] = {}
    for business_date, risk_class, stage, *figures in uow.connection.execute(wanted):
        day = days.setdefault(business_date, ClassifiedDay(business_date))
        day.classes[RiskClass(risk_class)] += Held(*figures)
        day.stages[stage] += Held(*figures)
    return list(days.values())


def last_closed_day(uow: UnitOfWork) -> date | None:
    """The last day that has left a book; None if none has."""
    last: date | None = uow.connection.scalar(select(func.max(book_day.c.business_date)))
    return last


def migration(uow: UnitOfWork, from_: date, until: date) -> list[Moved]:
    """From which class to which the loans have gone from the end of one day to the end of another.

    Raises:
        BookDayNotKept: the loans of one of these days are not there one by one.
    """
    for day in (from_, until):
        if not _is_kept(uow, day):
            raise rules.BookDayNotKept(business_date=day)
    before, after = (select(loan_day).where(loan_day.c.business_date == day).subquery() for day in (from_, until))
    principal = func.coalesce(after.c.principal_minor, before.c.principal_minor)
    moved = (
        select(before.c.risk_class, after.c.risk_class, func.count(), cast(func.sum(principal), BigInteger))
        .select_from(before.join(after, before.c.loan_id == after.c.loan_id, full=True))
        .group_by(before.c.risk_class, after.c.risk_class)
    )
    return [
        Moved(earlier and RiskClass(earlier), later and RiskClass(later), count, minor)
        for earlier, later, count, minor in uow.connection.execute(moved)
    ]


def risk_days(uow: UnitOfWork, loan_id: UUID) -> list[LoanRiskDay]:
    """The days on which the loan's class or stage changed, newest first, as far as single loans are kept.

    Raises:
        LoanNotFound
    """
    loans.get(uow, loan_id)
    rows = uow.connection.execute(_changes(loan_id))
    return [LoanRiskDay(row[0], RiskClass(row[1]), *row[2:]) for row in rows]


def _changes(loan_id: UUID) -> Select[Any]:
    c = loan_day.c
    figures = (c.business_date, c.risk_class, c.stage, c.days_past_due, c.principal_minor, c.provision_minor)
    earlier = [func.lag(one).over(order_by=c.business_date).label(f"{one.name}_before") for one in figures[1:3]]
    days = select(*figures, *earlier).where(c.loan_id == loan_id).subquery("day")
    d = days.c
    changed = or_(d.risk_class_before.is_(None), d.risk_class != d.risk_class_before, d.stage != d.stage_before)
    return select(*(d[one.name] for one in figures)).where(changed).order_by(d.business_date.desc())


def _is_kept(uow: UnitOfWork, day: date) -> bool:
    kept = select(loan_day.c.loan_id).where(loan_day.c.business_date == day).limit(1)
    return uow.connection.execute(kept).first() is not None


def _percent(part: int, whole: int) -> Decimal | None:
    return Decimal(100 * part) / whole if whole else None
