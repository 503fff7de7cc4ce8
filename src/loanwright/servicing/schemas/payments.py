"""How a borrower pays: what is asked for, and how it is paid."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel

from loanwright.infra.wire import Amount
from loanwright.payments.api import PaymentRequest, RequestState
from loanwright.servicing.model import RepaymentKind
from loanwright.servicing.schemas.body import Body


class RequestPayment(Body):
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
