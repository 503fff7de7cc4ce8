"""What servicing tells the rest."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from loanwright.infra.events import Event
from loanwright.infra.wire import Amount


class LoanDisbursed(Event):
    """The bank says the money has been paid out; the loan is active."""

    loan_id: UUID
    application_id: UUID | None
    party_id: UUID | None
    amount: Amount
    on: date


class DisbursementRejected(Event):
    """The bank refused to pay out; staff may correct the account and order again."""

    loan_id: UUID
    application_id: UUID | None
    party_id: UUID | None
    reason: str


class RepaymentReceived(Event):
    """Money was allocated to a loan."""

    loan_id: UUID
    party_id: UUID | None
    amount: Amount
    on: date


class LoanOverdue(Event):
    """A loan that was up to date has something unpaid since `since`."""

    loan_id: UUID
    party_id: UUID | None
    amount: Amount
    since: date


class LoanSettled(Event):
    """Nothing is left to pay, to the cent."""

    loan_id: UUID
    application_id: UUID | None
    contract_id: UUID | None
    party_id: UUID | None
    disbursed_on: date
    on: date
    received_total: Amount


class DayClosed(Event):
    """The business date has moved on from `business_date`."""

    business_date: date
    opened: date
