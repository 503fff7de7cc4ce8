"""What follows from what the bank says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from loanwright.kernel.ids import is_reference
from loanwright.kernel.money import Money, total
from loanwright.kernel.refusals import Refusal
from loanwright.payments.model import (
    BankWord,
    Direction,
    Entry,
    NextStep,
    OrderState,
    PaymentOrder,
    RequestState,
    Statement,
)

REFERENCE_PREFIX = "LW"
MAX_TEXT = 140  # ISO 20022 Max140Text

_PAUSES = (1, 2, 5, 10, 30, 60, 120, 300)  # seconds between attempts at the same order
_NUDGES = 60
_TOKEN = re.compile(rf"(?<![A-Z0-9]){REFERENCE_PREFIX}[A-Z0-9]{{13}}(?![A-Z0-9])")

_MOVES: dict[OrderState, dict[BankWord, OrderState]] = {
    OrderState.CREATED: {},
    OrderState.UNKNOWN: {
        BankWord.TAKEN: OrderState.SENT,
        BankWord.ACCEPTED: OrderState.ACCEPTED,
        BankWord.SETTLED: OrderState.SETTLED,
        BankWord.REJECTED: OrderState.REJECTED,
        BankWord.RETURNED: OrderState.RETURNED,
    },
    OrderState.SENT: {
        BankWord.ACCEPTED: OrderState.ACCEPTED,
        BankWord.SETTLED: OrderState.SETTLED,
        BankWord.REJECTED: OrderState.REJECTED,
        BankWord.RETURNED: OrderState.RETURNED,
        BankWord.NEVER_HEARD: OrderState.UNKNOWN,
    },
    OrderState.ACCEPTED: {
        BankWord.SETTLED: OrderState.SETTLED,
        BankWord.REJECTED: OrderState.REJECTED,
        BankWord.RETURNED: OrderState.RETURNED,
    },
    OrderState.SETTLED: {BankWord.RETURNED: OrderState.RETURNED},
    OrderState.REJECTED: {},
    OrderState.RETURNED: {},
}


class PaymentAmountNotPositive(Refusal):
    """There is nothing to pay."""


class PaymentAlreadyOrdered(Refusal):
    """The same payment has been ordered and may still be, or has been, executed."""


class PaymentOrderUnknown(Refusal):
    """No payment order has this id."""


class PaymentRequestUnknown(Refusal):
    """No payment request has this id."""


def require_positive(amount: Money) -> None:
    """Refuse to pay or ask for nothing.

    Raises:
        PaymentAmountNotPositive
    """
    if amount.minor <= 0:
        raise PaymentAmountNotPositive()


def require_none_live(states: Iterable[OrderState]) -> None:
    """Refuse a second payment of the same thing while an earlier one is not finally undone.

    Raises:
        PaymentAlreadyOrdered
    """
    if any(state.is_live for state in states):
        raise PaymentAlreadyOrdered()


def next_step(state: OrderState) -> NextStep:
    """Send what was never sent; ask after what may have arrived; never send without having asked."""
    match state:
        case OrderState.CREATED:
            return NextStep.SEND
        case OrderState.UNKNOWN | OrderState.SENT | OrderState.ACCEPTED:
            return NextStep.INQUIRE
        case OrderState.SETTLED | OrderState.REJECTED | OrderState.RETURNED:
            return NextStep.NOTHING


def state_after(state: OrderState, word: BankWord) -> OrderState | None:
    """The state an order moves to; None if the word is old news or contradicts what is already certain.

    Messages come late, twice and out of order, so every word is taken for what it adds: a settlement after a
    settlement adds nothing, an acceptance after it neither. A rejection cannot undo a settlement; only the booking
    of a return can.
    """
    return _MOVES[state].get(word)


def explains(order: PaymentOrder, entry: Entry, linked: Sequence[Money]) -> bool:
    """Whether `order` is the reason of a booking that carries its id: its one debit, or the one credit that returns it.

    `linked` are the bookings already put down to the order, signed. A second debit, another amount, or a booking for
    a rejected order is not explained by it, whatever id it carries.
    """
    can_have_moved = order.state not in (OrderState.CREATED, OrderState.REJECTED)
    return can_have_moved and entry.amount == order.amount and signed(entry) not in linked


def pause_after(attempts: int) -> timedelta:
    """How long to wait before asking after an order again."""
    return timedelta(seconds=_PAUSES[min(attempts, len(_PAUSES)) - 1])


def pause_before_nudge(count: int) -> timedelta | None:
    """How long to wait before the next look at the bank's messages; None: leave it to the clock."""
    return timedelta(seconds=min(count, 5)) if count < _NUDGES else None


def request_state(amount: Money, received: Money) -> RequestState:
    """How much of a request is paid."""
    if received >= amount:
        return RequestState.PAID
    return RequestState.PARTLY_PAID if received else RequestState.OPEN


def references_in(*texts: str) -> list[str]:
    """Everything in `texts` that has the form and the check character of our payment references."""
    found = [token for text in texts for token in _TOKEN.findall(text.upper())]
    return [token for token in dict.fromkeys(found) if is_reference(token)]


def findings_of(statement: Statement, closing_before: Money | None, known: dict[str, Money], day: date) -> list[str]:
    """What does not add up about a day's statement; empty is the proof that no booking is missing.

    `closing_before` is the last statement's closing balance, if there is one; `known` are the bookings of `day` we
    have processed, by bank reference, money in positive and money out negative.
    """
    findings = []
    if closing_before is not None and closing_before != statement.opening:
        findings.append(f"opening balance {statement.opening} differs from the last closing balance {closing_before}")
    currency = statement.opening.currency
    moved = total((signed(entry) for entry in statement.entries), currency)
    if statement.opening + moved != statement.closing:
        findings.append(f"opening {statement.opening} and entries {moved} do not make closing {statement.closing}")
    listed = {entry.bank_reference: signed(entry) for entry in statement.entries if entry.booked_on == day}
    findings += [f"booking {name} is not on the statement" for name in known if name not in listed]
    findings += _differing(listed, known)
    return findings


def signed(entry: Entry) -> Money:
    """Money in positive, money out negative."""
    return entry.amount if entry.direction is Direction.CREDIT else -entry.amount


def _differing(listed: dict[str, Money], known: dict[str, Money]) -> Sequence[str]:
    return [
        f"booking {name} was {known[name]} and is {amount} on the statement"
        for name, amount in listed.items()
        if name in known and known[name] != amount
    ]
