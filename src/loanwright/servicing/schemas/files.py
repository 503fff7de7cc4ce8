"""What staff read of loans: the list, one file, its events, documents and audit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from loanwright.engine.api import event_to_json
from loanwright.infra.wire import Amount
from loanwright.servicing.model import LoanStatus
from loanwright.servicing.queries import LoanLine, RecordedEvent
from loanwright.servicing.schemas.actors import ActorView
from loanwright.servicing.schemas.loans import ImpairmentView, InstallmentView, LoanView, RiskView, loan_number


class LoanLineView(BaseModel):
    """A loan in the staff list."""

    id: UUID
    number: str
    reference: str
    external_id: str | None
    borrower_name: str | None
    product_code: str
    status: LoanStatus
    principal: Amount
    principal_outstanding: Amount
    overdue: Amount
    days_past_due: int
    next_due_on: date | None
    next_due: Amount
    disbursed_on: date | None


class LoanLineList(BaseModel):
    """Loans, newest first."""

    items: list[LoanLineView]
    next_cursor: int | None = None


class BorrowerView(BaseModel):
    """Whose loan it is, masked."""

    party_id: UUID
    name: str
    id_number: str
    phone: str


class LoanFileView(BaseModel):
    """A loan with all staff need on one page."""

    loan: LoanView
    risk: RiskView | None
    impairment: ImpairmentView | None
    borrower: BorrowerView | None
    schedule: list[InstallmentView]


class LoanEventView(BaseModel):
    """One fact of the loan, who caused it and why; `event` is the engine's own form of it."""

    sequence: int
    kind: str
    effective_on: date
    business_date: date
    recorded_at: datetime
    command_id: UUID
    reversed_by: int | None
    is_reversible: bool
    by: ActorView
    approved_by: ActorView | None
    reason: str
    event: dict[str, Any]


class LoanEventList(BaseModel):
    """Events, newest first."""

    items: list[LoanEventView]


class LoanDocumentView(BaseModel):
    """A document of the loan or its application."""

    id: UUID
    kind: str
    file_name: str
    size: int
    archived_at: datetime


class LoanDocumentList(BaseModel):
    """Documents, oldest first."""

    items: list[LoanDocumentView]


class AuditView(BaseModel):
    """One audit record."""

    at: datetime
    actor: str
    command: str
    command_id: UUID
    detail: dict[str, str | int | None]
    events: list[str]


class AuditList(BaseModel):
    """Audit records, oldest first."""

    items: list[AuditView]


def loan_line_view(line: LoanLine, borrower_name: str | None) -> LoanLineView:
    """A loan in the staff list."""
    return LoanLineView(
        id=line.id,
        number=loan_number(line.number),
        reference=line.reference,
        external_id=line.external_id,
        borrower_name=borrower_name,
        product_code=line.product_code,
        status=line.status,
        principal=line.principal,
        principal_outstanding=line.principal_outstanding,
        overdue=line.overdue,
        days_past_due=line.days_past_due,
        next_due_on=line.next_due_on,
        next_due=line.next_due,
        disbursed_on=line.disbursed_on,
    )


def event_view(recorded: RecordedEvent, by: ActorView, approved_by: ActorView | None) -> LoanEventView:
    """One event."""
    return LoanEventView(
        sequence=recorded.event.sequence,
        kind=type(recorded.event).__name__,
        effective_on=recorded.event.effective_on,
        business_date=recorded.business_date,
        recorded_at=recorded.recorded_at,
        command_id=recorded.command_id,
        reversed_by=recorded.reversed_by,
        is_reversible=recorded.is_reversible,
        by=by,
        approved_by=approved_by,
        reason=recorded.cause.reason,
        event=event_to_json(recorded.event),
    )
