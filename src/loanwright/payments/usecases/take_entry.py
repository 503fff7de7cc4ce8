"""Take one booking on our account, whoever told of it."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments import rules
from loanwright.payments.events import FundsReceived, UnorderedDebit
from loanwright.payments.model import BankWord, Direction, Entry, Hearsay, PaymentOrder, Receipt
from loanwright.payments.repository import bank, orders, requests
from loanwright.payments.usecases.hear_bank import hear_bank


def take_entry(uow: UnitOfWork, entry: Entry, message_id: UUID) -> bool:
    """Let a booking take effect, once; False if it has before, whichever message or statement told of it.

    The caller leaves the audit record. `message_id` is what told of it: a message of the bank, or a statement's file.
    """
    if not bank.claim_entry(uow, entry, message_id):
        return False
    order = order_called(uow, entry.end_to_end_id)
    if order is not None and rules.explains(order, entry, bank.entries_of_order(uow, order)):
        bank.link_entry(uow, entry, order_id=order.id)
        hear_bank(uow, order, _booking_says(entry))
    elif entry.direction is Direction.CREDIT:
        _receive(uow, entry)
    else:
        amount, booked_on = entry.amount, entry.booked_on
        uow.publish(
            UnorderedDebit(
                account=entry.account, bank_reference=entry.bank_reference, amount=amount, booked_on=booked_on
            )
        )
    return True


def order_called(uow: UnitOfWork, end_to_end_id: str) -> PaymentOrder | None:
    """The order of this end-to-end id, locked; None if it is none of ours."""
    try:
        return orders.lock_order(uow, UUID(hex=end_to_end_id))
    except ValueError:  # not one of ours
        return None


def _booking_says(entry: Entry) -> Hearsay:
    word = BankWord.RETURNED if entry.direction is Direction.CREDIT else BankWord.SETTLED
    return Hearsay(word, "booking", entry.booked_on, entry.return_reason, entry.bank_reference)


def _receive(uow: UnitOfWork, entry: Entry) -> None:
    references = rules.references_in(entry.reference, entry.text)
    request = requests.request_with(uow, references)
    receipt = Receipt(
        id=uow.new_id(),
        account=entry.account,
        bank_reference=entry.bank_reference,
        amount=entry.amount,
        booked_on=entry.booked_on,
        reference=request.reference if request else next(iter(references), ""),
        request_id=request.id if request else None,
        payer_name=entry.counterparty,
        payer_account=entry.counterparty_account,
        text=entry.text,
    )
    requests.insert_receipt(uow, receipt)
    bank.link_entry(uow, entry, receipt_id=receipt.id)
    if request:
        requests.add_received(uow, request.id, entry.amount)
    uow.publish(
        FundsReceived(
            receipt_id=receipt.id,
            account=receipt.account,
            bank_reference=receipt.bank_reference,
            amount=receipt.amount,
            booked_on=receipt.booked_on,
            reference=receipt.reference,
            request_id=receipt.request_id,
            purpose=request.purpose if request else None,
            subject_id=request.subject_id if request else None,
        )
    )
