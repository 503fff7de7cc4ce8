"""Payment requests and the receipts that answer them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update

from loanwright.infra.unit_of_work import UnitOfWork
from loanwright.kernel.money import Currency, Money
from loanwright.payments import rules
from loanwright.payments.model import PaymentRequest, Receipt
from loanwright.payments.tables import payment_receipt, payment_request


def insert_request(uow: UnitOfWork, request: PaymentRequest) -> None:
    """Write a new request."""
    row = {
        "id": request.id,
        "purpose": request.purpose,
        "subject_id": request.subject_id,
        "party_id": request.party_id,
        "reference": request.reference,
        "amount_minor": request.amount.minor,
        "received_minor": request.received.minor,
        "currency": request.amount.currency.value,
        "payee_name": request.payee_name,
        "payee_account": request.payee_account,
        "pay_url": request.pay_url,
        "requested_at": request.requested_at,
    }
    uow.connection.execute(insert(payment_request), row)


def find_request(uow: UnitOfWork, request_id: UUID) -> PaymentRequest | None:
    """The request."""
    row = uow.connection.execute(select(payment_request).where(payment_request.c.id == request_id)).one_or_none()
    return None if row is None else _request_of(row)


def request_with(uow: UnitOfWork, references: Sequence[str]) -> PaymentRequest | None:
    """The request that carries one of these references."""
    if not references:
        return None
    carrying = select(payment_request).where(payment_request.c.reference.in_(references)).limit(1)
    row = uow.connection.execute(carrying).first()
    return None if row is None else _request_of(row)


def add_received(uow: UnitOfWork, request_id: UUID, amount: Money) -> None:
    """Count `amount` towards a request."""
    more = payment_request.c.received_minor + amount.minor
    mine = payment_request.c.id == request_id
    uow.connection.execute(update(payment_request).where(mine).values(received_minor=more))


def insert_receipt(uow: UnitOfWork, receipt: Receipt) -> None:
    """Write money that came in."""
    payer = {"name": receipt.payer_name, "account": receipt.payer_account, "text": receipt.text}
    row = {
        "id": receipt.id,
        "account": receipt.account,
        "bank_reference": receipt.bank_reference,
        "amount_minor": receipt.amount.minor,
        "currency": receipt.amount.currency.value,
        "booked_on": receipt.booked_on,
        "reference": receipt.reference,
        "request_id": receipt.request_id,
        "payer_sealed": uow.keyring.encrypt(json.dumps(payer)),
        "received_at": uow.now,
    }
    uow.connection.execute(insert(payment_receipt), row)


def find_receipt(uow: UnitOfWork, receipt_id: UUID) -> Receipt | None:
    """The receipt."""
    row = uow.connection.execute(select(payment_receipt).where(payment_receipt.c.id == receipt_id)).one_or_none()
    if row is None:
        return None
    payer = json.loads(uow.keyring.decrypt(row.payer_sealed))
    return Receipt(
        id=row.id,
        account=row.account,
        bank_reference=row.bank_reference,
        amount=Money(row.amount_minor, Currency(row.currency)),
        booked_on=row.booked_on,
        reference=row.reference,
        request_id=row.request_id,
        payer_name=payer["name"],
        payer_account=payer["account"],
        text=payer["text"],
    )


def _request_of(row: Row[Any]) -> PaymentRequest:
    currency = Currency(row.currency)
    amount, received = Money(row.amount_minor, currency), Money(row.received_minor, currency)
    return PaymentRequest(
        id=row.id,
        purpose=row.purpose,
        subject_id=row.subject_id,
        party_id=row.party_id,
        reference=row.reference,
        amount=amount,
        received=received,
        state=rules.request_state(amount, received),
        payee_name=row.payee_name,
        payee_account=row.payee_account,
        pay_url=row.pay_url,
        requested_at=row.requested_at,
    )
