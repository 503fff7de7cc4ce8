"""Accounts, postings and entries as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from loanwright.kernel.money import Money


class Side(StrEnum):
    """The column of a T-account in which a balance normally stands."""

    DEBIT = "debit"
    CREDIT = "credit"

    @property
    def other(self) -> Side:
        """The opposite column."""
        return Side.CREDIT if self is Side.DEBIT else Side.DEBIT


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

    @property
    def is_profit_or_loss(self) -> bool:
        """Whether its balances are transferred to equity at the end of a year."""
        return self in (AccountKind.INCOME, AccountKind.EXPENSE)


class Account(StrEnum):
    """The roles that posting rules name. The chart says which account plays each role, for which product."""

    BANK = "bank"
    SETTLEMENT_SUSPENSE = "settlement_suspense"
    LOANS = "loans"
    LOAN_LOSS_ALLOWANCE = "loan_loss_allowance"
    INTEREST_RECEIVABLE = "interest_receivable"
    FEE_RECEIVABLE = "fee_receivable"
    PENALTY_RECEIVABLE = "penalty_receivable"
    CUSTOMER_CREDIT = "customer_credit"
    OPENING_BALANCES = "opening_balances"
    PROFIT_OF_THE_YEAR = "profit_of_the_year"
    RETAINED_EARNINGS = "retained_earnings"
    INTEREST_INCOME = "interest_income"
    FEE_INCOME = "fee_income"
    PENALTY_INCOME = "penalty_income"
    RECOVERY_INCOME = "recovery_income"
    IMPAIRMENT_LOSS = "impairment_loss"
    WAIVERS = "waivers"
    BANK_CHARGES = "bank_charges"
    MEMO_INTEREST = "memo_interest"
    MEMO_WRITTEN_OFF = "memo_written_off"
    MEMO_CONTRA = "memo_contra"

    @property
    def kind(self) -> AccountKind:
        """What an account must be to play this role."""
        return _KINDS[self]


_KINDS = {
    Account.BANK: AccountKind.ASSET,
    Account.SETTLEMENT_SUSPENSE: AccountKind.LIABILITY,
    Account.LOANS: AccountKind.ASSET,
    Account.LOAN_LOSS_ALLOWANCE: AccountKind.ASSET,
    Account.INTEREST_RECEIVABLE: AccountKind.ASSET,
    Account.FEE_RECEIVABLE: AccountKind.ASSET,
    Account.PENALTY_RECEIVABLE: AccountKind.ASSET,
    Account.CUSTOMER_CREDIT: AccountKind.LIABILITY,
    Account.OPENING_BALANCES: AccountKind.EQUITY,
    Account.PROFIT_OF_THE_YEAR: AccountKind.EQUITY,
    Account.RETAINED_EARNINGS: AccountKind.EQUITY,
    Account.INTEREST_INCOME: AccountKind.INCOME,
    Account.FEE_INCOME: AccountKind.INCOME,
    Account.PENALTY_INCOME: AccountKind.INCOME,
    Account.RECOVERY_INCOME: AccountKind.INCOME,
    Account.IMPAIRMENT_LOSS: AccountKind.EXPENSE,
    Account.WAIVERS: AccountKind.EXPENSE,
    Account.BANK_CHARGES: AccountKind.EXPENSE,
    Account.MEMO_INTEREST: AccountKind.MEMO,
    Account.MEMO_WRITTEN_OFF: AccountKind.MEMO,
    Account.MEMO_CONTRA: AccountKind.MEMO,
}

OPEN_TO_JOURNALS = frozenset({Account.BANK, Account.RETAINED_EARNINGS})
"""The only roles whose accounts people may post to by hand; every other one must equal what stands behind it."""


@dataclass(frozen=True, slots=True)
class Posting:
    """`amount` (positive) leaves the account of role `credit` and arrives in that of `debit`.

    `loan_id` is the sub-ledger dimension; postings aggregated over many loans have none. A `product` may have accounts
    of its own.
    """

    debit: Account
    credit: Account
    amount: Money
    product: str | None = None
    loan_id: UUID | None = None

    def __post_init__(self) -> None:
        _check_movement(self.debit, self.credit, self.amount)


@dataclass(frozen=True, slots=True)
class Entry:
    """All postings of one command: which event of which subject caused them.

    `source` is the event's name (``servicing.RepaymentReceived``), `subject_id` the aggregate it happened to;
    `value_on` the day from which it counts, if that is not the day it is posted on.
    """

    source: str
    subject_id: UUID
    postings: tuple[Posting, ...]
    value_on: date | None = None


@dataclass(frozen=True, slots=True)
class CodedPosting:
    """A posting as it is stored: between two accounts by their codes."""

    debit: str
    credit: str
    amount: Money
    product: str | None = None
    loan_id: UUID | None = None

    def __post_init__(self) -> None:
        _check_movement(self.debit, self.credit, self.amount)

    @property
    def mirrored(self) -> CodedPosting:
        """The posting that undoes it."""
        return CodedPosting(self.credit, self.debit, self.amount, self.product, self.loan_id)


@dataclass(frozen=True, slots=True)
class CodedEntry:
    """An entry as it is stored: posted on `business_date`, counting from `value_on`."""

    source: str
    subject_id: UUID
    postings: tuple[CodedPosting, ...]
    business_date: date
    value_on: date


def _check_movement(debit: str, credit: str, amount: Money) -> None:
    if amount.minor <= 0:
        raise ValueError(f"a posting moves a positive amount, not {amount}")
    if debit == credit:
        raise ValueError(f"a posting moves money between two accounts, not within {debit}")
