"""Entries as they were written: the statement of an account, the journal, and what one subject caused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, case, exists, func, or_, select, tuple_

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency, Money
from loanwright.ledger import rules
from loanwright.ledger.chart import Code
from loanwright.ledger.queries.balances import accounts, net_debits
from loanwright.ledger.tables import ledger_entry, ledger_posting

_p, _e = ledger_posting.c, ledger_entry.c

Place = tuple[date, UUID, int]
"""Where a page of postings ended: day, entry and posting."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One posting seen from one account; `amount` is positive in debit, `balance` is debits less credits after it."""

    entry_id: UUID
    seq: int
    business_date: date
    value_on: date
    source: str
    subject_id: UUID
    counter_account: Code
    amount: Money
    balance: Money
    product: str | None
    loan_id: UUID | None

    @property
    def place(self) -> Place:
        """Where it stands in the statement."""
        return self.business_date, self.entry_id, self.seq


@dataclass(frozen=True, slots=True)
class AccountStatement:
    """Part of what moved on an account on days `from_` <= day < `until`; balances are debits less credits."""

    account: Code
    from_: date
    until: date
    opening: Money
    closing: Money
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class PostingView:
    """One posting as stored."""

    seq: int
    debit: Code
    credit: Code
    amount: Money
    product: str | None
    loan_id: UUID | None


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry with its postings."""

    id: UUID
    business_date: date
    value_on: date
    recorded_at: datetime
    source: str
    subject_id: UUID
    command_id: UUID
    postings: tuple[PostingView, ...]


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which entries of the journal are wanted: on days `from_` <= day < `until`, all if nothing more is said."""

    from_: date
    until: date
    account: Code | None = None
    source: str | None = None
    product: str | None = None
    amount: Money | None = None


def account_statement(
    uow: UnitOfWork, account: Code, from_: date, until: date, after: Place | None, limit: int
) -> AccountStatement:
    """Postings that touch `account`, oldest first, following the place `after`, each with the balance after it.

    Raises:
        LedgerAccountUnknown
    """
    if account not in accounts(uow):
        raise rules.LedgerAccountUnknown(account=account[:40])
    opening, closing = (net_debits(uow, day - timedelta(days=1)).get(account, 0) for day in (from_, until))
    moved = _movements(account, from_, until).subquery()
    wanted = select(moved).order_by(moved.c.business_date, moved.c.entry_id, moved.c.seq).limit(limit)
    if after:
        wanted = wanted.where(tuple_(moved.c.business_date, moved.c.entry_id, moved.c.seq) > tuple_(*after))
    lines = tuple(_statement_line(row, opening, uow.currency) for row in uow.connection.execute(wanted))
    first, last = Money(opening, uow.currency), Money(closing, uow.currency)
    return AccountStatement(account, from_, until, first, last, lines)


def _movements(account: Code, from_: date, until: date) -> Select[Any]:
    signed = case((_p.debit == account, _p.amount_minor), else_=-_p.amount_minor)
    running = func.sum(signed).over(order_by=(_p.business_date, _p.entry_id, _p.seq))
    return (
        select(
            _p.entry_id,
            _p.seq,
            _p.business_date,
            _e.value_on,
            _e.source,
            _e.subject_id,
            case((_p.debit == account, _p.credit), else_=_p.debit).label("counter"),
            signed.label("amount"),
            running.label("moved"),
            _p.product,
            _p.loan_id,
        )
        .join(ledger_entry, _e.id == _p.entry_id)
        .where(or_(_p.debit == account, _p.credit == account))
        .where(_p.business_date >= from_, _p.business_date < until)
    )


def entries_of(uow: UnitOfWork, subject_id: UUID) -> list[EntryView]:
    """Entries caused by one subject (a loan), newest first."""
    return _entries(uow, select(ledger_entry).where(_e.subject_id == subject_id).order_by(_e.id.desc()))


