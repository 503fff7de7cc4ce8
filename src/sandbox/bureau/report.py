"""The second-generation personal credit report, in the sections the central bank's format has.

Amounts are decimal text in CNY. `last_24_months` reads oldest to newest, one character a month: ``/`` not yet opened,
``*`` nothing due, ``N`` paid, ``1`` to ``7`` that many months overdue, ``C`` settled, ``#`` unknown, ``B`` bad debt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, Field


class AccountKind(StrEnum):
    """The report's account types D1, R1/R4 and R2."""

    LOAN = "non_revolving_loan"
    REVOLVING = "revolving_loan"
    CARD = "credit_card"


class AccountStatus(StrEnum):
    """How an account stands."""

    NORMAL = "normal"
    OVERDUE = "overdue"
    BAD_DEBT = "bad_debt"
    SETTLED = "settled"


class Residence(BaseModel):
    """Where the person lives or lived."""

    region: str
    status: str
    reported_on: date


class Employment(BaseModel):
    """Where the person works or worked."""

    kind: str
    industry: str
    reported_on: date


class Identity(BaseModel):
    """What lenders have told the bureau about the person."""

    name: str
    id_number: str
    gender: str
    birth_on: date
    marital_status: str
    education: str
    phone_numbers: int
    residences: list[Residence]
    employments: list[Employment]


class SettlementAccount(BaseModel):
    """The current account banks have told the bureau about."""

    average_balance: str
    salary_paid: bool


class CreditAccount(BaseModel):
    """One credit account; the defaults make planting one short.

    `amount` is the amount lent, or the limit of a card or line.
    """

    number: str
    kind: AccountKind
    institution: str = "commercial_bank"
    business: str = "consumption"
    guarantee: str = "credit"
    opened_on: date
    due_on: date | None = None
    closed_on: date | None = None
    currency: str = "CNY"
    amount: str
    balance: str = "0.00"
    monthly_payment: str = "0.00"
    remaining_periods: int | None = None
    classification: str = "normal"
    status: AccountStatus = AccountStatus.NORMAL
    overdue_periods: int = 0
    overdue_amount: str = "0.00"
    last_24_months: str = Field(default="N" * 24, min_length=24, max_length=24)


class Accounts(BaseModel):
    """Credit accounts, open and closed."""

    open: list[CreditAccount]
    closed: list[CreditAccount]

    @property
    def all(self) -> list[CreditAccount]:
        """Every account."""
        return [*self.open, *self.closed]


class Guarantee(BaseModel):
    """A debt of somebody else the person answers for."""

    institution: str
    amount: str
    balance: str
    classification: str
    due_on: date


class PublicRecord(BaseModel):
    """Tax arrears, civil judgment, enforcement or administrative penalty."""

    kind: str
    recorded_on: date
    amount: str
    is_closed: bool


class Inquiry(BaseModel):
    """Somebody looked at the report."""

    on: date
    institution: str
    reason: str


class Overdue(BaseModel):
    """Payments missed, over all accounts."""

    accounts_current: int
    amount_current: str
    accounts_ever: int
    months_in_24: int
    worst_periods_in_24: int


class Liabilities(BaseModel):
    """What is owed now, by kind."""

    loan_institutions: int
    loan_accounts: int
    loan_amount: str
    loan_balance: str
    card_accounts: int
    card_limit: str
    card_used: str
    monthly_payment: str
    guarantee_balance: str


class Summary(BaseModel):
    """The first page: hints, liabilities, overdue, inquiries."""

    accounts_open: int
    accounts_closed: int
    first_account_on: date | None
    liabilities: Liabilities
    overdue: Overdue
    public_records: int
    inquiries_1_month: int
    inquiries_6_months: int
    inquiries_24_months: int


class CreditReport(BaseModel):
    """A whole report."""

    report_number: str
    inquiry_id: str
    as_of: date
    fee: str
    identity: Identity
    summary: Summary
    settlement_account: SettlementAccount | None
    accounts: Accounts
    guarantees: list[Guarantee]
    public_records: list[PublicRecord]
    inquiries: list[Inquiry]


def summarise(accounts: Accounts, guarantees: Sequence[Guarantee], records: Sequence[PublicRecord],
              inquiries: Sequence[Inquiry], as_of: date) -> Summary:  # fmt: skip
    """The summary that follows from the details."""
    ages = [(as_of - inquiry.on).days for inquiry in inquiries]
    return Summary(
        accounts_open=len(accounts.open),
        accounts_closed=len(accounts.closed),
        first_account_on=min((account.opened_on for account in accounts.all), default=None),
        liabilities=_liabilities(accounts.open, guarantees),
        overdue=_overdue(accounts),
        public_records=len(records),
        inquiries_1_month=sum(age <= 31 for age in ages),
        inquiries_6_months=sum(age <= 183 for age in ages),
        inquiries_24_months=sum(age <= 731 for age in ages),
    )


def _liabilities(accounts: Sequence[CreditAccount], guarantees: Sequence[Guarantee]) -> Liabilities:
    cards = [account for account in accounts if account.kind is AccountKind.CARD]
    loans = [account for account in accounts if account.kind is not AccountKind.CARD]
    return Liabilities(
        loan_institutions=len({account.institution for account in loans}),
        loan_accounts=len(loans),
        loan_amount=_sum(account.amount for account in loans),
        loan_balance=_sum(account.balance for account in loans),
        card_accounts=len(cards),
        card_limit=_sum(account.amount for account in cards),
        card_used=_sum(account.balance for account in cards),
        monthly_payment=_sum(account.monthly_payment for account in accounts),
        guarantee_balance=_sum(guarantee.balance for guarantee in guarantees),
    )


def _overdue(accounts: Accounts) -> Overdue:
    late = [account for account in accounts.open if account.overdue_periods]
    months = [[int(mark) for mark in account.last_24_months if mark.isdigit()] for account in accounts.all]
    return Overdue(
        accounts_current=len(late),
        amount_current=_sum(account.overdue_amount for account in late),
        accounts_ever=sum(bool(marks) for marks in months),
        months_in_24=sum(len(marks) for marks in months),
        worst_periods_in_24=max((max(marks) for marks in months if marks), default=0),
    )


def _sum(amounts: Iterable[str]) -> str:
    return str(sum((Decimal(amount) for amount in amounts), Decimal("0.00")))
