"""A loan account as stored: its place in the process, its figures as last posted, and how interest grows from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from loanwright.engine.api import (
    AccountState,
    DayCount,
    Event,
    Growth,
    LineTerms,
    LoanTerms,
    NonAccrual,
    replay,
    replay_line,
)
from loanwright.kernel.calendar import BusinessCalendar
from loanwright.kernel.money import Money

RANGE_SIZE = 10_000
"""Loans per book range, the unit of work of the close."""

ACCRUED_IN_SQL = (
    DayCount.THIRTY_360,
    DayCount.THIRTY_E_360,
    DayCount.ACT_360,
    DayCount.ACT_364,
    DayCount.ACT_365,
)
"""Day counts that the close computes in SQL; a loan with another one is rewritten by the engine every day."""

REFERENCE_PREFIX = "LW"
"""A loan's own payment reference begins with it."""

REMINDER_DAYS = 3
"""How many days before its due date an installment is announced."""


class LoanStatus(StrEnum):
    """Where a loan is between contract and settlement."""

    PENDING = "pending"  # opened, nothing ordered
    DISBURSING = "disbursing"  # ordered, the bank has not answered
    DISBURSEMENT_REJECTED = "disbursement_rejected"  # the bank refused; staff may order again
    ACTIVE = "active"
    OVERDUE = "overdue"
    SETTLED = "settled"
    WRITTEN_OFF = "written_off"  # given up, by us or the lender it was taken over from; the claim remains
    SOLD = "sold"  # the claim is somebody else's

    @property
    def is_live(self) -> bool:
        """Whether money is out: the loan accrues, and repayments can be allocated."""
        return self in (LoanStatus.ACTIVE, LoanStatus.OVERDUE)


LIVE = tuple(status for status in LoanStatus if status.is_live)


DISBURSEMENT = "disbursement"
"""The purpose of the payment order that pays a loan out."""

DRAW = "draw"
"""The purpose of the payment order that pays out of a line; its subject is the service request."""

REFUND = "refund"
"""The purpose of the payment order that pays credit back; its subject is the service request."""


CLAIM_SALE = "claim_sale"
"""The purpose of the payment request for the price of a loan that is sold."""


class RepaymentKind(StrEnum):
    """What the borrower means to pay; as the purpose of a payment request it comes back with the money."""

    INSTALLMENT = "installment"
    PAYOFF = "payoff"
    AMOUNT = "amount"
    PREPAY_NEXT = "prepay_next"  # pays coming installments, in order
    PREPAY_LAST = "prepay_last"  # pays the last installments, from the end
    PREPAY_LOWER = "prepay_lower"  # repays principal: as many installments, each lower
    PREPAY_SHORTEN = "prepay_shorten"  # repays principal: installments as high, fewer of them


class ReversalKind(StrEnum):
    """Where the money of a reversed repayment is."""

    BOUNCED = "bounced"  # the bank takes it back
    MISALLOCATED = "misallocated"  # it is ours, but for another loan


class SuspenseReason(StrEnum):
    """Why money could not be allocated by itself."""

    UNKNOWN_REFERENCE = "unknown_reference"
    LOAN_NOT_LIVE = "loan_not_live"
    MISALLOCATED = "misallocated"
    BOUNCED = "bounced"
    UNORDERED_DEBIT = "unordered_debit"
    REFUND_WITHOUT_CREDIT = "refund_without_credit"
    CHARGE_BORNE = "charge_borne"  # its debit is awaited


@dataclass(frozen=True, slots=True)
class Posted:
    """A loan's share of the ledger, in minor units: what has been posted for it so far.

    The same running totals as the engine's `Totals`; the columns of `loan` carry these names.
    """

    principal: int = 0
    interest_receivable: int = 0
    fees_receivable: int = 0
    penalties_receivable: int = 0
    credit: int = 0
    interest_income: int = 0
    fee_income: int = 0
    penalty_income: int = 0
    disbursed: int = 0
    received: int = 0
    refunded: int = 0
    waived: int = 0
    taken_over: int = 0
    written_off: int = 0
    recovered: int = 0
    sale_proceeds: int = 0
    sale_loss: int = 0
    memo_interest: int = 0
    memo_written_off: int = 0

    @property
    def money_in(self) -> int:
        """From the borrower, and from whoever bought the claim."""
        return self.received + self.sale_proceeds

    def __sub__(self, before: Posted) -> Posted:
        return Posted(**{name: getattr(self, name) - getattr(before, name) for name in POSTED_FIELDS})

    def __add__(self, more: Posted) -> Posted:
        return Posted(**{name: getattr(self, name) + getattr(more, name) for name in POSTED_FIELDS})


