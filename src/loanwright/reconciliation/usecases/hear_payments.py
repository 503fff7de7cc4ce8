"""What payments tells becomes items of the books: each once, in whatever order it is heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Money
from loanwright.payments.api import OrderState, PaymentOrder, own_account, payment_order_of, receipt
from loanwright.payments.events import FundsReceived, PaymentRequested, PaymentReturned, UnorderedDebit
from loanwright.reconciliation.desk import Item, ItemKind, ItemState, Said, Side
from loanwright.reconciliation.repository import items

_HAS_LEFT = frozenset({OrderState.SETTLED, OrderState.RETURNED})


def follow_order(uow: UnitOfWork, order_id: UUID) -> None:
    """Keep the item of a payment order as the order stands now."""
    items.hold_desk(uow)
    order, known = payment_order_of(uow, order_id), items.item_of_source(uow, order_id, ItemKind.ORDER)
    item = _of_order(uow, order) if known is None else known
    if order.state in _HAS_LEFT and not item.is_moved:
        day = order.settled_on or uow.business_date
        item = replace(item, is_moved=True, booked_on=day, counted_on=uow.business_date)
    if order.bank_reference and not item.bank_reference:
        item = replace(item, bank_reference=order.bank_reference)
    if order.state is OrderState.REJECTED and item.state is ItemState.OPEN:
        item = replace(item, state=ItemState.VOID)
    _keep(uow, item, known)
    uow.audit("reconciliation.follow_order", "payment_order", order_id, state=order.state.value)


def hear_return(uow: UnitOfWork, event: PaymentReturned) -> None:
    """Money of ours that came back."""
    items.hold_desk(uow)
    known = items.item_of_source(uow, event.order_id, ItemKind.RETURN)
    if known is None:
        whole = _of_order(uow, payment_order_of(uow, event.order_id))
        moved = replace(whole, kind=ItemKind.RETURN, amount=event.amount, is_moved=True)
        _keep(uow, replace(moved, booked_on=event.returned_on, bank_reference=event.bank_reference), None)
    uow.audit("reconciliation.hear_return", "payment_order", event.order_id)


def hear_request(uow: UnitOfWork, event: PaymentRequested) -> None:
    """Money may come."""
    items.hold_desk(uow)
    if items.item_of_source(uow, event.request_id, ItemKind.REQUEST) is None:
        item = _new(uow, ItemKind.REQUEST, event.request_id, event.requested_on)
        item = replace(item, account=event.account, amount=event.amount, reference=event.reference)
        _keep(uow, item, None)
    uow.audit("reconciliation.hear_request", "payment_request", event.request_id)


def hear_receipt(uow: UnitOfWork, event: FundsReceived) -> None:
    """Money has come: the request it answers, if it answers it whole, is that money; any other request hopes on."""
    items.hold_desk(uow)
    known = items.item_of_source(uow, event.receipt_id, ItemKind.RECEIPT)
    if known is None:
        request = items.item_of_source(uow, event.request_id, ItemKind.REQUEST) if event.request_id else None
        is_answer = request is not None and request.amount == event.amount and request.state is not ItemState.VOID
        hoped = request if is_answer else None
        _keep(uow, _of_receipt(uow, event, hoped), hoped)
    uow.audit("reconciliation.hear_receipt", "payment_receipt", event.receipt_id)


def hear_debit(uow: UnitOfWork, event: UnorderedDebit) -> None:
    """Money was taken that nobody ordered."""
    items.hold_desk(uow)
    item = _new(uow, ItemKind.DEBIT, uow.new_id(), event.booked_on)
    _keep(uow, replace(item, amount=-event.amount, is_moved=True, bank_reference=event.bank_reference), None)
    uow.audit("reconciliation.hear_debit", "reconciliation_item", item.id)


def _keep(uow: UnitOfWork, item: Item, known: Item | None) -> None:
    if known is None:
        items.add_items(uow, [item])
    elif item != known:
        items.save_item(uow, item)


def _of_order(uow: UnitOfWork, order: PaymentOrder) -> Item:
    item = _new(uow, ItemKind.ORDER, order.id, order.execute_on)
    said = Said(order.beneficiary.name, order.beneficiary.account, order.text)
    return replace(item, amount=-order.amount, said=said, end_to_end_id=order.end_to_end_id)


def _of_receipt(uow: UnitOfWork, event: FundsReceived, hoped: Item | None) -> Item:
    item = hoped or _new(uow, ItemKind.RECEIPT, event.receipt_id, event.booked_on)
    told = receipt(uow, event.receipt_id)
    return replace(
        item,
        kind=ItemKind.RECEIPT,
        source_id=event.receipt_id,
        booked_on=event.booked_on,
        counted_on=uow.business_date,
        amount=event.amount,
        is_moved=True,
        reference=event.reference,
        bank_reference=event.bank_reference,
        said=Said(told.payer_name, told.payer_account, told.text) if told else Said(),
    )


def _new(uow: UnitOfWork, kind: ItemKind, source_id: UUID, day: date) -> Item:
    return Item(
        id=uow.new_id(),
        side=Side.BOOKS,
        kind=kind,
        account=own_account(uow),
        source_id=source_id,
        seq=0,
        booked_on=day,
        counted_on=uow.business_date,
        amount=Money.zero(uow.currency),
        said=Said(),
        is_moved=False,
    )
