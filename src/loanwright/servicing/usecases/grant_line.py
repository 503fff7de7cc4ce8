"""The contract of a revolving line is signed: its limit can be drawn from today."""

from __future__ import annotations

from uuid import UUID

from loanwright.engine.api import LimitChanged
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing import notices, rules
from loanwright.servicing.repository import loans
from loanwright.servicing.usecases.record_event import record


def grant_line(uow: UnitOfWork, loan_id: UUID) -> None:
    """Grant the limit of the contract; part of the caller's command, which audits it.

    Raises:
        LoanNotFound, LoanAlreadyDisbursed, LineNotFound.
    """
    account = loans.lock(uow, loan_id)
    rules.check_orderable(account.status)
    limit = rules.line_of(account).limit
    record(uow, account, LimitChanged(sequence=account.last_seq + 1, effective_on=uow.business_date, limit=limit))
    notices.tell_line_granted(uow, account.party_id, limit)
