"""Transfers people make themselves: on the payment page, or through a program acting for them."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.bank.accounts import check_payer, find, find_or_open
from sandbox.bank.book import Booking, Movement, book, find_booking
from sandbox.bank.outbox import notify
from sandbox.bank.reasons import BankRefuses, Reason
from sandbox.world import World


@dataclass(frozen=True)
class Transfer:
    """What the person confirms; amount in fen. The same `transfer_id` moves money once."""

    transfer_id: str
    from_account: str
    from_name: str
    to_account: str
    amount: int
    reference: str
    text: str


def execute_transfer(world: World, transfer: Transfer) -> Booking:
    """Move the money, or return the booking it already made.

    Raises:
        BankRefuses: unknown payee, closed or blocked account, insufficient funds.
    """
    query = "SELECT booking_id FROM bank_transfer WHERE transfer_id = ?"
    known = world.store.row(query, transfer.transfer_id)
    done = find_booking(world, known["booking_id"]) if known else None
    return done or _execute(world, transfer)


def _execute(world: World, transfer: Transfer) -> Booking:
    with world.store.transaction():
        payer = find_or_open(world, transfer.from_account, transfer.from_name)
        check_payer(payer, transfer.amount)
        if find(world, transfer.to_account) is None:
            raise BankRefuses(Reason.INCORRECT_ACCOUNT)
        booking = book(world, _movement(transfer))
        world.store.write("INSERT INTO bank_transfer VALUES (?, ?)", transfer.transfer_id, booking.id)
        notify(world, booking)
    return booking


def _movement(transfer: Transfer) -> Movement:
    return Movement(
        debit_account=transfer.from_account,
        credit_account=transfer.to_account,
        amount=transfer.amount,
        end_to_end_id="NOTPROVIDED",
        reference=transfer.reference,
        text=transfer.text,
    )
