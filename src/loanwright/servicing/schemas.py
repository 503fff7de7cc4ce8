"""Loans over HTTP."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from loanwright.engine.api import AccountState, InstallmentState, Method, Parts, PayoffQuote, event_to_json
from loanwright.infra.wire import Amount, RateText
from loanwright.payments.api import PaymentRequest, RequestState
from loanwright.servicing.model import LoanStatus, RepaymentKind, SuspenseItem, SuspenseReason
from loanwright.servicing.queries import LoanLine, RecordedEvent, Standing
from loanwright.servicing.repository.closes import DayClose
from loanwright.servicing.usecases.reverse_event import ReversalKind


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PartsView(BaseModel):
    """An amount by component."""

    principal: Amount
    interest: Amount
    fees: Amount
    penalties: Amount
    total: Amount


class InstallmentView(BaseModel):
    """One installment today: what it asks, what was paid, what remains."""

    number: int
    from_on: date
    due_on: date
    due: PartsView
    paid: PartsView
    remaining: PartsView
    paid_on: date | None
    is_overdue: bool


class NextDueView(BaseModel):
    """The next installment that is not paid."""

    number: int
    on: date
    amount: Amount


class LoanView(BaseModel):
    """A loan on the business date. `reference` is what the borrower writes on a transfer."""

    id: UUID
    number: str
    reference: str
    external_id: str | None
    application_id: UUID | None
    contract_id: UUID | None
    party_id: UUID | None
    product_code: str
    product_version: int
    status: LoanStatus
    as_of: date
    principal: Amount
    rate: RateText
    method: Method
    periods: int
    opened_on: date
    disbursed_on: date | None
    settled_on: date | None
    matures_on: date
    principal_outstanding: Amount
    interest_accrued: Amount
    due: PartsView
    overdue: PartsView
    days_past_due: int
    credit_balance: Amount
    next_due: NextDueView | None
    payoff_amount: Amount
    paid: PartsView


class LoanList(BaseModel):
    """Loans, newest first."""

    items: list[LoanView]
    next_cursor: str | None = None


class ScheduleView(BaseModel):
    """Every installment, oldest first."""

    items: list[InstallmentView]


class PayoffQuoteView(BaseModel):
    """What closes the loan on a day."""

    on: date
    parts: PartsView
    credit: Amount
    amount: Amount


class RequestPayment(_Body):
    """What the borrower wants to pay; `amount` only for the kind `amount`."""

    kind: RepaymentKind
    amount: Amount | None = None


class PaymentRequestView(BaseModel):
    """How to pay: transfer under `reference`, or open `pay_url`, the bank's own page."""

    id: UUID
    reference: str
    amount: Amount
    received: Amount
    payee_name: str
    payee_account: str
    pay_url: str
    status: RequestState


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
    borrower: BorrowerView | None
    schedule: list[InstallmentView]


class LoanEventView(BaseModel):
    """One fact of the loan; `event` is the engine's own form of it."""

    sequence: int
    kind: str
    effective_on: date
    business_date: date
    recorded_at: datetime
    command_id: UUID
    reversed_by: int | None
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


class ReverseEvent(_Body):
    """Undo an event: `bounced` if the bank took the money back, `misallocated` if it belongs to another loan."""

    kind: ReversalKind
    reason: str = Field(min_length=1, max_length=500)


class AllocateSuspense(_Body):
    """Whose money a receipt is."""

    loan_id: UUID
    reason: str = Field(min_length=1, max_length=500)


class SuspenseItemView(BaseModel):
    """Money that nobody could match to a loan."""

    id: UUID
    amount: Amount
    booked_on: date
    reference: str
    payer_name: str
    text: str
    reason: SuspenseReason
    received_at: datetime


class SuspenseList(BaseModel):
    """The work list, oldest first."""

    items: list[SuspenseItemView]
    next_cursor: UUID | None = None


class StartClose(_Body):
    """Close `business_date`, and every day before `until` if given."""

    business_date: date
    until: date | None = None


class DayCloseView(BaseModel):
    """A close and how far it has come; `id` is its business date."""

    id: date
    business_date: date
    until: date
    status: str
    chunks: int
    chunks_done: int
    loans: int
    rewritten: int
    set_aside: int
    interest: Amount
    started_at: datetime
    finished_at: datetime | None


