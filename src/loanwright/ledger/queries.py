"""The read side: trial balance, account statement, entries of a subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, case, func, literal, or_, select, tuple_, union_all

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency, Money
from loanwright.ledger import rules
from loanwright.ledger.chart import chart
from loanwright.ledger.model import Account, TrialBalance
from loanwright.ledger.tables import ledger_entry, ledger_posting

_p, _e = ledger_posting.c, ledger_entry.c


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One posting seen from one account; `amount` is positive in debit."""

    entry_id: UUID
    seq: int
    business_date: date
    source: str
    subject_id: UUID
    counter_account: Account
    amount: Money
    product: str | None
    loan_id: UUID | None


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry with its postings."""

    id: UUID
    business_date: date
    recorded_at: datetime
    source: str
    subject_id: UUID
    command_id: UUID
    postings: tuple[PostingView, ...]


@dataclass(frozen=True, slots=True)
class PostingView:
    """One posting as stored."""

    seq: int
    debit: Account
    credit: Account
    amount: Money
    product: str | None
    loan_id: UUID | None


def trial_balance(uow: UnitOfWork, as_of: date) -> TrialBalance:
    """All accounts as of the end of `as_of`, or as of now if that day is still open.

    Raises:
        LedgerDateAhead: the day has not begun.
    """
    rules.check_not_ahead(as_of, uow.business_date)
    return rules.trial_balance(chart(), _turnovers(uow, as_of), as_of, uow.currency)


def balances(uow: UnitOfWork) -> dict[Account, Money]:
    """Debits less credits of every account as of now."""
    turnovers = _turnovers(uow, uow.business_date)
    return {
        account: Money(turnovers.get(account, (0, 0))[0] - turnovers.get(account, (0, 0))[1], uow.currency)
        for account in Account
    }


def _turnovers(uow: UnitOfWork, as_of: date) -> dict[Account, rules.Turnover]:
    moves = (
        select(_p.debit, _p.credit, func.sum(_p.amount_minor).label("moved"))
        .where(_p.business_date <= as_of)
        .group_by(_p.debit, _p.credit)
        .cte("moves")
    )
    sides = union_all(
        select(moves.c.debit.label("account"), moves.c.moved.label("debited"), literal(0).label("credited")),
        select(moves.c.credit, literal(0), moves.c.moved),
    ).subquery()
    debited, credited = func.sum(sides.c.debited).label("debited"), func.sum(sides.c.credited).label("credited")
    summed = select(sides.c.account, debited, credited).group_by(sides.c.account)
    return {Account(row.account): (int(row.debited), int(row.credited)) for row in _rows(uow, summed)}


def account_statement(
    uow: UnitOfWork, account: Account, from_: date, until: date, after: tuple[UUID, int] | None, limit: int
) -> list[StatementLine]:
    """Postings that touch `account` on days `from_` <= day < `until`, oldest first, following the cursor `after`."""
    wanted = (
        select(
            _p.entry_id,
            _p.seq,
            _p.business_date,
            _e.source,
            _e.subject_id,
            case((_p.debit == account.value, _p.credit), else_=_p.debit).label("counter"),
            case((_p.debit == account.value, _p.amount_minor), else_=-_p.amount_minor).label("amount"),
            _p.product,
            _p.loan_id,
        )
        .join(ledger_entry, _e.id == _p.entry_id)
        .where(or_(_p.debit == account.value, _p.credit == account.value))
        .where(and_(_p.business_date >= from_, _p.business_date < until))
        .order_by(_p.entry_id, _p.seq)
        .limit(limit)
    )
    if after:
        wanted = wanted.where(tuple_(_p.entry_id, _p.seq) > tuple_(*after))
    return [_statement_line(row, uow.currency) for row in _rows(uow, wanted)]


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


def _entries(uow: UnitOfWork, wanted: Select[Any]) -> list[EntryView]:
    heads = list(_rows(uow, wanted))
    ids = [head.id for head in heads]
    postings: dict[UUID, list[PostingView]] = {identifier: [] for identifier in ids}
    for row in _rows(uow, select(ledger_posting).where(_p.entry_id.in_(ids)).order_by(_p.entry_id, _p.seq)):
        postings[row.entry_id].append(_posting_view(row, uow.currency))
    return [
        EntryView(
            id=head.id,
            business_date=head.business_date,
            recorded_at=head.recorded_at,
            source=head.source,
            subject_id=head.subject_id,
            command_id=head.command_id,
            postings=tuple(postings[head.id]),
        )
        for head in heads
    ]


def _rows(uow: UnitOfWork, wanted: Select[Any]) -> Iterable[Row[Any]]:
    return uow.connection.execute(wanted)


def _posting_view(row: Row[Any], currency: Currency) -> PostingView:
    amount = Money(row.amount_minor, currency)
    return PostingView(row.seq, Account(row.debit), Account(row.credit), amount, row.product, row.loan_id)


def _statement_line(row: Row[Any], currency: Currency) -> StatementLine:
    return StatementLine(
        entry_id=row.entry_id,
        seq=row.seq,
        business_date=row.business_date,
        source=row.source,
        subject_id=row.subject_id,
        counter_account=Account(row.counter),
        amount=Money(row.amount, currency),
        product=row.product,
        loan_id=row.loan_id,
    )
