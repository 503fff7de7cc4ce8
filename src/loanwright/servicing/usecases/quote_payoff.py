"""What it takes to close a loan on a day, today or ahead."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from loanwright.engine.api import PayoffQuote
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.servicing import rules
from loanwright.servicing.repository import loans


def quote_payoff(uow: UnitOfWork, loan_id: UUID, on: date | None = None) -> PayoffQuote:
    """The quote for `on` (today if not given), if nothing else happens until then.

    Raises:
        LoanNotFound, LoanNotLive, PayoffDateOutOfRange.
    """
    account = loans.get(uow, loan_id)
    rules.check_live(account.status)
    day = on or uow.business_date
    rules.check_payoff_date(day, uow.business_date, account.matures_on)
    state = account.replayed(loans.events_of(uow, loan_id), day, uow.calendar)
    return PayoffQuote(on=day, parts=state.payoff, credit=state.credit_balance, amount=state.payoff_amount)
