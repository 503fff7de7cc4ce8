"""Accounts, postings and entries as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from loanwright.kernel.money import Money


class Account(StrEnum):
    """The accounts that posting rules name; the chart gives each its code, kind and titles."""

    BANK = "bank"
    SETTLEMENT_SUSPENSE = "settlement_suspense"
    LOANS = "loans"
    INTEREST_RECEIVABLE = "interest_receivable"
    FEE_RECEIVABLE = "fee_receivable"
    PENALTY_RECEIVABLE = "penalty_receivable"
    CUSTOMER_CREDIT = "customer_credit"
    OPENING_BALANCES = "opening_balances"
    INTEREST_INCOME = "interest_income"
    FEE_INCOME = "fee_income"
    PENALTY_INCOME = "penalty_income"
    WAIVERS = "waivers"
    LOAN_LOSS_ALLOWANCE = "loan_loss_allowance"
    IMPAIRMENT_LOSS = "impairment_loss"
    MEMO_INTEREST = "memo_interest"
    MEMO_WRITTEN_OFF = "memo_written_off"
    MEMO_CONTRA = "memo_contra"


class Side(StrEnum):
    """The column of a T-account in which a balance normally stands."""

    DEBIT = "debit"
    CREDIT = "credit"


class AccountKind(StrEnum):
    """The five elements of a balance sheet and an income statement, and what is only remembered beside them."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"
    MEMO = "memo"  # off the balance sheet: memo accounts are posted against each other only

    @property
    def side(self) -> Side:
        """Assets, expenses and what is remembered stand in debit, the rest in credit."""
        stands_in_debit = self in (AccountKind.ASSET, AccountKind.EXPENSE, AccountKind.MEMO)
        return Side.DEBIT if stands_in_debit else Side.CREDIT


@dataclass(frozen=True, slots=True)
class AccountTitle:
    """How the institution's chart presents one account."""

    account: Account
    code: str
    kind: AccountKind
    title_zh: str
    title_en: str
    by_loan: bool  # its balance is the sum over loans of a sub-ledger column


@dataclass(frozen=True, slots=True)
class Posting:
    """`amount` (positive) leaves `credit` and arrives in `debit`.

    `loan_id` is the sub-ledger dimension; postings aggregated over many loans have none. `product` is for reporting.
    """

    debit: Account
    credit: Account
    amount: Money
    product: str | None = None
    loan_id: UUID | None = None

    def __post_init__(self) -> None:
        if self.amount.minor <= 0:
            raise ValueError(f"a posting moves a positive amount, not {self.amount}")
        if self.debit is self.credit:
            raise ValueError(f"a posting moves money between two accounts, not within {self.debit}")


@dataclass(frozen=True, slots=True)
class Entry:
    """All postings of one command: which event of which subject caused them.

    `source` is the event's name (``servicing.RepaymentReceived``), `subject_id` the aggregate it happened to.
    """

    source: str
    subject_id: UUID
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """Turnover of an account up to and including a date; `balance` is signed towards its normal side."""

    title: AccountTitle
    debited: Money
    credited: Money

    @property
    def net_debit(self) -> Money:
        """Debits less credits."""
        return self.debited - self.credited

    @property
    def balance(self) -> Money:
        """What a reader of the balance sheet calls the balance."""
        return self.net_debit if self.title.kind.side is Side.DEBIT else -self.net_debit


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Every account of the chart as of the end of a business date."""

    as_of: date
    lines: tuple[AccountBalance, ...]
    debit_total: Money
    credit_total: Money

    @property
    def balanced(self) -> bool:
        """Whether both columns add up to the same."""
        return self.debit_total == self.credit_total