def entry(uow: UnitOfWork, entry_id: UUID) -> EntryView:
    """One entry.

    Raises:
        LedgerEntryUnknown: no such entry.
    """
    found = _entries(uow, select(ledger_entry).where(_e.id == entry_id))
    if not found:
        raise rules.LedgerEntryUnknown()
    return found[0]


def journal(uow: UnitOfWork, wanted: JournalFilter, before: tuple[date, UUID] | None, limit: int) -> list[EntryView]:
    """Entries of the journal, newest first, older than the one at `before`."""
    query = _filtered(wanted).order_by(_e.business_date.desc(), _e.id.desc()).limit(limit)
    if before:
        query = query.where(tuple_(_e.business_date, _e.id) < tuple_(*before))
    return _entries(uow, query)


def sources(uow: UnitOfWork) -> list[str]:
    """The kinds of events that have posted anything, by name."""
    return list(uow.connection.scalars(select(_e.source).distinct().order_by(_e.source)))


def every_entry(uow: UnitOfWork, wanted: JournalFilter, at_once: int) -> Iterator[EntryView]:
    """All entries of the journal that are wanted, newest first, read in pages of `at_once`."""
    before: tuple[date, UUID] | None = None
    while page := journal(uow, wanted, before, at_once):
        yield from page
        before = page[-1].business_date, page[-1].id


def every_line(uow: UnitOfWork, account: Code, from_: date, until: date, at_once: int) -> Iterator[StatementLine]:
    """All postings of an account's statement, oldest first, read in pages of `at_once`."""
    after: Place | None = None
    while lines := account_statement(uow, account, from_, until, after, at_once).lines:
        yield from lines
        after = lines[-1].place


def _filtered(wanted: JournalFilter) -> Select[Any]:
    query = select(ledger_entry).where(_e.business_date >= wanted.from_, _e.business_date < wanted.until)
    if wanted.source:
        query = query.where(_e.source == wanted.source)
    conditions = [_p.entry_id == _e.id]
    if wanted.account:
        conditions.append(or_(_p.debit == wanted.account, _p.credit == wanted.account))
    if wanted.product:
        conditions.append(_p.product == wanted.product)
    if wanted.amount:
        conditions.append(_p.amount_minor == wanted.amount.minor)
    return query.where(exists().where(*conditions)) if len(conditions) > 1 else query


def _entries(uow: UnitOfWork, wanted: Select[Any]) -> list[EntryView]:
    heads = list(uow.connection.execute(wanted))
    ids = [head.id for head in heads]
    postings: dict[UUID, list[PostingView]] = {identifier: [] for identifier in ids}
    of_these = select(ledger_posting).where(_p.entry_id.in_(ids)).order_by(_p.entry_id, _p.seq)
    for row in uow.connection.execute(of_these):
        postings[row.entry_id].append(_posting_view(row, uow.currency))
    return [_entry(head, postings[head.id]) for head in heads]


def _entry(head: Row[Any], postings: list[PostingView]) -> EntryView:
    return EntryView(
        id=head.id,
        business_date=head.business_date,
        value_on=head.value_on,
        recorded_at=head.recorded_at,
        source=head.source,
        subject_id=head.subject_id,
        command_id=head.command_id,
        postings=tuple(postings),
    )


def _posting_view(row: Row[Any], currency: Currency) -> PostingView:
    return PostingView(row.seq, row.debit, row.credit, Money(row.amount_minor, currency), row.product, row.loan_id)


def _statement_line(row: Row[Any], opening: int, currency: Currency) -> StatementLine:
    return StatementLine(
        entry_id=row.entry_id,
        seq=row.seq,
        business_date=row.business_date,
        value_on=row.value_on,
        source=row.source,
        subject_id=row.subject_id,
        counter_account=row.counter,
        amount=Money(row.amount, currency),
        balance=Money(opening + int(row.moved), currency),
        product=row.product,
        loan_id=row.loan_id,
    )
