"""The ledger over HTTP."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from loanwright.infra.wire import Amount
from loanwright.ledger.model import Account, AccountBalance, AccountKind, AccountTitle, TrialBalance
from loanwright.ledger.queries import EntryView, PostingView, StatementLine


class AccountTitleView(BaseModel):
    """How the chart presents an account."""

    account: Account
    code: str
    kind: AccountKind
    title_zh: str
    title_en: str


class TrialBalanceLine(AccountTitleView):
    """An account's turnover and its balance, which stands in one of two columns."""

    debited: Amount
    credited: Amount
    debit_balance: Amount | None
    credit_balance: Amount | None


class TrialBalanceView(BaseModel):
    """All accounts as of the end of a business date, or of now if it is open."""

    as_of: date
    lines: list[TrialBalanceLine]
    debit_total: Amount
    credit_total: Amount
    balanced: bool


class StatementLineView(BaseModel):
    """One posting seen from one account; `amount` is positive in debit."""

    entry_id: UUID
    seq: int
    business_date: date
    source: str
    subject_id: UUID
    counter_account: Account
    amount: Amount
    product: str | None
    loan_id: UUID | None


class AccountStatementView(BaseModel):
    """Postings of one account, oldest first."""

    account: AccountTitleView
    items: list[StatementLineView]
    next_cursor: str | None = None


class LedgerPostingView(BaseModel):
    """An amount that left one account and arrived in another."""

    seq: int
    debit: Account
    credit: Account
    amount: Amount
    product: str | None
    loan_id: UUID | None


class LedgerEntryView(BaseModel):
    """An entry: what one command moved."""

    id: UUID
    business_date: date
    recorded_at: datetime
    source: str
    subject_id: UUID
    command_id: UUID
    postings: list[LedgerPostingView]


class LedgerEntryList(BaseModel):
    """Entries, newest first, with the titles of the accounts they name."""

    items: list[LedgerEntryView]
    accounts: list[AccountTitleView]


def title_view(title: AccountTitle) -> AccountTitleView:
    """An account's title."""
    return AccountTitleView(
        account=title.account, code=title.code, kind=title.kind, title_zh=title.title_zh, title_en=title.title_en
    )


def trial_balance_view(balance: TrialBalance) -> TrialBalanceView:
    """The trial balance in two columns."""
    return TrialBalanceView(
        as_of=balance.as_of,
        lines=[_line(line) for line in balance.lines],
        debit_total=balance.debit_total,
        credit_total=balance.credit_total,
        balanced=balance.balanced,
    )


def _line(line: AccountBalance) -> TrialBalanceLine:
    net = line.net_debit
    return TrialBalanceLine(
        **title_view(line.title).model_dump(),
        debited=line.debited,
        credited=line.credited,
        debit_balance=net if net.minor > 0 else None,
        credit_balance=-net if net.minor < 0 else None,
    )


def statement_line_view(line: StatementLine) -> StatementLineView:
    """One line of an account statement."""
    return StatementLineView(
        entry_id=line.entry_id,
        seq=line.seq,
        business_date=line.business_date,
        source=line.source,
        subject_id=line.subject_id,
        counter_account=line.counter_account,
        amount=line.amount,
        product=line.product,
        loan_id=line.loan_id,
    )


def entry_view(entry: EntryView) -> LedgerEntryView:
    """One entry with its postings."""
    return LedgerEntryView(
        id=entry.id,
        business_date=entry.business_date,
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
