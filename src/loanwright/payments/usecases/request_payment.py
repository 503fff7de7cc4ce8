"""Ask somebody for money."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra import institution
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.ids import reference
from loanwright.kernel.money import Money
from loanwright.payments import rules
from loanwright.payments.events import PaymentRequested
from loanwright.payments.model import PaymentRequest, RequestState
from loanwright.payments.rails.rail import Rail
from loanwright.payments.repository import requests
from loanwright.payments.usecases.nudge_collection import nudge_collection


def request_payment(
    uow: UnitOfWork, purpose: str, subject_id: UUID, party_id: UUID | None, amount: Money
) -> PaymentRequest:
    """How to pay `amount` to us, with a reference by which it is recognised; the caller leaves the audit record.

    What comes in is told by `FundsReceived` with this `purpose` and `subject_id`, whatever its amount and payer.

    Raises:
        PaymentAmountNotPositive
    """
    rules.require_positive(amount)
    request_id, rail = uow.new_id(), uow.adapter(Rail)
    payee, carrying = institution.load(uow).name_zh, reference(rules.REFERENCE_PREFIX, request_id)
    request = PaymentRequest(
        id=request_id,
        purpose=purpose,
        subject_id=subject_id,
        party_id=party_id,
        reference=carrying,
        amount=amount,
        received=Money.zero(amount.currency),
        state=RequestState.OPEN,
        payee_name=payee,
        payee_account=rail.account,
        pay_url=rail.payment_page(payee, amount, carrying),
        requested_at=uow.now,
    )
    requests.insert_request(uow, request)
    uow.publish(
        PaymentRequested(
            request_id=request_id,
            account=request.payee_account,
            reference=carrying,
            amount=amount,
            requested_on=uow.business_date,
        )
    )
    nudge_collection(uow)
    return request
