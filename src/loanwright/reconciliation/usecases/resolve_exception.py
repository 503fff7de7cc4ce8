"""End an exception: book what the books lack, take a charge as an expense, or explain why nothing is to be booked."""

from __future__ import annotations

from uuid import UUID

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments.api import Direction, Entry, own_account, take_entry
from loanwright.reconciliation.desk import (
    ExceptionCase,
    ExceptionNotBookable,
    ExceptionResolvesItself,
    Item,
    ItemState,
    Resolution,
    Side,
)
from loanwright.reconciliation.repository import exceptions, items, statements
from loanwright.servicing.api import bear_charge


def resolve_exception(uow: UnitOfWork, case_id: UUID, resolution: Resolution, note: str) -> None:
    """Carry out what a person has decided.

    Booking goes the way of every booking of the bank, through `payments`, which takes each only once whoever tells of
    it: to the loan it names, or to suspense. What was booked comes back to the desk and is matched there.

    Raises:
        ExceptionNotFound, ExceptionResolvedBefore, ExceptionNotBookable, ExceptionResolvesItself
    """
    items.hold_desk(uow)
    case = exceptions.lock_open(uow, case_id)
    entry_id = _carry_out(uow, case, resolution)
    exceptions.resolve(uow, [case_id], resolution, note, entry_id)
    uow.audit("reconciliation.resolve_exception", "reconciliation_exception", case_id, resolution=resolution.value)


def _carry_out(uow: UnitOfWork, case: ExceptionCase, resolution: Resolution) -> UUID | None:
    match resolution:
        case Resolution.BOOKED:
            _book(uow, _bookable(uow, case))
            return None
        case Resolution.CHARGED:
            return _charge(uow, _bookable(uow, case))
        case Resolution.EXPLAINED:
            _explain(uow, case)
            return None
        case Resolution.MATCHED:
            raise ExceptionResolvesItself


def _bookable(uow: UnitOfWork, case: ExceptionCase) -> Item:
    """The entry, if the books may take it on the word of this statement alone."""
    found = items.items_by_id(uow, [case.item_id]) if case.item_id else []
    for item in found:
        whole = item.side is Side.BANK and item.parent_id is None and item.bank_reference
        if whole and item.account == own_account(uow) and item.amount.currency is uow.currency:
            return item
    raise ExceptionNotBookable


def _book(uow: UnitOfWork, item: Item) -> None:
    told = Entry(
        account=item.account,
        bank_reference=item.bank_reference[:70],
        direction=Direction.CREDIT if item.amount.minor > 0 else Direction.DEBIT,
        amount=item.amount if item.amount.minor > 0 else -item.amount,
        booked_on=item.booked_on,
        value_on=item.booked_on,
        end_to_end_id=item.end_to_end_id,
        reference=item.reference,
        text=item.said.text,
        counterparty=item.said.party,
        counterparty_account=item.said.party_account,
        return_reason="",
    )
    if not take_entry(uow, told, statements.file_of_statement(uow, item.source_id)):
        raise ExceptionNotBookable


def _charge(uow: UnitOfWork, item: Item) -> UUID | None:
    if item.amount.minor > 0:
        raise ExceptionNotBookable
    _book(uow, item)
    return bear_charge(uow, item.id, -item.amount, item.booked_on, item.bank_reference)


def _explain(uow: UnitOfWork, case: ExceptionCase) -> None:
    if case.item_id and items.items_by_id(uow, [case.item_id])[0].state is ItemState.OPEN:
        items.set_state(uow, [case.item_id], ItemState.EXPLAINED)
