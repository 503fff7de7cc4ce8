"""Close one book range for the business date: one chunk, one transaction, one entry, its checkpoint included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from loanwright.engine.api import AccountState, Event, event_from_json
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.refusals import Refusal
from loanwright.ledger.api import Entry, post
from loanwright.servicing.model import Loan, Posted
from loanwright.servicing.postings.close_of_day import postings
from loanwright.servicing.projection import grown, installment_rows, posted_so_far, project
from loanwright.servicing.repository import closes, loans, plain_loans, snapshot
from loanwright.servicing.repository.closes import Chunk
from loanwright.servicing.repository.parameters import risk_policy_in_force
from loanwright.servicing.repository.snapshot import BookDay
from loanwright.servicing.rolling import earned_today, roll
from loanwright.servicing.usecases.record_event import tell, tell_overdue
from loanwright.servicing.usecases.start_close import ask_to_finish


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """A loan whose row the close wrote, and what is to be posted for it."""

    id: UUID
    product_code: str
    change: Posted
    is_live: bool

    @property
    def earned(self) -> Posted:
        """The part of the change that time alone has brought."""
        return grown(self.change.interest_income, self.change.penalty_income)


def close_range(uow: UnitOfWork, business_date: date, book_range: int) -> None:
    """Rewrite the loans to which something happens today, append the snapshot, and post what it adds up to.

    A chunk that is done, or belongs to a day that is closed, is left alone: a job delivered twice changes nothing.
    """
    loans.take_range(uow, book_range)
    if uow.business_date != business_date or closes.is_chunk_done(uow, book_range, business_date):
        return
    closed_through = loans.range_closed_through(uow, book_range)
    rewritten = [*_roll(uow, book_range, closed_through)]
    replayed, failures = _replay(uow, book_range, closed_through)
    rewritten += replayed
    live = {one.id: (one.change.interest_income, one.change.penalty_income) for one in rewritten if one.is_live}
    days = snapshot.append(uow, book_range, risk_policy_in_force(uow), live)
    moved = postings(_changes(days, rewritten), uow.currency, _provisions(uow, days, book_range))
    posted = post(uow, Entry("servicing.DayClosed", uow.command_id, moved))
    closes.set_aside(uow, failures)
    chunk = Chunk(
        loans=sum(day.loans for day in days),
        rewritten=len(rewritten),
        set_aside=len(failures),
        interest=sum(day.interest_today for day in days),
    )
    closes.chunk_done(uow, book_range, chunk)
    ask_to_finish(uow)
    uow.audit("servicing.close_range", "entry", posted or uow.command_id, range=book_range, loans=chunk.loans)


def _roll(uow: UnitOfWork, book_range: int, closed_through: date | None) -> list[_Rewritten]:
    """Take plain loans past the installment that fell due yesterday."""
    passing = plain_loans.passing(uow, book_range)
    rolled = [roll(one) for one in passing]
    plain_loans.write(uow, rolled)
    for before, after in zip(passing, rolled, strict=True):
        if after.status is not before.status and after.overdue_since:
            tell_overdue(uow, before.id, before.party_id, after.overdue, after.overdue_since)
    return [
        _Rewritten(before.id, before.product_code, earned_today(before, after, closed_through), is_live=True)
        for before, after in zip(passing, rolled, strict=True)
    ]


def _replay(uow: UnitOfWork, book_range: int, closed_through: date | None) -> tuple[list[_Rewritten], dict[UUID, str]]:
    """Bring the others to today by the engine; one that fails is set aside and does not stop the rest."""
    affected = closes.loans_to_rewrite(uow, book_range)
    forms = loans.event_forms(uow, [account.id for account in affected])
    events: dict[UUID, list[Event]] = {}
    states: dict[UUID, AccountState] = {}
    failures: dict[UUID, str] = {}
    for account in affected:
        try:
            events[account.id] = [event_from_json(form) for form in forms[account.id]]
            states[account.id] = account.replayed(events[account.id], uow.business_date, uow.calendar)
        except Refusal as refusal:
            failures[account.id] = str(refusal)
    replayed = [account for account in affected if account.id in states]
    return [*_write(uow, replayed, states, events, closed_through)], failures


def _write(
    uow: UnitOfWork,
    accounts: Iterable[Loan],
    states: dict[UUID, AccountState],
    events: dict[UUID, list[Event]],
    closed_through: date | None,
) -> Iterable[_Rewritten]:
    projections = [(account, project(account, events[account.id], states[account.id])) for account in accounts]
    loans.write_projections(uow, [projection for _, projection in projections])
    loans.write_installments(uow, {one.id: installment_rows(one.id, states[one.id]) for one, _ in projections})
    for account, projection in projections:
        tell(uow, account, projection)
        change = projection.posted - posted_so_far(account, closed_through)
        yield _Rewritten(account.id, account.product_code, change, projection.status.is_live)


def _changes(days: list[BookDay], rewritten: Iterable[_Rewritten]) -> dict[str, Posted]:
    """Per product what the snapshot says was earned, and what else has moved on the loans that were rewritten."""
    changes: dict[str, Posted] = {}
    for day in days:
        earned = grown(day.interest_today, day.penalties_today)
        changes[day.product_code] = changes.get(day.product_code, Posted()) + earned
    for one in rewritten:
        other = one.change - one.earned if one.is_live else one.change
        changes[one.product_code] = changes.get(one.product_code, Posted()) + other
    return changes


def _provisions(uow: UnitOfWork, days: list[BookDay], book_range: int) -> dict[str, int]:
    """Per product what must be held ready more than after the last close."""
    before, now = snapshot.provisions_before(uow, book_range), snapshot.totals(days, "provision")
    return {product: now.get(product, 0) - before.get(product, 0) for product in {*before, *now}}
