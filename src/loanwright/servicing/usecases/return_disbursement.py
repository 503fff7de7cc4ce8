"""The bank paid out and the money came back: the disbursement never happened."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from loanwright.engine.api import Disbursed, Reversed
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing import notices, rules
from loanwright.servicing.events import DisbursementRejected
from loanwright.servicing.model import LoanStatus
from loanwright.servicing.repository import loans
from loanwright.servicing.usecases.record_event import record


def return_disbursement(uow: UnitOfWork, loan_id: UUID, order_id: UUID, returned_on: date, reason: str) -> None:
    """Reverse the disbursement, interest and all; staff may order again. Hearing of it again changes nothing.

    Raises:
        SettlementNotHeardYet: the two messages have overtaken each other; this one is delivered again.
    """
    account = loans.lock(uow, loan_id)
    if not loans.is_recorded(uow, loan_id, order_id):
        raise rules.SettlementNotHeardYet(order_id)
    if not account.status.is_live:
        return
    disbursed = [event for event in loans.events_of(uow, loan_id) if isinstance(event, Disbursed)]
    on = rules.effective_day(account, returned_on, uow.business_date)
    reversal = Reversed(sequence=account.last_seq + 1, effective_on=on, reverses=disbursed[-1].sequence)
    record(uow, account, reversal)
    loans.set_status(uow, loan_id, LoanStatus.DISBURSEMENT_REJECTED)
    uow.publish(
        DisbursementRejected(
            loan_id=loan_id, application_id=account.application_id, party_id=account.party_id, reason=reason
        )
    )
    notices.tell_disbursement_failed(uow, account.party_id)
    uow.audit("servicing.return_disbursement", "loan", loan_id, order_id=str(order_id), reason=reason)
