"""What the bank has done, for those who keep the books. No personal data: ask `api.receipt` for the payer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from loanwright.infra.events import Event
from loanwright.infra.wire import Amount


class PaymentOrdered(Event):
    """We mean to pay: the bank is expected to take this amount from our account, on `execute_on` or after."""

    order_id: UUID
    amount: Amount
    execute_on: date


class PaymentRequested(Event):
    """We have asked for money: from now on it may come, under this reference, whole or in parts, or never."""

    request_id: UUID
    account: str
    reference: str
    amount: Amount
    requested_on: date


class PaymentSettled(Event):
    """The bank has taken the money from our account for the beneficiary. Told once per order."""

    order_id: UUID
    purpose: str
    subject_id: UUID
    amount: Amount
    settled_on: date
    bank_reference: str = ""


class PaymentRejected(Event):
    """The bank will not pay; nothing has moved. `reason` is its ISO 20022 code. A new order may be given."""

    order_id: UUID
    purpose: str
    subject_id: UUID
    amount: Amount
    reason: str


class PaymentReturned(Event):
    """Paid money has come back whole; `PaymentSettled` is always told, too. A new order may be given.

    The two are separate messages and may be heard in either order: whoever needs the settlement first raises, and is
    told again.
    """

    order_id: UUID
    purpose: str
    subject_id: UUID
    amount: Amount
    returned_on: date
    reason: str
    bank_reference: str = ""


class FundsReceived(Event):
    """Money has come in on our account. Told once per booking at the bank, whose name for it is `bank_reference`.

    `reference` is the payment reference found in it, or empty; when it is one we gave out, `request_id`, `purpose` and
    `subject_id` say for what.
    """

    receipt_id: UUID
    account: str
    bank_reference: str = ""
    amount: Amount
    booked_on: date
    reference: str
    request_id: UUID | None
    purpose: str | None
    subject_id: UUID | None


class UnorderedDebit(Event):
    """The bank has taken money that no order of ours explains (a charge, a correction, an error)."""

    account: str
    bank_reference: str
    amount: Amount
    booked_on: date


class StatementReceived(Event):
    """The bank has closed a day of our account. `findings` counts what does not add up; see the statement.

    `message_id` is the message it came in: see `api.bank_document`.
    """

    message_id: UUID | None = None
    account: str
    day: date
    opening: Amount
    closing: Amount
    findings: int
