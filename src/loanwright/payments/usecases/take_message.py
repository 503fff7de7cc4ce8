"""Take one message of the bank."""

from __future__ import annotations

from uuid import UUID

import structlog

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments import rules
from loanwright.payments.events import FundsReceived, StatementReceived, UnorderedDebit
from loanwright.payments.model import (
    BankWord,
    Direction,
    Entry,
    Hearsay,
    OrderNews,
    PaymentOrder,
    Reading,
    Receipt,
    Statement,
)
from loanwright.payments.rails.rail import MessageNotReadable, Rail
from loanwright.payments.repository import bank, orders, requests
from loanwright.payments.usecases.hear_bank import hear_bank
from loanwright.payments.usecases.order_payment import SEND_ORDER, OrderDue

log = structlog.get_logger()


def take_message(uow: UnitOfWork, document: bytes) -> None:
    """Store the message and let everything in it take effect; the same message again does nothing.

    A message nobody can read is stored as such, for people; it does not hold up the others.
    """
    reading = _read(uow, document)
    message_id = bank.keep_message(uow, document, reading)
    if message_id is None or reading is None:
        return
    for news in reading.news:
        _take_news(uow, news)
    for entry in reading.entries:
        _take_entry(uow, entry, message_id)
    for statement in reading.statements:
        _take_statement(uow, statement, message_id)
    uow.audit("payments.take_message", "bank_message", message_id, kind=reading.kind, warnings=len(reading.warnings))


def _read(uow: UnitOfWork, document: bytes) -> Reading | None:
    try:
        return uow.adapter(Rail).read(document)
    except MessageNotReadable:
        log.error("payments.message_not_readable", message_id=str(bank.message_id_of(document)))
        return None


def _take_news(uow: UnitOfWork, news: OrderNews) -> None:
    order = _order(uow, news.end_to_end_id)
    if order is None:
        log.warning("payments.news_of_unknown_order", word=news.hearsay.word)
    elif news.hearsay.word is BankWord.DUPLICATE:
        uow.enqueue(SEND_ORDER, OrderDue(order_id=order.id))
    else:
        hear_bank(uow, order, news.hearsay)


def _take_entry(uow: UnitOfWork, entry: Entry, message_id: UUID) -> None:
    if not bank.claim_entry(uow, entry, message_id):
        return
    order = _order(uow, entry.end_to_end_id)
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


def _take_statement(uow: UnitOfWork, statement: Statement, message_id: UUID) -> None:
    account, day = statement.account, statement.day
    known = bank.processed_on(uow, account, day, statement.opening.currency)
    before = bank.statement_before(uow, account, day)
    findings = rules.findings_of(statement, before.closing if before else None, known, day)
    for entry in (entry for entry in statement.entries if entry.bank_reference not in known):
        _take_entry(uow, entry, message_id)
    if bank.keep_statement(uow, statement, findings):
        opening, closing = statement.opening, statement.closing
        uow.publish(
            StatementReceived(account=account, day=day, opening=opening, closing=closing, findings=len(findings))
        )


def _order(uow: UnitOfWork, end_to_end_id: str) -> PaymentOrder | None:
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
            amount=receipt.amount,
            booked_on=receipt.booked_on,
            reference=receipt.reference,
            request_id=receipt.request_id,
            purpose=request.purpose if request else None,
            subject_id=request.subject_id if request else None,
        )
    )
