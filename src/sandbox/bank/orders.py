"""Payment orders: taken once, executed once, answered with what became of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from sqlite3 import Row

from sandbox.bank.accounts import Standing, check_payee, check_payer, find, find_or_open
from sandbox.bank.book import Booking, Movement, book
from sandbox.bank.documents import CURRENCY, PAIN_002, OrderStatus, message_rejection, status_report
from sandbox.bank.instructions import Instruction, PaymentMessage, read_payment_message
from sandbox.bank.outbox import notify, send
from sandbox.bank.reasons import BankRefuses, Reason
from sandbox.faults import FaultKind, Provider
from sandbox.world import World

PENDING, ACCEPTED, SETTLED, REJECTED, RETURNED = "PDNG", "ACCP", "ACSC", "RJCT", "RTND"


@dataclass(frozen=True)
class Receipt:
    """The immediate answer to a message: taken, or already known and therefore not taken again."""

    message_id: str
    duplicate: bool


def take_message(world: World, document: bytes) -> Receipt:
    """Take a pain.001 and execute what is due; the same message again changes nothing.

    Raises:
        NotAPaymentMessage: not valid.
        BankRefuses: a known message id with other content (DU01).
    """
    message, digest = read_payment_message(document), hashlib.sha256(document).hexdigest()
    known = world.store.row("SELECT sha256 FROM bank_message WHERE message_id = ?", message.message_id)
    if known is not None and known["sha256"] != digest:
        raise BankRefuses(Reason.DUPLICATE_MESSAGE_ID)
    if known is None:
        with world.store.transaction():
            world.store.write("INSERT INTO bank_message VALUES (?, ?)", message.message_id, digest)
            _work_through(world, message)
    return Receipt(message.message_id, known is not None)


def find_order(world: World, end_to_end_id: str) -> Row | None:
    """The order with this end-to-end id."""
    return world.store.row("SELECT * FROM bank_order WHERE end_to_end_id = ?", end_to_end_id)


def execute_due(world: World) -> None:
    """Execute the orders that waited for their day."""
    today = world.clock.today.isoformat()
    query = "SELECT * FROM bank_order WHERE status = ? AND execute_on <= ? ORDER BY end_to_end_id"
    for order in world.store.rows(query, PENDING, today):
        _execute(world, order)


def _work_through(world: World, message: PaymentMessage) -> None:
    if not message.adds_up:
        report_id = f"S{message.message_id}"[:35]
        document = message_rejection(report_id, world.clock.now, message.message_id, Reason.INVALID_CONTROL_SUM)
        return send(world, PAIN_002, document)
    for instruction in message.instructions:
        _take(world, message.message_id, instruction)


def _take(world: World, message_id: str, instruction: Instruction) -> None:
    if find_order(world, instruction.end_to_end_id) is not None:
        return _report_duplicate(world, message_id, instruction)
    _insert(world, message_id, instruction)
    order = _order(world, instruction.end_to_end_id)
    if not _is_payable(instruction):
        return _reject(world, order, Reason.NOT_ALLOWED_CURRENCY)
    if instruction.execute_on > world.clock.today:
        return _report(world, order["end_to_end_id"])
    _execute(world, order)


def _execute(world: World, order: Row) -> None:
    try:
        _check(world, order)
    except BankRefuses as refusal:
        return _reject(world, order, refusal.reason)
    end_to_end_id = order["end_to_end_id"]
    _set_status(world, end_to_end_id, ACCEPTED)
    _report(world, end_to_end_id)
    accounts = order["debtor_account"], order["creditor_account"]
    booking = book(world, Movement(*accounts, order["amount"], end_to_end_id, text=order["text"]))
    _set_status(world, end_to_end_id, SETTLED, booking_id=booking.id)
    notify(world, booking)
    _report(world, end_to_end_id)
    _return_if_refused(world, order, booking)


def _check(world: World, order: Row) -> None:
    planted = world.faults.in_business(Provider.BANK, FaultKind.REJECT)
    if planted is not None:
        raise BankRefuses(planted.reason or Reason.BLOCKED_ACCOUNT)
    check_payer(find(world, order["debtor_account"]), order["amount"])
    check_payee(find_or_open(world, order["creditor_account"], order["creditor"]), order["creditor"])


def _return_if_refused(world: World, order: Row, booking: Booking) -> None:
    planted = world.faults.in_business(Provider.BANK, FaultKind.RETURN)
    payee = find(world, order["creditor_account"])
    if planted is None and (payee is None or payee.standing is not Standing.RETURNS):
        return
    reason = (planted.reason if planted else "") or Reason.CLOSED_ACCOUNT
    movement = booking.movement
    back = Movement(
        movement.credit_account, movement.debit_account, movement.amount, movement.end_to_end_id, returned_for=reason
    )
    _set_status(world, order["end_to_end_id"], RETURNED, reason, booking.id)
    notify(world, book(world, back))


def _reject(world: World, order: Row, reason: str) -> None:
    _set_status(world, order["end_to_end_id"], REJECTED, reason)
    _report(world, order["end_to_end_id"])


def _report(world: World, end_to_end_id: str) -> None:
    status = status_of(_order(world, end_to_end_id))
    report_id = f"S{status.status}{end_to_end_id}"[:35]
    send(world, PAIN_002, status_report(report_id, world.clock.now, [status]))


def _report_duplicate(world: World, message_id: str, instruction: Instruction) -> None:
    reason = Reason.DUPLICATE_END_TO_END_ID
    payment_id, instruction_id = instruction.payment_id, instruction.instruction_id
    status = OrderStatus(message_id, payment_id, instruction_id, instruction.end_to_end_id, REJECTED, reason, "")
    send(world, PAIN_002, status_report(f"D{message_id}"[:35], world.clock.now, [status]))


def status_of(order: Row) -> OrderStatus:
    """An order's row as the status its sender is told."""
    booking = f"BK{order['booking_id']:010d}" if order["booking_id"] else ""
    return OrderStatus(
        order["message_id"],
        order["payment_id"],
        order["instruction_id"],
        order["end_to_end_id"],
        order["status"],
        order["reason"],
        booking,
    )


def _insert(world: World, message_id: str, instruction: Instruction) -> None:
    world.store.write(
        "INSERT INTO bank_order (end_to_end_id, message_id, payment_id, instruction_id, debtor_account,"
        " creditor_account, creditor, amount, execute_on, text, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        instruction.end_to_end_id, message_id, instruction.payment_id, instruction.instruction_id,
        instruction.debtor_account, instruction.creditor_account, instruction.creditor, _fen(instruction),
        instruction.execute_on.isoformat(), instruction.text, PENDING,
    )  # fmt: skip


def _order(world: World, end_to_end_id: str) -> Row:
    order = find_order(world, end_to_end_id)
    assert order is not None  # inserted a moment ago, in this transaction
    return order


def _set_status(world: World, end_to_end_id: str, status: str, reason: str = "", booking_id: int | None = None) -> None:
    world.store.write(
        "UPDATE bank_order SET status = ?, reason = ?, booking_id = ? WHERE end_to_end_id = ?",
        status, reason, booking_id, end_to_end_id,
    )  # fmt: skip


def _is_payable(instruction: Instruction) -> bool:
    """Whether it is a positive whole number of fen."""
    return instruction.currency == CURRENCY and 0 < _fen(instruction) == instruction.amount * 100


def _fen(instruction: Instruction) -> int:
    return int(instruction.amount * 100)
