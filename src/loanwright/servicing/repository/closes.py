"""Stored closes: one row a day, one a chunk, and the set-based statements that a chunk consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, insert, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as upsert

from loanwright.engine.api import NonAccrual
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.classification import RiskPolicy, policy_from_json, policy_to_json, risk_policy
from loanwright.servicing.model import LIVE, RANGE_SIZE, Loan, SnapshotKind, is_month_end
from loanwright.servicing.repository.book_ranges import IN_RANGE, range_values
from loanwright.servicing.repository.rows import loan_of
from loanwright.servicing.tables import close_exception, day_close, day_close_chunk, loan


@dataclass(frozen=True, slots=True)
class Chunk:
    """What closing one book range came to."""

    loans: int
    rewritten: int
    set_aside: int
    interest: int


@dataclass(frozen=True, slots=True)
class DayClose:
    """A close, under way or finished; sums are over the chunks done so far."""

    business_date: date
    until: date
    snapshot: SnapshotKind
    chunks: int
    chunks_done: int
    loans: int
    rewritten: int
    set_aside: int
    interest_minor: int
    started_at: datetime
    finished_at: datetime | None

    def pace(self, now: datetime) -> Pace | None:
        """How fast it goes or went; None before the first chunk is done."""
        seconds = ((self.finished_at or now) - self.started_at).total_seconds()
        if not self.chunks_done or seconds <= 0:
            return None
        return Pace(self.loans / seconds, seconds * (self.chunks - self.chunks_done) / self.chunks_done)


@dataclass(frozen=True, slots=True)
class Pace:
    """The speed of a close until now, and how long the rest takes if it goes on like this."""

    loans_per_second: float
    seconds_left: float


@dataclass(frozen=True, slots=True)
class RangeProgress:
    """One book range in a close; the sums are nothing until it is done."""

    book_range: int
    loans: int = 0
    rewritten: int = 0
    set_aside: int = 0
    interest_minor: int = 0
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A loan that a close could not bring to its day, and why."""

    loan_id: UUID
    business_date: date
    reason: str


def begin(uow: UnitOfWork, until: date, book_ranges: int, policy: RiskPolicy) -> bool:
    """Write down that the business date is being closed; False if it is already."""
    row = {
        "business_date": uow.business_date,
        "until": until,
        "snapshot": _kind_of_snapshot(uow).value,
        "risk_policy": policy_to_json(policy),
        "started_by": uow.actor.label,
        "started_at": uow.now,
        "chunks": book_ranges,
        **dict.fromkeys(("chunks_done", *_ADDED), 0),
    }
    begun = upsert(day_close).values(row).on_conflict_do_nothing().returning(day_close.c.business_date)
    return uow.connection.execute(begun).first() is not None


def _kind_of_snapshot(uow: UnitOfWork) -> SnapshotKind:
    """The first close of a book and the last of every month write every loan down, the others what has changed."""
    with_lines = select(day_close.c.business_date).where(day_close.c.snapshot != SnapshotKind.FIGURES.value).limit(1)
    is_first = uow.connection.execute(with_lines).first() is None
    return SnapshotKind.FULL if is_first or is_month_end(uow.business_date) else SnapshotKind.CHANGES


def count_book_ranges(uow: UnitOfWork) -> int:
    """How many ranges the book has today; a loan opened later has nothing to close today."""
    last = uow.connection.execute(select(func.max(loan.c.number))).scalar()
    return 0 if last is None else int(last) // RANGE_SIZE + 1


def get(uow: UnitOfWork, day: date) -> DayClose | None:
    """The close of a day with its progress."""
    return next(iter(_closes(uow, select(day_close).where(day_close.c.business_date == day))), None)


def under_way(uow: UnitOfWork) -> DayClose | None:
    """The close that has begun and is not finished, if any."""
    return next(iter(_closes(uow, select(day_close).where(day_close.c.finished_at.is_(None)))), None)


def latest(uow: UnitOfWork, limit: int, before: date | None = None) -> list[DayClose]:
    """The last closes, newest first, of days before `before` if given."""
    wanted = select(day_close).order_by(day_close.c.business_date.desc()).limit(limit)
    return _closes(uow, wanted if before is None else wanted.where(day_close.c.business_date < before))


def _closes(uow: UnitOfWork, wanted: Select[Any]) -> list[DayClose]:
    return [_close(row) for row in uow.connection.execute(wanted)]


