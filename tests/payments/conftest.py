"""Orders and receipts on the real application against the real sandbox bank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from loanwright.infra.jobs.delivery import deliver
from loanwright.infra.queue import Message
from loanwright.infra.runtime import Runtime
from loanwright.infra.tables import outbox_event
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.money import Money
from loanwright.payments import api
from loanwright.payments.events import PaymentOrdered, PaymentRequested
from loanwright.payments.model import PaymentRequest
from tests.outside import LENDER_ACCOUNT, Sandbox
from tests.queue import drain

PAYEE = api.Beneficiary("王小明", "6222020000000000024", "沙盒银行")
SOON = timedelta(minutes=20)  # longer than every pause between two attempts


@dataclass(frozen=True)
class Desk:
    """What somebody who orders payments can do and see."""

    runtime: Runtime
    sandbox: Sandbox

    def order(self, amount: str = "5000.00", subject_id: UUID | None = None, payee: api.Beneficiary = PAYEE) -> UUID:
        """Order a payment, without doing anything about it yet."""
        with self.runtime.begin(SYSTEM) as uow:
            return api.order_payment(
                uow, "test-payment", subject_id or uuid4(), Money.parse(amount), payee, "贷款发放"
            ).id

    def request(self, amount: str = "652.53") -> PaymentRequest:
        """Ask a borrower for money."""
        with self.runtime.begin(SYSTEM) as uow:
            return api.request_payment(uow, "test-request", uuid4(), None, Money.parse(amount))

    def work(self) -> None:
        """Let the workers do everything there is to do, pauses included."""
        drain(self.runtime, SOON)

    def collect(self) -> None:
        """Let the minute pass at which the bank's messages are read and silent orders asked after."""
        for name in ("payments.collect_bank_messages", "payments.follow_up_silent_orders"):
            self.run_periodic(name)
        drain(self.runtime)

    def run_periodic(self, name: str) -> None:
        """Run a periodic task now."""
        assert deliver(self.runtime, Message(uuid4(), name, {}), 1) is None

    def view(self, order_id: UUID) -> api.PaymentOrder:
        """The order as it stands."""
        with self.runtime.read(SYSTEM) as uow:
            return api.payment_order_of(uow, order_id)

    def events(self, name: str = "") -> list[dict[str, Any]]:
        """What payments has told of what the bank did, oldest first: not of what we asked for."""
        told = select(outbox_event.c.payload).where(outbox_event.c.name.like(f"payments.{name}%"))
        told = told.where(outbox_event.c.name.not_in((PaymentOrdered.name, PaymentRequested.name)))
        with self.runtime.read(SYSTEM) as uow:
            return list(uow.connection.scalars(told.order_by(outbox_event.c.id)))

    def findings(self) -> list[str]:
        """What verify would complain about."""
        with self.runtime.read(SYSTEM) as uow:
            return [finding.why for proof in api.PROOFS for finding in proof.check(uow)]

    def paid_according_to_bank(self) -> Decimal:
        """What the bank's own book says has left the lender's account, less what came back of it."""
        out = sum(Decimal(b["amount"]) for b in self.sandbox.bookings() if b["debit_account"] == LENDER_ACCOUNT)
        back = sum(Decimal(b["amount"]) for b in self.sandbox.bookings() if b["returned_for"])
        return Decimal(out - back)


@pytest.fixture
def desk(runtime: Runtime, sandbox: Sandbox) -> Desk:
    """The desk."""
    return Desk(runtime, sandbox)
