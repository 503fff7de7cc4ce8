"""Close one book range for the business date: one chunk, one transaction, one entry, its checkpoint included."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from loanwright.engine.api import AccountState, Event, event_from_json
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.refusals import Refusal
from loanwright.ledger.api import Entry, post
from loanwright.servicing.classification import RiskPolicy
from loanwright.servicing.model import Loan, Posted
from loanwright.servicing.postings.close_of_day import postings
from loanwright.servicing.projection import Projection, grown, grown_beside, installment_rows, posted_so_far, project
from loanwright.servicing.repository import book_days, closes, loans, plain_loans, snapshot
from loanwright.servicing.repository.book_days import BookDay, Part, Sums
from loanwright.servicing.repository.closes import Chunk
from loanwright.servicing.rolling import earned_today, roll
from loanwright.servicing.usecases.change_accruals import accrual_changes
from loanwright.servicing.usecases.record_event import tell, tell_settled
from loanwright.servicing.usecases.start_close import ask_to_finish


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """A loan whose row the close wrote, and what is to be posted for it."""

    product_code: str
    change: Posted
    earned: Posted  # the part of the change that time alone has brought a live loan
    overdue_since: date | None


def close_range(uow: UnitOfWork, business_date: date, book_range: int) -> None:
    """Rewrite the loans to which something happens today, append the snapshot, and post what it adds up to.

    A chunk that is done, or belongs to a day that is closed, is left alone: a job delivered twice changes nothing.
    """
    loans.take_range(uow, book_range)
    if uow.business_date != business_date or closes.is_chunk_done(uow, book_range, business_date):
        return
    closed_through = loans.range_closed_through(uow, book_range)
    rewritten = [*_roll(uow, book_range, closed_through)]
    (plan,) = closes.plans(uow, business_date, business_date)
    replayed, failures = _replay(uow, book_range, closed_through, plan.risk_policy)
    rewritten += replayed
    book = _sum_up(uow, book_range, plan.risk_policy, rewritten, failures)
    snapshot.append(uow, book_range, plan.snapshot, closed_through)
    beside = book_days.risen_beside(uow, book_range)
    moved = postings(_changes(book, rewritten, beside), uow.currency, _provisions(uow, book, book_range))
    posted = post(uow, Entry("servicing.DayClosed", uow.command_id, moved))
    closes.set_aside(uow, failures)
    chunk = Chunk(
        loans=sum(sums.loans for sums in book.values()),
        rewritten=len(rewritten),
        set_aside=len(failures),
        interest=sum(sums.interest_today for sums in book.values()),
    )
    if closes.chunk_done(uow, book_range, chunk):
        ask_to_finish(uow)
    uow.audit("servicing.close_range", "entry", posted or uow.command_id, range=book_range, loans=chunk.loans)


def _roll(uow: UnitOfWork, book_range: int, closed_through: date | None) -> list[_Rewritten]:
    """Take plain loans past the installment that fell due yesterday."""
    passing = plain_loans.passing(uow, book_range)
    rolled = [roll(one) for one in passing]
    plain_loans.write(uow, rolled)
    return [
        _Rewritten(before.product_code, earned, earned, after.overdue_since)
        for before, after in zip(passing, rolled, strict=True)
        for earned in [earned_today(before, after, closed_through)]
    ]


def _replay(
    uow: UnitOfWork, book_range: int, closed_through: date | None, policy: RiskPolicy
) -> tuple[list[_Rewritten], dict[UUID, str]]:
    """Bring the others to today by the engine; one that fails is set aside and does not stop the rest."""
    doubts = accrual_changes(uow, book_range, policy)
    touched = [*closes.loans_to_rewrite(uow, book_range), *(account for account, _ in doubts.values())]
    affected = list({account.id: account for account in touched}.values())
    forms = loans.event_forms(uow, [account.id for account in affected])
    events: dict[UUID, list[Event]] = {}
    states: dict[UUID, AccountState] = {}
    failures: dict[UUID, str] = {}
    for account in affected:
        try:
            new = [doubts[account.id][1]] if account.id in doubts else []
            events[account.id] = [*map(event_from_json, forms[account.id]), *new]
            states[account.id] = account.replayed(events[account.id], uow.business_date, uow.calendar)
        except Refusal as refusal:
            failures[account.id] = str(refusal)
    replayed = [account for account in affected if account.id in states]
    changed = {loan_id: event for loan_id, (_, event) in doubts.items() if loan_id in states}
    loans.append_events(uow, list(changed.items()))
    return [*_write(uow, replayed, states, events, closed_through, changed)], failures


def _write(
    uow: UnitOfWork,
    accounts: Iterable[Loan],
    states: dict[UUID, AccountState],
    events: dict[UUID, list[Event]],
    closed_through: date | None,
    doubted: Container[UUID],
) -> Iterable[_Rewritten]:
    """What turns into income or out of it is not earned by time."""
    projections = [(account, project(account, events[account.id], states[account.id])) for account in accounts]
    loans.write_projections(uow, [projection for _, projection in projections])
    loans.write_installments(uow, {one.id: installment_rows(one.id, states[one.id]) for one, _ in projections})
    for account, projection in projections:
        _tell(uow, account, projection)
        change = projection.posted - posted_so_far(account, closed_through)
        by_time = projection.status.is_live and account.id not in doubted
        earned = grown(change.interest_income, change.penalty_income) if by_time else Posted()
        yield _Rewritten(account.product_code, change, earned, projection.overdue_since)


def _tell(uow: UnitOfWork, account: Loan, after: Projection) -> None:
    """What fell due yesterday is told range by range once the close is over; arrears found late are told here."""
    is_late = after.overdue_since is not None and after.overdue_since < uow.business_date - timedelta(days=1)
    (tell if is_late else tell_settled)(uow, account, after)


def _sum_up(
    uow: UnitOfWork,
    book_range: int,
    policy: RiskPolicy,
    rewritten: Iterable[_Rewritten],
    failures: Mapping[UUID, str],
) -> BookDay:
    """The range at the end of the day, part by part, written down."""
    days = [book_days.rising(uow, book_range, policy), _anew(rewritten, uow.business_date, policy)]
    if failures:
        days.append(book_days.standing_still(uow, book_range, policy))
    book = book_days.merged(days)
    book_days.write(uow, book_range, book)
    return book


def _anew(rewritten: Iterable[_Rewritten], today: date, policy: RiskPolicy) -> BookDay:
    """What loans have earned whose lines began anew today."""
    book: BookDay = {}
    for one in rewritten:
        if one.earned != Posted():
            days = (today - one.overdue_since).days if one.overdue_since else 0
            part = Part(one.product_code, policy.risk_class(days), policy.stage(days))
            earned = Sums(interest_today=one.earned.interest_income, penalties_today=one.earned.penalty_income)
            book[part] = book.get(part, Sums()) + earned
    return book


def _changes(book: BookDay, rewritten: Iterable[_Rewritten], beside: Mapping[str, int]) -> dict[str, Posted]:
    """Per product what was earned, on the books and beside them, and what else has moved on the loans rewritten."""
    changes: dict[str, Posted] = {}
    for part, sums in book.items():
        earned = grown(sums.interest_today, sums.penalties_today)
        changes[part.product_code] = changes.get(part.product_code, Posted()) + earned
    for product, minor in beside.items():
        changes[product] = changes.get(product, Posted()) + grown_beside(minor)
    for one in rewritten:
        changes[one.product_code] = changes.get(one.product_code, Posted()) + (one.change - one.earned)
    return changes


def _provisions(uow: UnitOfWork, book: BookDay, book_range: int) -> dict[str, int]:
    """Per product what must be held ready more than after the last close."""
    more = {product: -held for product, held in book_days.provisions_before(uow, book_range).items()}
    for part, sums in book.items():
        more[part.product_code] = more.get(part.product_code, 0) + sums.provision
    return more
