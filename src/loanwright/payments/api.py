"""The door of payments."""

from __future__ import annotations

from loanwright.payments.model import (
    BankStatement,
    Beneficiary,
    Direction,
    Entry,
    OrderState,
    PaymentOrder,
    PaymentRequest,
    Receipt,
    RequestState,
)
from loanwright.payments.proofs import PROOFS
from loanwright.payments.queries import (
    bank_balance_moved,
    bank_document,
    bank_opening_balance,
    list_statements,
    moved_according_to_us,
    orders_for,
    own_account,
    payment_order_of,
    payment_request,
    receipt,
)
from loanwright.payments.rules import PaymentAlreadyOrdered, PaymentAmountNotPositive, PaymentRequestUnknown
from loanwright.payments.usecases.nudge_collection import nudge_collection
from loanwright.payments.usecases.order_payment import order_payment
from loanwright.payments.usecases.request_payment import request_payment
from loanwright.payments.usecases.take_entry import take_entry

__all__ = [
    "PROOFS",
    "BankStatement",
    "Beneficiary",
    "Direction",
    "Entry",
    "OrderState",
    "PaymentAlreadyOrdered",
    "PaymentAmountNotPositive",
    "PaymentOrder",
    "PaymentRequest",
    "PaymentRequestUnknown",
    "Receipt",
    "RequestState",
    "bank_balance_moved",
    "bank_document",
    "bank_opening_balance",
    "list_statements",
    "moved_according_to_us",
    "nudge_collection",
    "order_payment",
    "orders_for",
    "own_account",
    "payment_order_of",
    "payment_request",
    "receipt",
    "request_payment",
    "take_entry",
]
