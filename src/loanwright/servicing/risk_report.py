"""The book in classes and stages: day after day, from one day to another, and one loan's way through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from sqlalchemy import BigInteger, case, cast, func, select

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.classification import NON_PERFORMING, RiskClass
from loanwright.servicing.model import SnapshotKind
from loanwright.servicing.repository import closes, loans, snapshot
from loanwright.servicing.repository.closes import Plan
from loanwright.servicing.repository.risk_classes import GivenPolicy
from loanwright.servicing.repository.snapshot import Written
from loanwright.servicing.tables import book_day

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
    earlier, later = snapshot.kept_day(uow, "earlier", from_), snapshot.kept_day(uow, "later", until)
    before, after = earlier.loans.subquery("before"), later.loans.subquery("after")
    classes = [
        case((day.c.loan_id.is_not(None), policy.risk_class(day.c.days_past_due)))
        for day, policy in ((before, _EARLIER), (after, _LATER))
    ]
    principal = func.coalesce(after.c.principal, before.c.principal)
    moved = (
        select(*classes, func.count(), cast(func.sum(principal), BigInteger))
        .select_from(before.join(after, before.c.loan_id == after.c.loan_id, full=True))
        .group_by(*classes)
    )
    policies = _EARLIER.values(earlier.risk_policy) | _LATER.values(later.risk_policy)
    rows = uow.connection.execute(moved, earlier.values | later.values | policies)
    return [Moved(one and RiskClass(one), other and RiskClass(other), *figures) for one, other, *figures in rows]


_EARLIER, _LATER = GivenPolicy("earlier"), GivenPolicy("later")


def risk_days(uow: UnitOfWork, loan_id: UUID) -> list[LoanRiskDay]:
    """The days on which the loan's class or stage changed, newest first, as far as single loans are kept.

    Raises:
        LoanNotFound
    """
    loans.get(uow, loan_id)
    written = snapshot.rows_of(uow, loan_id)
    if not written:
        return []
    kept = closes.plans(uow, written[0].business_date, uow.business_date)
    days = [_risk_day(written, plan) for plan in kept if plan.snapshot is not SnapshotKind.DROPPED]
    known = [day for day in days if day is not None]
    changed = [day for before, day in pairwise([None, *known]) if day and (before is None or _differ(before, day))]
    return changed[::-1]


def _risk_day(written: Sequence[Written], plan: Plan) -> LoanRiskDay | None:
    """The loan at the end of a day; None if it was not live then."""
    on, policy = plan.business_date, plan.risk_policy
    row = next((row for row in reversed(written) if row.business_date <= on), None)
    if row is None or not row.is_live:
        return None
    days = max((on - row.overdue_since).days, 0) if row.overdue_since else 0
    risk_class = policy.risk_class(days)
    provision = policy.provision(row.principal, risk_class)
    return LoanRiskDay(on, risk_class, policy.stage(days), days, row.principal, provision)


def _differ(one: LoanRiskDay, other: LoanRiskDay) -> bool:
    return (one.risk_class, one.stage) != (other.risk_class, other.stage)


def _percent(part: int, whole: int) -> Decimal | None:
    return Decimal(100 * part) / whole if whole else None
