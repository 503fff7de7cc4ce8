"""Loans over HTTP for staff: the list, one loan with everything about it, and suspense."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from loanwright.access.api import staff_edge
from loanwright.infra.edge import Edge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.parties.api import masked_people
from loanwright.servicing import api, request_views, staff_views
from loanwright.servicing.schemas.files import (
    AuditList,
    LoanDocumentList,
    LoanEventList,
    LoanFileView,
    LoanLineList,
    loan_line_view,
)
from loanwright.servicing.schemas.loans import LoanView, loan_view
from loanwright.servicing.schemas.suspense import AllocateSuspense, BookSuspense, SuspenseItemView, SuspenseList

router = APIRouter(prefix="/staff", tags=["loans"])

LoanReader = Annotated[Edge, staff_edge("loan.read")]
LoanServicer = Annotated[Edge, staff_edge("loan.service")]
AuditReader = Annotated[Edge, staff_edge("audit.read")]
PaymentReader = Annotated[Edge, staff_edge("payment.read")]
JournalApprover = Annotated[Edge, staff_edge("journal.approve")]
PaymentResolver = Annotated[Edge, staff_edge("payment.resolve")]

_PAGE = 50


@router.get("/loans")
def list_loans(
    edge: LoanReader,
    status: api.LoanStatus | None = None,
    product: str | None = None,
    days_past_due_from: Annotated[int | None, Query(ge=1)] = None,
    q: str = "",
    cursor: int | None = None,
) -> LoanLineList:
    """Loans, newest first; `q` is a loan number, a reference, or a whole name, ID number or phone."""
    wanted = api.LoanFilter(
        status=status,
        product_code=product,
        days_past_due_from=days_past_due_from,
        text=q,
        before=cursor,
        limit=_PAGE + 1,
    )
    return edge.query(lambda uow: _page(uow, wanted))


@router.get("/loans/{loan_id}")
def get_loan_file(loan_id: UUID, edge: LoanReader) -> LoanFileView:
    """One loan as of the business date, with its borrower (masked) and schedule."""
    return edge.query(lambda uow: staff_views.loan_file(uow, loan_id))


@router.get("/loans/{loan_id}/events")
def list_loan_events(loan_id: UUID, edge: LoanReader) -> LoanEventList:
    """What happened to it, newest first, with who caused it and why."""
    return edge.query(lambda uow: request_views.loan_events(uow, loan_id))


@router.get("/loans/{loan_id}/documents")
def list_loan_documents(loan_id: UUID, edge: LoanReader) -> LoanDocumentList:
    """Documents of the loan and of its application."""
    return edge.query(lambda uow: staff_views.loan_documents(uow, loan_id))


@router.get("/loans/{loan_id}/audit")
def list_loan_audit(loan_id: UUID, edge: AuditReader) -> AuditList:
    """Who did what to it."""
    return edge.query(lambda uow: staff_views.loan_audit(uow, loan_id))


@router.post("/loans/{loan_id}/disbursements", status_code=201)
def order_disbursement_again(loan_id: UUID, edge: LoanServicer) -> LoanView:
    """Order the payment again that the bank refused."""

    def ordered(uow: UnitOfWork) -> LoanView:
        api.retry_disbursement(uow, loan_id)
        return loan_view(api.standing(uow, loan_id))

    return edge.command(ordered, LoanView)


@router.get("/suspense")
def list_suspense(edge: PaymentReader, cursor: UUID | None = None) -> SuspenseList:
    """Money that nobody could match to a loan, oldest first."""
    return edge.query(lambda uow: staff_views.suspense(uow, cursor, _PAGE))


@router.post("/suspense/{item_id}/allocations", status_code=201)
def allocate_suspense_item(item_id: UUID, body: AllocateSuspense, edge: PaymentResolver) -> LoanView:
    """Say whose money it is; the loan as it is then."""

    def allocated(uow: UnitOfWork) -> LoanView:
        api.allocate_suspense(uow, item_id, body.loan_id, body.reason)
        return loan_view(api.standing(uow, body.loan_id))

    return edge.command(allocated, LoanView)


@router.post("/suspense/{item_id}/bookings", status_code=201)
def book_suspense_item(item_id: UUID, body: BookSuspense, edge: PaymentResolver) -> SuspenseItemView:
    """Book it to an account of the ledger; above the limit of one person its `booking` waits for a second."""

    def booked(uow: UnitOfWork) -> SuspenseItemView:
        api.book_suspense(uow, item_id, body.account, body.reason)
        return staff_views.suspense_item(uow, item_id)

    return edge.command(booked, SuspenseItemView)


@router.post("/suspense/{item_id}/bookings/approvals", status_code=201)
def approve_suspense_item_booking(item_id: UUID, edge: JournalApprover) -> SuspenseItemView:
    """Book it as a colleague wants it."""

    def approved(uow: UnitOfWork) -> SuspenseItemView:
        api.approve_suspense_booking(uow, item_id)
        return staff_views.suspense_item(uow, item_id)

    return edge.command(approved, SuspenseItemView)


@router.post("/suspense/{item_id}/bookings/rejections", status_code=201)
def reject_suspense_item_booking(item_id: UUID, edge: PaymentResolver) -> SuspenseItemView:
    """Leave it in suspense."""

    def rejected(uow: UnitOfWork) -> SuspenseItemView:
        api.reject_suspense_booking(uow, item_id)
        return staff_views.suspense_item(uow, item_id)

    return edge.command(rejected, SuspenseItemView)


def _page(uow: UnitOfWork, wanted: api.LoanFilter) -> LoanLineList:
    found = api.loan_lines(uow, wanted)
    page = found[:_PAGE]
    people = masked_people(uow, [line.party_id for line in page if line.party_id])
    names = {party_id: person.name for party_id, person in people.items()}
    items = [loan_line_view(line, names.get(line.party_id) if line.party_id else None) for line in page]
    return LoanLineList(items=items, next_cursor=page[-1].number if len(found) > _PAGE else None)
