"""The journal and the statement of one account."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from loanwright.infra.wire import Amount
from loanwright.ledger.api import AccountStatement, EntryView, PostingView, StatementLine
from loanwright.ledger.schemas.accounts import AccountView


class StatementLineView(BaseModel):
    """One posting seen from one account; `amount` is positive in debit, `balance` is debits less credits after it."""

    entry_id: UUID
    seq: int
    business_date: date
    value_on: date
    source: str
    subject_id: UUID
    counter_account: str
    amount: Amount
    balance: Amount
    product: str | None
    loan_id: UUID | None


class AccountStatementView(BaseModel):
    """A page of what moved on an account on days `from_` <= day < `until`, oldest first."""

    account: AccountView
    from_: date
    until: date
    opening: Amount
    closing: Amount
    items: list[StatementLineView]
    next_cursor: str | None = None


class LedgerPostingView(BaseModel):
    """An amount that left one account and arrived in another."""

    seq: int
    debit: str
    credit: str
    amount: Amount
    product: str | None
    loan_id: UUID | None


class LedgerEntryView(BaseModel):
    """An entry: what one command moved, on which day of the books, and from when it counts."""

    id: UUID
    business_date: date
    value_on: date
    recorded_at: datetime
    source: str
    subject_id: UUID
    command_id: UUID
    postings: list[LedgerPostingView]


class LedgerEntryList(BaseModel):
    """Entries, newest first, with the titles of the accounts they name."""

    items: list[LedgerEntryView]
    accounts: list[AccountView]
    next_cursor: str | None = None


class SourceList(BaseModel):
    """Names of the events that have posted anything."""

    items: list[str]
    next_cursor: str | None = None


def statement_view(statement: AccountStatement, account: AccountView, page: int) -> AccountStatementView:
    """A page of a statement of which one line more than `page` was read."""
    lines = statement.lines[:page]
    following = place_text(lines[-1].place) if len(statement.lines) > page else None
    return AccountStatementView(
        account=account,
        from_=statement.from_,
        until=statement.until,
        opening=statement.opening,
        closing=statement.closing,
        items=[_line(line) for line in lines],
        next_cursor=following,
    )


def _line(line: StatementLine) -> StatementLineView:
    return StatementLineView(
        entry_id=line.entry_id,
        seq=line.seq,
        business_date=line.business_date,
        value_on=line.value_on,
        source=line.source,
        subject_id=line.subject_id,
        counter_account=line.counter_account,
        amount=line.amount,
        balance=line.balance,
        product=line.product,
        loan_id=line.loan_id,
    )


def entry_view(entry: EntryView) -> LedgerEntryView:
    """One entry with its postings."""
    return LedgerEntryView(
        id=entry.id,
        business_date=entry.business_date,
        value_on=entry.value_on,
        recorded_at=entry.recorded_at,
        source=entry.source,
        subject_id=entry.subject_id,
        command_id=entry.command_id,
        postings=[_posting(one) for one in entry.postings],
    )


def _posting(one: PostingView) -> LedgerPostingView:
    return LedgerPostingView(
        seq=one.seq, debit=one.debit, credit=one.credit, amount=one.amount, product=one.product, loan_id=one.loan_id
    )


def place_text(place: tuple[date | UUID | int, ...]) -> str:
    """Where a page ended, as a cursor."""
    return "_".join(map(str, place))


def statement_place(cursor: str | None) -> tuple[date, UUID, int] | None:
    """Where the last page of a statement ended; a cursor that is none of ours begins anew."""
    try:
        on, entry_id, seq = (cursor or "").split("_")
        return date.fromisoformat(on), UUID(entry_id), int(seq)
    except ValueError:
        return None


def entry_place(cursor: str | None) -> tuple[date, UUID] | None:
    """Where the last page of the journal ended; a cursor that is none of ours begins anew."""
    try:
        on, entry_id = (cursor or "").split("_")
        return date.fromisoformat(on), UUID(entry_id)
    except ValueError:
        return None
