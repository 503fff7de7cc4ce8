"""Take the bank's word about an order."""

from __future__ import annotations

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.payments import rules
from loanwright.payments.events import PaymentRejected, PaymentReturned, PaymentSettled
from loanwright.payments.model import Hearsay, OrderState, PaymentOrder
from loanwright.payments.repository import orders


def hear_bank(uow: UnitOfWork, order: PaymentOrder, hearsay: Hearsay) -> PaymentOrder:
    """Move `order` (locked by the caller) as far as the bank's word takes it, and tell what is final.

    Returns the order as it stands then; old news and words against what is certain move nothing.
    """
    state = rules.state_after(order.state, hearsay.word)
    if state is None:
        return order
    moved = orders.save_move(uow, order, state, hearsay)
    for event in _events(order, moved, hearsay, uow):
        uow.publish(event)
    return moved


def _events(
    before: PaymentOrder, order: PaymentOrder, hearsay: Hearsay, uow: UnitOfWork
) -> list[PaymentSettled | PaymentRejected | PaymentReturned]:
    """A return may be the first we hear of a payment: it was settled then, too."""
    on = hearsay.on or uow.business_date
    about = {"order_id": order.id, "purpose": order.purpose, "subject_id": order.subject_id, "amount": order.amount}
    settled = PaymentSettled(**about, settled_on=order.settled_on or on, bank_reference=order.bank_reference)
    match order.state:
        case OrderState.SETTLED:
            return [settled]
        case OrderState.REJECTED:
            return [PaymentRejected(**about, reason=order.reason)]
        case OrderState.RETURNED:
            named = hearsay.bank_reference
            returned = PaymentReturned(**about, returned_on=on, reason=order.reason, bank_reference=named)
            return [returned] if before.state is OrderState.SETTLED else [settled, returned]
        case _:
            return []
