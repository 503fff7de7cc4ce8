"""Take one message of the bank."""

from __future__ import annotations

from uuid import UUID

import structlog

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments import rules
from loanwright.payments.events import StatementReceived
from loanwright.payments.model import BankWord, OrderNews, Reading, Statement
from loanwright.payments.rails.rail import MessageNotReadable, Rail
from loanwright.payments.repository import bank
from loanwright.payments.usecases.hear_bank import hear_bank
from loanwright.payments.usecases.order_payment import SEND_ORDER, OrderDue
from loanwright.payments.usecases.take_entry import order_called, take_entry

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
        take_entry(uow, entry, message_id)
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
    order = order_called(uow, news.end_to_end_id)
    if order is None:
        log.warning("payments.news_of_unknown_order", word=news.hearsay.word)
    elif news.hearsay.word is BankWord.DUPLICATE:
        uow.enqueue(SEND_ORDER, OrderDue(order_id=order.id))
    else:
        hear_bank(uow, order, news.hearsay)


def _take_statement(uow: UnitOfWork, statement: Statement, message_id: UUID) -> None:
    account, day = statement.account, statement.day
    known = bank.processed_on(uow, account, day, statement.opening.currency)
    before = bank.statement_before(uow, account, day)
    findings = rules.findings_of(statement, before.closing if before else None, known, day)
    for entry in (entry for entry in statement.entries if entry.bank_reference not in known):
        take_entry(uow, entry, message_id)
    if bank.keep_statement(uow, statement, findings):
        opening, closing = statement.opening, statement.closing
        told = {"message_id": message_id, "account": account, "day": day, "findings": len(findings)}
        uow.publish(StatementReceived(**told, opening=opening, closing=closing))
