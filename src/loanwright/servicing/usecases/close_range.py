"""Close one book range for the business date: one chunk, one transaction, one entry, its checkpoint included."""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from uuid import UUID

from loanwright.engine.api import replay
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.kernel.refusals import Refusal
from loanwright.ledger.api import Entry, post
from loanwright.servicing import notices
from loanwright.servicing.model import REMINDER_DAYS, Loan, Posted
from loanwright.servicing.postings.close_of_day import postings
from loanwright.servicing.projection import Projection, installment_rows, posted_so_far, project
from loanwright.servicing.repository import closes, loans
from loanwright.servicing.repository.closes import Chunk
from loanwright.servicing.usecases.record_event import tell
from loanwright.servicing.usecases.start_close import DayToFinish

Changes = dict[str, Posted]


def close_range(uow: UnitOfWork, business_date: date, book_range: int) -> None:
    """Rewrite the loans to which something happens today, accrue the others in one statement, append the snapshot.

    A chunk that is done, or belongs to a day that is closed, is left alone: a job delivered twice changes nothing.
    """
    loans.take_range(uow, book_range)
    if uow.business_date != business_date or closes.is_chunk_done(uow, book_range, business_date):
        return
    affected = closes.loans_to_rewrite(uow, book_range)
    interest = closes.interest_today(uow, book_range)
    changes, failures = _rewrite(uow, affected, book_range)
    posted = post(uow, Entry("servicing.DayClosed", uow.command_id, postings(_merged(interest, changes), uow.currency)))
    counted = closes.append_snapshot(uow, book_range)
    closes.set_aside(uow, failures)
    _remind(uow, book_range)
    earned = sum(change.interest_income for change in _merged(interest, changes).values())
    closes.chunk_done(uow, book_range, Chunk(counted, len(affected) - len(failures), len(failures), earned))
    uow.enqueue("servicing.finish_close", DayToFinish(business_date=business_date))
    uow.audit("servicing.close_range", "entry", posted or uow.command_id, range=book_range, loans=counted)


def _rewrite(uow: UnitOfWork, affected: list[Loan], book_range: int) -> tuple[Changes, dict[UUID, str]]:
    """Bring each loan to today by the engine; one that fails is set aside and does not stop the others."""
    events = loans.events_of_many(uow, [account.id for account in affected])
    closed_through = loans.range_closed_through(uow, book_range)
    projections: list[Projection] = []
    rows, changes, failures = {}, Changes(), dict[UUID, str]()
    for account in affected:
        try:
            state = replay(account.terms, events[account.id], uow.business_date, uow.calendar)
        except Refusal as refusal:
            failures[account.id] = str(refusal)
            continue
        projection = project(account, events[account.id], state)
        rows[account.id] = installment_rows(account.id, state)
        change = projection.posted - posted_so_far(account, closed_through)
        changes[account.product_code] = changes.get(account.product_code, Posted()) + change
        projections.append(projection)
        tell(uow, account, projection)
    loans.write_projections(uow, projections)
    loans.write_installments(uow, rows)
    return changes, failures


def _remind(uow: UnitOfWork, book_range: int) -> None:
    """The day that opens next is `REMINDER_DAYS` before these fall due."""
    due_on = uow.business_date + timedelta(days=1 + REMINDER_DAYS)
    for coming in closes.installments_due(uow, book_range, due_on):
        notices.remind(uow, coming.party_id, Money(coming.amount_minor, uow.currency), due_on)


def _merged(*changes: Changes) -> Changes:
    products = {product for change in changes for product in change}
    return {
        product: reduce(Posted.__add__, (change.get(product, Posted()) for change in changes)) for product in products
    }
