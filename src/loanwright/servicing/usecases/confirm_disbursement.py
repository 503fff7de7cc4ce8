"""The bank has paid the money out: the loan is active from that day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from loanwright.engine.api import AccountState, Disbursed
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing import notices, rules
from loanwright.servicing.events import LoanDisbursed
from loanwright.servicing.repository import loans
from loanwright.servicing.usecases.record_event import record


def confirm_disbursement(uow: UnitOfWork, loan_id: UUID, order_id: UUID, settled_on: date) -> None:
    """Activate the loan; hearing of the same order again changes nothing."""
    account = loans.lock(uow, loan_id)
    if loans.is_recorded(uow, loan_id, order_id):
        return
    on = rules.effective_day(account, settled_on, uow.business_date)
    disbursed = Disbursed(sequence=account.last_seq + 1, effective_on=on, amount=account.terms.principal)
    state = record(uow, account, disbursed, source_id=order_id).state
    uow.publish(
        LoanDisbursed(
            loan_id=loan_id,
            application_id=account.application_id,
            party_id=account.party_id,
            amount=account.terms.principal,
            on=on,
        )
    )
    notices.tell_disbursed(uow, account.party_id, account.terms.principal, _first_due_on(state))
    uow.audit("servicing.confirm_disbursement", "loan", loan_id, order_id=str(order_id), on=on.isoformat())


def _first_due_on(state: AccountState) -> date:
    return state.next_due.on if state.next_due else state.as_of
