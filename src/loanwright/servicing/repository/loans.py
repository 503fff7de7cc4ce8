"""Rows to loans and back. Whoever writes to a loan holds two locks: its row, and its book range shared.

The close of a day holds the book range exclusively while it works on the range's loans, so it sees each loan either
before or after a command, and needs no row locks for ten thousand rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, text, tuple_, update

from loanwright.engine.api import Event, event_from_json
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing.model import Loan, LoanStatus
from loanwright.servicing.projection import InstallmentRow, Projection
from loanwright.servicing.repository.rows import PROJECTED, event_row, loan_of, new_loan_row, projected_columns
from loanwright.servicing.rules import LoanNotFound
from loanwright.servicing.tables import day_close_chunk, installment, loan, loan_event, loan_number

_RANGE_LOCK = 0x6C6F616E  # "loan"
_TAKEOVER_LOCK = 0x74616B65  # "take"
_HOLD_RANGE = text("SELECT pg_advisory_xact_lock_shared(:key, book_range) FROM loan WHERE id = :loan_id")
_TAKE_RANGE = text("SELECT pg_advisory_xact_lock(:key, :book_range)")


def next_numbers(uow: UnitOfWork, count: int) -> list[int]:
    """Numbers for new loans."""
    drawn = select(loan_number.next_value()).select_from(func.generate_series(1, count).alias("wanted"))
    return list(uow.connection.scalars(drawn))


def lock(uow: UnitOfWork, loan_id: UUID) -> Loan:
    """The loan, kept for this transaction.

    Raises:
        LoanNotFound: there is none, or the actor may not see it.
    """
    uow.connection.execute(_HOLD_RANGE, {"key": _RANGE_LOCK, "loan_id": loan_id})
    row = uow.connection.execute(select(loan).where(loan.c.id == loan_id).with_for_update()).first()
    if row is None:
        raise LoanNotFound()
    return loan_of(row)


def take_range(uow: UnitOfWork, book_range: int) -> None:
    """Keep everybody else from writing to the loans of a range until this transaction ends."""
    uow.connection.execute(_TAKE_RANGE, {"key": _RANGE_LOCK, "book_range": book_range})


def get(uow: UnitOfWork, loan_id: UUID) -> Loan:
    """The loan as it stands.

    Raises:
        LoanNotFound: there is none, or the actor may not see it.
    """
    row = uow.connection.execute(select(loan).where(loan.c.id == loan_id)).first()
    if row is None:
        raise LoanNotFound()
    return loan_of(row)


def by_reference(uow: UnitOfWork, reference: str) -> UUID | None:
    """The loan whose own payment reference this is."""
    return uow.connection.execute(select(loan.c.id).where(loan.c.reference == reference)).scalar()


def insert_loans(uow: UnitOfWork, accounts: Sequence[Loan]) -> None:
    """Loans on which nothing has happened yet."""
    uow.connection.execute(insert(loan), [new_loan_row(account) for account in accounts])


def insert_live_loans(uow: UnitOfWork, accounts: Sequence[tuple[Loan, Projection]]) -> None:
    """Loans that begin with figures: taken over in mid-life."""
    rows = [new_loan_row(account) | projected_columns(projection) for account, projection in accounts]
    uow.connection.execute(insert(loan), rows)


def copy_installments(uow: UnitOfWork, rows: Iterable[InstallmentRow]) -> None:
    """Installments of new loans, as fast as PostgreSQL takes them."""
    cursor = uow.connection.connection.cursor()
    with cursor.copy(f"COPY installment ({', '.join(_INSTALLMENT_COLUMNS)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def known_external_ids(uow: UnitOfWork, external_ids: Sequence[str]) -> set[str]:
    """Which of these loans have been taken over already; nobody takes any over until this transaction ends."""
    uow.connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _TAKEOVER_LOCK})
    return set(uow.connection.scalars(select(loan.c.external_id).where(loan.c.external_id.in_(external_ids))))


def set_status(uow: UnitOfWork, loan_id: UUID, status: LoanStatus) -> None:
    """Move a loan that has no figures yet."""
    uow.connection.execute(update(loan).where(loan.c.id == loan_id).values(status=status.value))


def events_of(uow: UnitOfWork, loan_id: UUID) -> list[Event]:
    """Everything recorded for the loan, in the order of recording."""
    recorded = select(loan_event.c.event).where(loan_event.c.loan_id == loan_id).order_by(loan_event.c.seq)
    return [event_from_json(form) for form in uow.connection.scalars(recorded)]


def events_of_many(uow: UnitOfWork, loan_ids: Sequence[UUID]) -> dict[UUID, list[Event]]:
    """The same for many loans in one statement."""
    return {loan_id: list(map(event_from_json, forms)) for loan_id, forms in event_forms(uow, loan_ids).items()}


def event_forms(uow: UnitOfWork, loan_ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """The events of many loans as they are stored, unread: one that is damaged concerns its own loan only."""
    forms: dict[UUID, list[Any]] = {loan_id: [] for loan_id in loan_ids}
    recorded = (
        select(loan_event.c.loan_id, loan_event.c.event)
        .where(loan_event.c.loan_id.in_(loan_ids))
        .order_by(loan_event.c.loan_id, loan_event.c.seq)
    )
    for loan_id, form in uow.connection.execute(recorded):
        forms[loan_id].append(form)
    return forms


def is_recorded(uow: UnitOfWork, loan_id: UUID, source_id: UUID) -> bool:
    """Whether this receipt or order has led to an event of the loan already."""
    same = select(loan_event.c.seq).where(loan_event.c.loan_id == loan_id, loan_event.c.source_id == source_id)
    return uow.connection.execute(same).first() is not None


def event_caused_by(uow: UnitOfWork, loan_id: UUID, source_id: UUID) -> Event | None:
    """The event to which this receipt or order has led."""
    same = select(loan_event.c.event).where(loan_event.c.loan_id == loan_id, loan_event.c.source_id == source_id)
    form = uow.connection.execute(same).scalar()
    return None if form is None else event_from_json(form)


def append_events(uow: UnitOfWork, events: Sequence[tuple[UUID, Event]], source_id: UUID | None = None) -> None:
    """Write down what happened to which loan; an event's sequence is its place in the loan's list."""
    rows = [event_row(uow, loan_id, event, source_id) for loan_id, event in events]
    if rows:
        uow.connection.execute(insert(loan_event), rows)


def write_projections(uow: UnitOfWork, projections: Sequence[Projection]) -> None:
    """Rewrite the figures of these loans."""
    if projections:
        rows = [{"id": one.loan_id.hex, **projected_columns(one)} for one in projections]
        uow.connection.execute(_WRITE_LOANS, {"rows": json.dumps(rows, default=str)})


def write_installments(uow: UnitOfWork, rows: Mapping[UUID, Sequence[InstallmentRow]]) -> None:
    """Rewrite what has changed among the installments of these loans."""
    known = {row[:2]: row for loan_rows in stored_installments(uow, list(rows)).values() for row in loan_rows}
    wanted = {row[:2]: row for loan_rows in rows.values() for row in loan_rows}
    if gone := known.keys() - wanted.keys():
        key = tuple_(installment.c.loan_id, installment.c.position)
        uow.connection.execute(delete(installment).where(key.in_(list(gone))))
    changed = [row for key, row in wanted.items() if known.get(key) != row]
    if changed:
        values = [dict(zip(_INSTALLMENT_COLUMNS, row, strict=True)) for row in changed]
        uow.connection.execute(_WRITE_INSTALLMENTS, {"rows": json.dumps(values, default=str)})


def stored_installments(uow: UnitOfWork, loan_ids: Sequence[UUID]) -> dict[UUID, list[InstallmentRow]]:
    """The installments of these loans as stored, in order."""
    stored: dict[UUID, list[InstallmentRow]] = {loan_id: [] for loan_id in loan_ids}
    of_these = select(installment).where(installment.c.loan_id.in_(loan_ids))
    for row in uow.connection.execute(of_these.order_by(installment.c.loan_id, installment.c.position)):
        stored[row[0]].append(tuple(row))
    return stored


_INSTALLMENT_COLUMNS = tuple(column.name for column in installment.columns)
_FIGURES = ", ".join(column for column in _INSTALLMENT_COLUMNS if column not in ("loan_id", "position"))
_WRITE_INSTALLMENTS = text(
    f"""
    INSERT INTO installment ({", ".join(_INSTALLMENT_COLUMNS)})
    SELECT {", ".join(_INSTALLMENT_COLUMNS)} FROM jsonb_populate_recordset(NULL::installment, CAST(:rows AS jsonb))
    ON CONFLICT (loan_id, position)
    DO UPDATE SET ({_FIGURES}) = ROW({", ".join(f"excluded.{name}" for name in _FIGURES.split(", "))})
    """  # noqa: S608 the names are those of our own columns
)
_WRITE_LOANS = text(
    f"""
    UPDATE loan SET ({", ".join(PROJECTED)}) = ROW({", ".join(f"new.{name}" for name in PROJECTED)})
    FROM jsonb_populate_recordset(NULL::loan, CAST(:rows AS jsonb)) AS new WHERE loan.id = new.id
    """  # noqa: S608
)


def range_closed_through(uow: UnitOfWork, book_range: int) -> date | None:
    """The last business date whose close has done this range."""
    closed = select(func.max(day_close_chunk.c.business_date)).where(day_close_chunk.c.book_range == book_range)
    return uow.connection.execute(closed).scalar()