class BusinessDayView(BaseModel):
    """The open business date and the last closes."""

    business_date: date
    closes: list[DayCloseView]


def parts_view(parts: Parts) -> PartsView:
    """With the total spelled out."""
    return PartsView(
        principal=parts.principal,
        interest=parts.interest,
        fees=parts.fees,
        penalties=parts.penalties,
        total=parts.total,
    )


def installment_view(item: InstallmentState, as_of: date) -> InstallmentView:
    """One installment."""
    return InstallmentView(
        number=item.number,
        from_on=item.from_on,
        due_on=item.due_on,
        due=parts_view(item.due),
        paid=parts_view(item.paid),
        remaining=parts_view(item.remaining),
        paid_on=item.paid_on,
        is_overdue=item.due_on < as_of and bool(item.remaining),
    )


def schedule_view(state: AccountState) -> list[InstallmentView]:
    """All installments."""
    return [installment_view(item, state.as_of) for item in state.installments]


def loan_number(number: int) -> str:
    """A loan number as people write it."""
    return f"{number:08d}"


def loan_view(standing: Standing) -> LoanView:
    """The loan on the day of its state."""
    loan, state = standing.loan, standing.state
    coming = state.next_due
    return LoanView(
        id=loan.id,
        number=loan_number(loan.number),
        reference=loan.reference,
        external_id=loan.external_id,
        application_id=loan.application_id,
        contract_id=loan.contract_id,
        party_id=loan.party_id,
        product_code=loan.product_code,
        product_version=loan.product_version,
        status=loan.status,
        as_of=state.as_of,
        principal=loan.terms.principal,
        rate=loan.terms.rate,
        method=loan.terms.method,
        periods=loan.terms.periods,
        opened_on=loan.opened_on,
        disbursed_on=loan.disbursed_on,
        settled_on=loan.settled_on,
        matures_on=loan.matures_on,
        principal_outstanding=state.principal_outstanding,
        interest_accrued=state.interest_accrued,
        due=parts_view(state.due),
        overdue=parts_view(state.overdue),
        days_past_due=state.days_past_due,
        credit_balance=state.credit_balance,
        next_due=NextDueView(number=coming.number, on=coming.on, amount=coming.amount) if coming else None,
        payoff_amount=state.payoff_amount,
        paid=parts_view(state.paid),
    )


def payoff_view(quote: PayoffQuote) -> PayoffQuoteView:
    """A payoff quote."""
    return PayoffQuoteView(on=quote.on, parts=parts_view(quote.parts), credit=quote.credit, amount=quote.amount)


def payment_request_view(request: PaymentRequest) -> PaymentRequestView:
    """How to pay, and whether it has come."""
    return PaymentRequestView(
        id=request.id,
        reference=request.reference,
        amount=request.amount,
        received=request.received,
        payee_name=request.payee_name,
        payee_account=request.payee_account,
        pay_url=request.pay_url,
        status=request.state,
    )


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


def event_view(recorded: RecordedEvent) -> LoanEventView:
    """One event."""
    return LoanEventView(
        sequence=recorded.event.sequence,
        kind=type(recorded.event).__name__,
        effective_on=recorded.event.effective_on,
        business_date=recorded.business_date,
        recorded_at=recorded.recorded_at,
        command_id=recorded.command_id,
        reversed_by=recorded.reversed_by,
        event=event_to_json(recorded.event),
    )


def suspense_view(item: SuspenseItem, payer_name: str, text: str) -> SuspenseItemView:
    """One receipt of the work list; the payer's name comes masked."""
    return SuspenseItemView(
        id=item.id,
        amount=item.amount,
        booked_on=item.booked_on,
        reference=item.reference,
        payer_name=payer_name,
        text=text,
        reason=item.reason,
        received_at=item.received_at,
    )


def close_view(close: DayClose, interest: Amount) -> DayCloseView:
    """A close."""
    return DayCloseView(
        id=close.business_date,
        business_date=close.business_date,
        until=close.until,
        status="closed" if close.finished_at else "running",
        chunks=close.chunks,
        chunks_done=close.chunks_done,
        loans=close.loans,
        rewritten=close.rewritten,
        set_aside=close.set_aside,
        interest=interest,
        started_at=close.started_at,
        finished_at=close.finished_at,
    )
