"""The bank's program interface: messages in and out, status inquiry, balances, people's transfers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, Field

from sandbox.bank.accounts import find
from sandbox.bank.book import Booking
from sandbox.bank.days import catch_up
from sandbox.bank.documents import CURRENCY, major
from sandbox.bank.instructions import NotAPaymentMessage
from sandbox.bank.orders import find_order, status_of, take_message
from sandbox.bank.outbox import messages_after
from sandbox.bank.reasons import BankRefuses
from sandbox.bank.transfers import Transfer, execute_transfer
from sandbox.world import WorldDep

router = APIRouter(prefix="/bank/v1", tags=["bank"])

AmountText = Annotated[str, Field(pattern=r"^\d{1,12}(\.\d{1,2})?$", examples=["652.53"])]


class MessageTaken(BaseModel):
    """The bank has the message; what became of it follows as pain.002."""

    message_id: str
    duplicate: bool


class MessageOut(BaseModel):
    """One document for the customer; ask for the next ones with its cursor."""

    cursor: int
    kind: str
    document: str


class MessagePage(BaseModel):
    """Documents after a cursor, oldest first; `next_cursor` is where to go on."""

    messages: list[MessageOut]
    next_cursor: int


class PaymentStatus(BaseModel):
    """What became of a payment: PDNG, ACCP, ACSC, RJCT, or RTND when the payee's bank sent it back."""

    end_to_end_id: str
    status: str
    reason: str
    amount: str
    currency: str
    bank_reference: str


class AccountView(BaseModel):
    """An account and what is on it."""

    number: str
    holder: str
    balance: str
    currency: str


class TransferRequest(BaseModel):
    """A person's transfer. With a `transfer_id`, repeating the request moves money only once."""

    transfer_id: str = Field(default_factory=lambda: uuid4().hex, max_length=64)
    from_account: str = Field(max_length=34)
    from_name: str = Field(default="客户", min_length=1, max_length=140)
    to_account: str = Field(max_length=34)
    amount: AmountText
    reference: str = Field(default="", max_length=35)
    text: str = Field(default="", max_length=140)


class BookingView(BaseModel):
    """A booking in the bank's book."""

    bank_reference: str
    booked_on: str
    debit_account: str
    credit_account: str
    amount: str
    currency: str
    end_to_end_id: str
    reference: str
    text: str
    returned_for: str


@router.post("/messages", status_code=202)
async def take(request: Request, world: WorldDep) -> MessageTaken:
    """Take a pain.001.001.09 document as the request's body."""
    document = await request.body()
    catch_up(world)
    try:
        receipt = take_message(world, document)
    except NotAPaymentMessage as refusal:
        raise HTTPException(422, {"reason": "FF01", "errors": refusal.errors}) from None
    except BankRefuses as refusal:
        raise HTTPException(409, {"reason": refusal.reason}) from None
    return MessageTaken(message_id=receipt.message_id, duplicate=receipt.duplicate)


@router.get("/messages")
async def list_messages(
    world: WorldDep, after: int = 0, limit: Annotated[int, Query(ge=1, le=1000)] = 200
) -> MessagePage:
    """The documents released after a cursor."""
    catch_up(world)
    found = messages_after(world, after, limit)
    messages = [MessageOut(cursor=item.cursor, kind=item.kind, document=item.document) for item in found]
    return MessagePage(messages=messages, next_cursor=found[-1].cursor if found else after)


@router.get("/payments/{end_to_end_id}")
async def inquire(world: WorldDep, end_to_end_id: str) -> PaymentStatus:
    """What became of a payment; 404 if the bank has never seen it."""
    order = find_order(world, end_to_end_id)
    if order is None:
        raise HTTPException(404, {"reason": "unknown_end_to_end_id"})
    status = status_of(order)
    return PaymentStatus(
        end_to_end_id=end_to_end_id,
        status=status.status,
        reason=status.reason,
        amount=major(order["amount"]),
        currency=CURRENCY,
        bank_reference=status.bank_reference,
    )


@router.get("/accounts/{number}")
async def show_account(world: WorldDep, number: str) -> AccountView:
    """An account's balance now."""
    account = find(world, number)
    if account is None:
        raise HTTPException(404, {"reason": "unknown_account"})
    return AccountView(number=number, holder=account.holder, balance=major(account.balance), currency=CURRENCY)


@router.post("/transfers", status_code=201)
async def transfer(world: WorldDep, body: TransferRequest) -> BookingView:
    """Move a person's money at once, as they would on the payment page."""
    catch_up(world)
    try:
        return view_of(execute_transfer(world, to_transfer(body)))
    except BankRefuses as refusal:
        raise HTTPException(422, {"reason": refusal.reason}) from None


def to_transfer(body: TransferRequest) -> Transfer:
    """The request with its amount in fen."""
    return Transfer(
        transfer_id=body.transfer_id,
        from_account=body.from_account,
        from_name=body.from_name,
        to_account=body.to_account,
        amount=int(Decimal(body.amount).scaleb(2)),
        reference=body.reference,
        text=body.text,
    )


def view_of(booking: Booking) -> BookingView:
    """A booking as JSON."""
    movement = booking.movement
    return BookingView(
        bank_reference=booking.bank_reference,
        booked_on=booking.booked_on.isoformat(),
        debit_account=movement.debit_account,
        credit_account=movement.credit_account,
        amount=major(movement.amount),
        currency=CURRENCY,
        end_to_end_id=movement.end_to_end_id,
        reference=movement.reference,
        text=movement.text,
        returned_for=movement.returned_for,
    )
