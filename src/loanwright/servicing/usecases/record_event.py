"""The one way an event reaches a loan: insert, replay, rewrite the projection, post the difference, tell the news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from loanwright.engine.api import AccountState, Event
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.ledger.api import Account, Entry, Posting, post
from loanwright.servicing import notices
from loanwright.servicing.events import LoanOverdue, LoanSettled
from loanwright.servicing.model import Loan, LoanStatus
from loanwright.servicing.postings.difference import postings
from loanwright.servicing.projection import Projection, installment_rows, posted_so_far, project
from loanwright.servicing.repository import loans


@dataclass(frozen=True, slots=True)
class Recorded:
    """A loan's account after further events, and what they move in the ledger."""

    projection: Projection
    state: AccountState
    moved: tuple[Posting, ...]


def foresee(uow: UnitOfWork, account: Loan, new: Sequence[Event], cash: Account = Account.BANK) -> Recorded:
    """The account as it would be with `new` events recorded; `cash` is where money comes from or goes to.

    Raises what the engine refuses.
    """
    events = [*loans.events_of(uow, account.id), *new]
    state = account.replayed(events, uow.business_date, uow.calendar)
    projection = project(account, events, state)
    before = posted_so_far(account, loans.range_closed_through(uow, account.book_range))
    moved = postings(projection.posted - before, uow.currency, account.product_code, account.id, cash)
    return Recorded(projection, state, moved)


def record(
    uow: UnitOfWork, account: Loan, *new: Event, cash: Account = Account.BANK, source_id: UUID | None = None
) -> Recorded:
    """Record events on a locked loan, posted as one entry named after the last of them.

    `source_id` names the receipt or order behind them, so that hearing of it twice can be noticed.

    Raises:
        BusinessDayMoved, and what the engine refuses.
    """
    recorded = foresee(uow, account, new, cash)
    loans.append_events(uow, [(account.id, event) for event in new], source_id)
    last = new[-1]
    _write(uow, account, recorded, f"servicing.{type(last).__name__}", last.effective_on)
    return recorded


def catch_up(uow: UnitOfWork, account: Loan) -> None:
    """Bring a locked loan to the business date though nothing has happened to it but time.

    Raises what `record` does.
    """
    _write(uow, account, foresee(uow, account, ()), "servicing.CaughtUp", uow.business_date)


def _write(uow: UnitOfWork, account: Loan, recorded: Recorded, source: str, value_on: date) -> None:
    loans.write_projections(uow, [recorded.projection])
    loans.write_installments(uow, {account.id: installment_rows(account.id, recorded.state)})
    post(uow, Entry(source, account.id, recorded.moved, value_on=value_on))
    tell(uow, account, recorded.projection)


def tell(uow: UnitOfWork, before: Loan, after: Projection) -> None:
    """Publish what has become of the loan, if it is news; let the borrower know that it is settled."""
    tell_settled(uow, before, after)
    if after.status is LoanStatus.OVERDUE and before.status is not after.status and after.overdue_since:
        tell_overdue(uow, before.id, before.party_id, after.overdue, after.overdue_since)


def tell_settled(uow: UnitOfWork, before: Loan, after: Projection) -> None:
    """The same without arrears: those a close brings are told when it is over."""
    if after.status is not LoanStatus.SETTLED or before.status is after.status or after.settled_on is None:
        return
    uow.publish(
        LoanSettled(
            loan_id=before.id,
            application_id=before.application_id,
            contract_id=before.contract_id,
            party_id=before.party_id,
            disbursed_on=after.disbursed_on or before.opened_on,
            on=after.settled_on,
            received_total=Money(after.posted.received, uow.currency),
        )
    )
    notices.tell_settled(uow, before.party_id, after.settled_on)


def tell_overdue(uow: UnitOfWork, loan_id: UUID, party_id: UUID | None, overdue: int, since: date) -> None:
    """Publish that a loan has fallen into arrears; its borrower hears of it from a task of its own."""
    uow.publish(LoanOverdue(loan_id=loan_id, party_id=party_id, amount=Money(overdue, uow.currency), since=since))
