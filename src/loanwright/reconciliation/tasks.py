"""What reconciliation does when it hears from payments, and by the clock."""

from __future__ import annotations

from loanwright.infra.tasks import TaskSet, Work
from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments.api import bank_document
from loanwright.payments.events import (
    FundsReceived,
    PaymentOrdered,
    PaymentRejected,
    PaymentRequested,
    PaymentReturned,
    PaymentSettled,
    StatementReceived,
    UnorderedDebit,
)
from loanwright.reconciliation.usecases import hear_payments
from loanwright.reconciliation.usecases.import_statements import import_statements
from loanwright.reconciliation.usecases.match_items import DeskChanged, match_items

tasks = TaskSet("reconciliation")


@tasks.on(PaymentOrdered)
def expect_order(uow: UnitOfWork, event: PaymentOrdered) -> None:
    """The bank is to take money."""
    hear_payments.follow_order(uow, event.order_id)


@tasks.on(PaymentSettled)
def note_settlement(uow: UnitOfWork, event: PaymentSettled) -> None:
    """It has."""
    hear_payments.follow_order(uow, event.order_id)


@tasks.on(PaymentRejected)
def note_rejection(uow: UnitOfWork, event: PaymentRejected) -> None:
    """It never will."""
    hear_payments.follow_order(uow, event.order_id)


@tasks.on(PaymentReturned)
def expect_return(uow: UnitOfWork, event: PaymentReturned) -> None:
    """It has, and the money is back."""
    hear_payments.hear_return(uow, event)


@tasks.on(PaymentRequested)
def expect_request(uow: UnitOfWork, event: PaymentRequested) -> None:
    """Money may come."""
    hear_payments.hear_request(uow, event)


@tasks.on(FundsReceived)
def expect_receipt(uow: UnitOfWork, event: FundsReceived) -> None:
    """Money has come."""
    hear_payments.hear_receipt(uow, event)


@tasks.on(UnorderedDebit)
def expect_debit(uow: UnitOfWork, event: UnorderedDebit) -> None:
    """Money was taken unasked."""
    hear_payments.hear_debit(uow, event)


@tasks.on(StatementReceived)
def import_bank_statement(uow: UnitOfWork, event: StatementReceived) -> None:
    """The bank's own statement is imported like any file: as a proof of what its messages said."""
    document = bank_document(uow, event.message_id) if event.message_id else None
    if document is not None:
        import_statements(uow, document, f"{event.day}.{event.account}.camt.053.xml")


@tasks.task(DeskChanged)
def match_desk(uow: UnitOfWork, _: DeskChanged) -> None:
    """Something was imported."""
    match_items(uow)


@tasks.every("*/15 * * * *")
def match_by_clock(work: Work) -> None:
    """What the books have heard since may be what the bank told before."""
    with work.begin() as uow:
        match_items(uow)
