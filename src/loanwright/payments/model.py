"""Orders, requests, receipts and what the bank says, as values; and the states an order can be in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from loanwright.kernel.money import Money


class OrderState(StrEnum):
    """Where an order stands. `UNKNOWN`: it may or may not have reached the bank; only an inquiry can tell."""

    CREATED = "created"
    UNKNOWN = "unknown"
    SENT = "sent"
    ACCEPTED = "accepted"
    SETTLED = "settled"
    REJECTED = "rejected"
    RETURNED = "returned"

    @property
    def is_live(self) -> bool:
        """Whether money has moved or still may: nobody may order the same payment again."""
        return self not in (OrderState.REJECTED, OrderState.RETURNED)


IN_FLIGHT = frozenset({OrderState.CREATED, OrderState.UNKNOWN, OrderState.SENT, OrderState.ACCEPTED})
"""States in which the last word has not been spoken."""


class BankWord(StrEnum):
    """What the bank can say about an order, whatever message it says it in."""

    TAKEN = "taken"  # the message has arrived
    ACCEPTED = "accepted"  # it will be executed
    SETTLED = "settled"  # our account has been debited
    REJECTED = "rejected"
    RETURNED = "returned"  # our account has been credited again
    DUPLICATE = "duplicate"  # this end-to-end id is known already; says nothing about what became of it
    NEVER_HEARD = "never_heard"  # no such end-to-end id


class NextStep(StrEnum):
    """What to do about an order now."""

    SEND = "send"
    INQUIRE = "inquire"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """Who is paid, in plain text: for the bank only."""

    name: str
    account: str
    bank: str


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """One amount to one beneficiary. `attempts` counts how often it was sent or asked after."""

    id: UUID
    purpose: str
    subject_id: UUID
    amount: Money
    beneficiary: Beneficiary
    text: str
    execute_on: date
    ordered_at: datetime
    state: OrderState
    changed_at: datetime
    attempts: int = 0
    settled_on: date | None = None
    bank_reference: str = ""
    reason: str = ""

    @property
    def end_to_end_id(self) -> str:
        """The id the bank knows it by, 32 hexadecimal digits, the same however often it is sent."""
        return self.id.hex


@dataclass(frozen=True, slots=True)
class OrderStep:
    """A state an order reached, and who said so."""

    seq: int
    state: OrderState
    at: datetime
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Hearsay:
    """The bank's word about an order, with what comes with it. `source` is the kind of message."""

    word: BankWord
    source: str
    on: date | None = None
    reason: str = ""
    bank_reference: str = ""


class RequestState(StrEnum):
    """Whether what we asked for has come in."""

    OPEN = "open"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """Our asking a borrower for money: how to pay, and how much has come."""

    id: UUID
    purpose: str
    subject_id: UUID
    party_id: UUID | None
    reference: str
    amount: Money
    received: Money
    state: RequestState
    payee_name: str
    payee_account: str
    pay_url: str
    requested_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came in, with its payer in plain text: mask it before it is shown."""

    id: UUID
    account: str
    bank_reference: str
    amount: Money
    booked_on: date
    reference: str
    request_id: UUID | None
    payer_name: str
    payer_account: str
    text: str


@dataclass(frozen=True, slots=True)
class BankStatement:
    """A day of our account as the bank closed it, and what does not add up."""

    account: str
    day: date
    statement_id: str
    opening: Money
    closing: Money
    entries: int
    findings: tuple[str, ...]
    received_at: datetime


class Direction(StrEnum):
    """As our account sees it."""

    CREDIT = "credit"
    DEBIT = "debit"


@dataclass(frozen=True, slots=True)
class Entry:
    """One booking on our account. `return_reason` is set where it takes back an earlier one."""

    account: str
    bank_reference: str
    direction: Direction
    amount: Money
    booked_on: date
    value_on: date
    end_to_end_id: str
    reference: str
    text: str
    counterparty: str
    counterparty_account: str
    return_reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One day of one account."""

    account: str
    statement_id: str
    day: date
    opening: Money
    closing: Money
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class OrderNews:
    """A word about the order with this end-to-end id."""

    end_to_end_id: str
    hearsay: Hearsay


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a message says. `warnings` name what is odd or had to be left out."""

    kind: str
    news: tuple[OrderNews, ...] = ()
    entries: tuple[Entry, ...] = ()
    statements: tuple[Statement, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BankMessage:
    """A message as it arrived, and where to go on from."""

    cursor: int
    document: bytes