POSTED_FIELDS = tuple(field.name for field in fields(Posted))
LOSSES = POSTED_FIELDS[POSTED_FIELDS.index("written_off") :]
"""Running totals that most loans have nothing of."""


@dataclass(frozen=True, slots=True)
class Loan:
    """One loan account, its row locked or not.

    A revolving `line` is drawn from; `terms` are then the example in its contract, all of it drawn on the first day.
    """

    id: UUID
    number: int
    application_id: UUID | None
    contract_id: UUID | None
    party_id: UUID | None
    external_id: str | None
    reference: str
    product_code: str
    product_version: int
    terms: LoanTerms
    line: LineTerms | None
    status: LoanStatus
    opened_on: date
    disbursed_on: date | None
    settled_on: date | None
    matures_on: date
    last_seq: int
    posted: Posted
    accrued_through: date | None
    growth: Growth
    non_accrual: NonAccrual | None = None

    @property
    def book_range(self) -> int:
        """The block of loans it is closed with."""
        return self.number // RANGE_SIZE

    def replayed(self, events: Sequence[Event], as_of: date, calendar: BusinessCalendar) -> AccountState:
        """The account at the end of a day, whether it has a plan or a line. Raises what the engine refuses."""
        if self.line:
            return replay_line(self.line, events, as_of).account
        return replay(self.terms, events, as_of, calendar)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money the bank has booked for us under one of our references, or none. `id` is the payment domain's receipt."""

    id: UUID
    amount: Money
    booked_on: date
    reference: str
    loan_id: UUID | None  # of the payment request it answers
    kind: RepaymentKind


@dataclass(frozen=True, slots=True)
class SuspenseBooking:
    """To which account of the ledger somebody wants money in suspense booked, and why."""

    account: str
    reason: str
    asked_by: UUID | None
    asked_by_name: str


@dataclass(frozen=True, slots=True)
class SuspenseItem:
    """Money nobody could match yet, or the record of who matched it; `booking` waits for a second person."""

    id: UUID
    amount: Money
    booked_on: date
    reference: str
    reason: SuspenseReason
    received_at: datetime
    loan_id: UUID | None
    allocated_at: datetime | None
    booking: SuspenseBooking | None = None


class SnapshotKind(StrEnum):
    """Which loans a closed day has a row of."""

    FULL = "full"  # every live one
    FIGURES = "figures"  # every live one, but only as it stood that day: closes until migration 0029
    CHANGES = "changes"  # those written since the close before
    DROPPED = "dropped"  # none any more: it was older than an institution keeps them


def is_month_end(day: date) -> bool:
    """Whether the next day belongs to another month."""
    return (day + timedelta(days=1)).day == 1


class ServiceRequestState(StrEnum):
    """How far a service request has come."""

    WAITING = "waiting"  # for a second person
    ORDERED = "ordered"  # the bank has been told to pay
    DONE = "done"
    REJECTED = "rejected"  # by the second person
    WITHDRAWN = "withdrawn"  # by whoever asked
    FAILED = "failed"  # the bank would not pay


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRequest:
    """What somebody wanted done to a loan and why, who agreed, and what became of it.

    `asked_by` and `decided_by` name actors as the audit does; `command` is the command as JSON. `done_on` is the
    business date on which it was carried out, or the bank told to pay; `command_id` the transaction that did it.
    """

    id: UUID
    loan_id: UUID
    party_id: UUID | None
    kind: str
    command: dict[str, object]
    reason: str
    state: ServiceRequestState
    asked_by: str
    asked_at: datetime
    done_on: date | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    decision_reason: str = ""
    command_id: UUID | None = None

    @property
    def asker_id(self) -> UUID:
        """Whose wish it was."""
        return UUID(self.asked_by.partition(":")[2])