def _close(row: Row[Any]) -> DayClose:
    return DayClose(
        business_date=row.business_date,
        until=row.until,
        snapshot=SnapshotKind(row.snapshot),
        chunks=row.chunks,
        chunks_done=row.chunks_done,
        loans=row.loans,
        rewritten=row.rewritten,
        set_aside=row.set_aside,
        interest_minor=row.interest_minor,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


def ranges_of(uow: UnitOfWork, close: DayClose) -> list[RangeProgress]:
    """Every range of a close in order, done or waiting."""
    c = day_close_chunk.c
    columns = (c.book_range, c.loans, c.rewritten, c.set_aside, c.interest_minor, c.done_at)
    rows = uow.connection.execute(select(*columns).where(c.business_date == close.business_date))
    done = {row.book_range: RangeProgress(*row) for row in rows}
    return [done.get(number, RangeProgress(number)) for number in range(close.chunks)]


@dataclass(frozen=True, slots=True)
class Plan:
    """What was settled for a day when its close began."""

    business_date: date
    snapshot: SnapshotKind
    risk_policy: RiskPolicy


def plans(uow: UnitOfWork, from_: date, until: date) -> list[Plan]:
    """Of all closes of days from `from_` to `until`, both included, oldest first."""
    c = day_close.c
    columns = select(c.business_date, c.snapshot, c.risk_policy).where(c.business_date.between(from_, until))
    rows = uow.connection.execute(columns.order_by(c.business_date))
    return [Plan(row[0], SnapshotKind(row[1]), policy_from_json(row[2]) if row[2] else risk_policy()) for row in rows]


def finish(uow: UnitOfWork, day: date) -> None:
    """Nothing of this close is left to do."""
    uow.connection.execute(update(day_close).where(day_close.c.business_date == day).values(finished_at=uow.now))


def lock_day(uow: UnitOfWork, day: date) -> None:
    """Keep two jobs from finishing the same close."""
    uow.connection.execute(select(day_close.c.business_date).where(day_close.c.business_date == day).with_for_update())


def is_chunk_done(uow: UnitOfWork, book_range: int, day: date) -> bool:
    """Whether the range has been closed for the day."""
    same = and_(day_close_chunk.c.book_range == book_range, day_close_chunk.c.business_date == day)
    return uow.connection.execute(select(day_close_chunk.c.loans).where(same)).first() is not None


def chunk_done(uow: UnitOfWork, book_range: int, chunk: Chunk) -> bool:
    """The checkpoint of a chunk, in its own transaction; whether it is the last of the day.

    It keeps the row of the close until the transaction ends, so call it last.
    """
    added = {
        "loans": chunk.loans,
        "rewritten": chunk.rewritten,
        "set_aside": chunk.set_aside,
        "interest_minor": chunk.interest,
    }
    row = {"book_range": book_range, "business_date": uow.business_date, **added, "done_at": uow.now}
    uow.connection.execute(insert(day_close_chunk), row)
    c = day_close.c
    sums = {"chunks_done": c.chunks_done + 1, **{name: c[name] + more for name, more in added.items()}}
    counted = update(day_close).where(c.business_date == uow.business_date).values(sums)
    left: int = uow.connection.execute(counted.returning(c.chunks - c.chunks_done)).scalar_one()
    return left == 0


_ADDED = ("loans", "rewritten", "set_aside", "interest_minor")


def loans_to_rewrite(uow: UnitOfWork, book_range: int) -> list[Loan]:
    """Loans of the range to which something happens today, or happened on a day they were set aside."""
    due = select(loan).where(IN_RANGE, loan.c.touch_on <= uow.business_date).order_by(loan.c.id)
    return [loan_of(row) for row in uow.connection.execute(due, range_values(book_range))]


def loans_past_due(uow: UnitOfWork, book_range: int, since: date) -> list[Loan]:
    """Accruing loans of the range that have been overdue since a day or longer."""
    return _live(uow, book_range, loan.c.overdue_since <= since, loan.c.non_accrual.is_(None))


def loans_cured(uow: UnitOfWork, book_range: int) -> list[Loan]:
    """Loans of the range that do not accrue because they were past due, and no longer are."""
    doubted = loan.c.non_accrual == NonAccrual.PAST_DUE.value
    return _live(uow, book_range, doubted, loan.c.overdue_since.is_(None))


def _live(uow: UnitOfWork, book_range: int, *conditions: ColumnElement[bool]) -> list[Loan]:
    """Loans with a plan: losses on revolving lines are not kept yet."""
    is_live = loan.c.status.in_([status.value for status in LIVE])
    of_range = loan.c.book_range == book_range, loan.c.line.is_(None)
    wanted = select(loan).where(*of_range, is_live, *conditions).order_by(loan.c.id)
    return [loan_of(row) for row in uow.connection.execute(wanted)]


def set_aside(uow: UnitOfWork, reasons: Mapping[UUID, str]) -> None:
    """Loans that could not be closed today, and why; the next close tries them again."""
    rows = [
        {"business_date": uow.business_date, "loan_id": loan_id, "reason": reason, "set_aside_at": uow.now}
        for loan_id, reason in reasons.items()
    ]
    if rows:
        uow.connection.execute(insert(close_exception), rows)


def open_exceptions(uow: UnitOfWork) -> list[SetAside]:
    """Loans set aside that no close, event or retry has brought up to date since; the last reason of each."""
    c = close_exception.c
    reasons = select(c.loan_id, c.business_date, c.reason).order_by(c.loan_id, c.business_date.desc())
    latest = reasons.ext(distinct_on(c.loan_id))
    last = latest.join(loan, loan.c.id == c.loan_id).where(loan.c.accrued_through < c.business_date).subquery()
    rows = uow.connection.execute(select(last).order_by(last.c.business_date, last.c.loan_id))
    return [SetAside(*row) for row in rows]
