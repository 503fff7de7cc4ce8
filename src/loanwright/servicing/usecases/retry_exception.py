"""Bring a loan that a close has set aside up to date, once what was in its way is gone."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing import rules
from loanwright.servicing.repository import closes, loans
from loanwright.servicing.usecases.record_event import catch_up


def retry_exception(uow: UnitOfWork, loan_id: UUID) -> None:
    """Replay the loan to the business date and post what it has earned meanwhile.

    Raises:
        LoanNotFound, LoanNotSetAside, and what the engine still refuses.
    """
    account = loans.lock(uow, loan_id)
    rules.check_set_aside(loan_id, {one.loan_id for one in closes.open_exceptions(uow)})
    catch_up(uow, account)
    uow.audit("servicing.retry_exception", "loan", loan_id)
