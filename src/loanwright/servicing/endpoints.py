"""A borrower's loans over HTTP: what is owed, how to pay it, what it takes to be free of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from fastapi import APIRouter

from loanwright.access.api import BorrowerEdge
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing import api
from loanwright.servicing.commands.line import Draw
from loanwright.servicing.schemas.commands import BorrowerPreview, BorrowerPreviewView, borrower_preview_view
from loanwright.servicing.schemas.draws import DrawList, DrawView, RequestDraw, draw_view
from loanwright.servicing.schemas.loans import (
    LoanList,
    LoanView,
    PayoffQuoteView,
    ScheduleView,
    loan_view,
    payoff_view,
    schedule_view,
)
from loanwright.servicing.schemas.payments import PaymentRequestView, RequestPayment, payment_request_view

router = APIRouter(tags=["loans"])


@router.get("/loans")
def list_my_loans(edge: BorrowerEdge) -> LoanList:
    """All loans of the signed-in borrower as of the business date."""

    def mine(uow: UnitOfWork) -> LoanList:
        party_id = edge.actor.party_id
        found = api.loans_of_borrower(uow, party_id) if party_id else []
        return LoanList(items=[loan_view(one) for one in found])

    return edge.query(mine)


@router.get("/loans/{loan_id}")
def get_my_loan(loan_id: UUID, edge: BorrowerEdge) -> LoanView:
    """One loan as of the business date."""
    return edge.query(lambda uow: loan_view(api.standing(uow, loan_id)))


@router.get("/loans/{loan_id}/schedule")
def get_my_schedule(loan_id: UUID, edge: BorrowerEdge) -> ScheduleView:
    """Every installment with what was paid and what remains."""
    return edge.query(lambda uow: ScheduleView(items=schedule_view(api.standing(uow, loan_id).state)))


@router.get("/loans/{loan_id}/payoff-quote")
def quote_my_payoff(loan_id: UUID, edge: BorrowerEdge, on: date | None = None) -> PayoffQuoteView:
    """What closes the loan on a day, today if none is given."""
    return edge.query(lambda uow: payoff_view(api.quote_payoff(uow, loan_id, on)))


@router.post("/loans/{loan_id}/previews")
def preview_my_command(loan_id: UUID, body: BorrowerPreview, edge: BorrowerEdge) -> BorrowerPreviewView:
    """What paying ahead or drawing would change: figures and schedule before and after. Nothing is done."""
    return edge.query(lambda uow: borrower_preview_view(api.preview_command(uow, loan_id, body.command)))


@router.post("/loans/{loan_id}/draws", status_code=201)
def request_my_draw(loan_id: UUID, body: RequestDraw, edge: BorrowerEdge) -> DrawView:
    """Draw from a revolving line what was previewed; the bank is told to pay it to the borrower's own account."""

    def ordered(uow: UnitOfWork) -> DrawView:
        return draw_view(api.give_command(uow, loan_id, Draw(amount=body.amount), body.version, "").request)

    return edge.command(ordered, DrawView)


@router.get("/loans/{loan_id}/draws")
def list_my_draws(loan_id: UUID, edge: BorrowerEdge) -> DrawList:
    """What was drawn, newest first, with what the bank says of it."""
    return edge.query(lambda uow: DrawList(items=[draw_view(one) for one in api.draws_of(uow, loan_id)]))


@router.post("/loans/{loan_id}/payment-requests", status_code=201)
def request_my_payment(loan_id: UUID, body: RequestPayment, edge: BorrowerEdge) -> PaymentRequestView:
    """How to pay: a reference for a transfer, and the bank's own page."""

    def requested(uow: UnitOfWork) -> PaymentRequestView:
        return payment_request_view(api.request_repayment(uow, loan_id, body.kind, body.amount))

    return edge.command(requested, PaymentRequestView)


@router.get("/loans/{loan_id}/payment-requests/{request_id}")
def get_my_payment_request(loan_id: UUID, request_id: UUID, edge: BorrowerEdge) -> PaymentRequestView:
    """Whether the money has come."""
    return edge.query(lambda uow: payment_request_view(api.repayment_request(uow, loan_id, request_id)))
