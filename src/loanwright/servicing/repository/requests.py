"""Stored service requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, insert, select, update

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money, total
from loanwright.servicing.model import ServiceRequest, ServiceRequestState
from loanwright.servicing.tables import service_request as table


def insert_request(uow: UnitOfWork, request: ServiceRequest) -> None:
    """Write it down as it stands."""
    row = {column.name: getattr(request, column.name) for column in table.columns}
    uow.connection.execute(insert(table).values(row | {"state": request.state.value}))


def update_request(uow: UnitOfWork, request: ServiceRequest) -> None:
    """What has become of it."""
    values = {
        "state": request.state.value,
        "done_on": request.done_on,
        "decided_by": request.decided_by,
        "decided_at": request.decided_at,
        "decision_reason": request.decision_reason,
        "command_id": request.command_id,
    }
    mine = table.c.loan_id == request.loan_id, table.c.id == request.id
    uow.connection.execute(update(table).where(*mine).values(values))


def find(uow: UnitOfWork, request_id: UUID) -> ServiceRequest | None:
    """One request."""
    return _first(uow, select(table).where(table.c.id == request_id))


def lock(uow: UnitOfWork, request_id: UUID) -> ServiceRequest | None:
    """One request, kept for this transaction."""
    return _first(uow, select(table).where(table.c.id == request_id).with_for_update())


def of_loan(uow: UnitOfWork, loan_id: UUID) -> list[ServiceRequest]:
    """All requests for a loan, newest first."""
    return _all(uow, select(table).where(table.c.loan_id == loan_id).order_by(table.c.id.desc()))


def waiting(uow: UnitOfWork, after: UUID | None, limit: int) -> list[ServiceRequest]:
    """The work list of second persons, oldest first, following the cursor `after`."""
    wanted = select(table).where(table.c.state == ServiceRequestState.WAITING.value).order_by(table.c.id).limit(limit)
    return _all(uow, wanted if after is None else wanted.where(table.c.id > after))


def count_of_loan(uow: UnitOfWork, loan_id: UUID) -> int:
    """How many requests there have ever been for a loan."""
    counted = select(func.count()).select_from(table).where(table.c.loan_id == loan_id)
    return int(uow.connection.execute(counted).scalar_one())


def under_way(uow: UnitOfWork, loan_id: UUID, kind: str) -> Money:
    """What the bank has been told to pay for requests of a kind and has not yet."""
    ordered = table.c.loan_id == loan_id, table.c.kind == kind, table.c.state == ServiceRequestState.ORDERED.value
    amounts = uow.connection.scalars(select(table.c.command["amount"]["amount"].as_string()).where(*ordered))
    return total((Money.parse(amount, uow.currency) for amount in amounts), uow.currency)


def _first(uow: UnitOfWork, wanted: Select[Any]) -> ServiceRequest | None:
    row = uow.connection.execute(wanted).first()
    return _request(row) if row else None


def _all(uow: UnitOfWork, wanted: Select[Any]) -> list[ServiceRequest]:
    rows: Sequence[Row[Any]] = uow.connection.execute(wanted).all()
    return [_request(row) for row in rows]


def _request(row: Row[Any]) -> ServiceRequest:
    values = {column.name: getattr(row, column.name) for column in table.columns}
    return ServiceRequest(**values | {"state": ServiceRequestState(row.state)})
