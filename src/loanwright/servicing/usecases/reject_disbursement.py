"""The bank refused to pay out: the loan waits in a state of its own until staff order again."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing import notices
from loanwright.servicing.events import DisbursementRejected
from loanwright.servicing.model import LoanStatus
from loanwright.servicing.repository import loans


def reject_disbursement(uow: UnitOfWork, loan_id: UUID, reason: str) -> None:
    """Say so; hearing of it again, or after a later order, changes nothing."""
    account = loans.lock(uow, loan_id)
    if account.status is not LoanStatus.DISBURSING:
        return
    loans.set_status(uow, loan_id, LoanStatus.DISBURSEMENT_REJECTED)
    uow.publish(
        DisbursementRejected(
            loan_id=loan_id, application_id=account.application_id, party_id=account.party_id, reason=reason
        )
    )
    notices.tell_disbursement_failed(uow, account.party_id)
    uow.audit("servicing.reject_disbursement", "loan", loan_id, reason=reason)
