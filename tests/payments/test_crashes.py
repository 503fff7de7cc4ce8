"""The process dies at every step of sending an order, one step further each time: the money still moves once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from loanwright.infra.jobs.delivery import deliver
from loanwright.infra.queue import Message
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import Actor, UnitOfWork
from loanwright.kernel.money import Money
from loanwright.payments.model import BankMessage, Hearsay, PaymentOrder, Reading
from loanwright.payments.rails.rail import NoAnswer, Rail
from tests.payments.conftest import Desk


class Killed(BaseException):
    """The process is gone; nothing catches this."""


@dataclass
class Life:
    """A number of steps to live."""

    left: int

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed


@dataclass
class MortalRail:
    """The real rail; dies just before or just after the bank is spoken to."""

    rail: Rail
    life: Life

    @property
    def account(self) -> str:
        return self.rail.account

    def send(self, order: PaymentOrder) -> Hearsay:
        self.life.step()
        heard = self.rail.send(order)
        self.life.step()
        return heard

    def inquire(self, order: PaymentOrder) -> Hearsay:
        self.life.step()
        heard = self.rail.inquire(order)
        self.life.step()
        return heard

    def messages_after(self, cursor: int) -> Sequence[BankMessage]:
        self.life.step()
        return self.rail.messages_after(cursor)

    def read(self, document: bytes) -> Reading:
        return self.rail.read(document)

    def payment_page(self, payee: str, amount: Money, reference: str) -> str:
        return self.rail.payment_page(payee, amount, reference)


class MortalRuntime(Runtime):
    """The real runtime; dies just before or just after a commit."""

    life: Life

    @contextmanager
    def begin(self, actor: Actor) -> Iterator[UnitOfWork]:
        with super().begin(actor) as uow:
            yield uow
            self.life.step()
        self.life.step()


def mortal(runtime: Runtime, steps: int) -> MortalRuntime:
    life = Life(steps)
    adapters = dict(runtime.adapters)
    adapters[Rail] = MortalRail(runtime.adapter(Rail), life)
    dying = MortalRuntime(runtime.settings, runtime.engine, runtime.registry, adapters, runtime.clock)
    dying.life = life
    return dying


def attempt(order_id: UUID) -> Message:
    return Message(uuid4(), "payments.send_order", {"order_id": str(order_id)})


def assert_paid_once(desk: Desk, order_id: UUID) -> None:
    assert desk.view(order_id).state == "settled"
    assert len(desk.events("PaymentSettled")) == len(desk.events()) == 1
    assert [booking["amount"] for booking in desk.sandbox.bookings()] == ["5000.00"]
    assert desk.findings() == []


@pytest.mark.parametrize(
    ("loses", "steps"), [("", step) for step in range(1, 9)] + [("answer", n) for n in range(1, 8)]
)
def test_sending_survives_death_at_every_step(desk: Desk, loses: str, steps: int) -> None:
    if loses:
        desk.sandbox.plant_fault("bank", "error500", loses=loses)
    message = attempt(order_id := desk.order())
    with pytest.raises(Killed):
        deliver(mortal(desk.runtime, steps), message, 1)
    assert deliver(desk.runtime, message, 2) is None
    desk.work()
    assert_paid_once(desk, order_id)


@pytest.mark.parametrize("steps", range(1, 11))
def test_asking_and_sending_again_survives_death_at_every_step(desk: Desk, steps: int) -> None:
    desk.sandbox.plant_fault("bank", "error500", loses="request")
    order_id = desk.order()
    deliver(desk.runtime, attempt(order_id), 1)
    assert desk.view(order_id).state == "unknown"
    message = attempt(order_id)
    with pytest.raises(Killed):
        deliver(mortal(desk.runtime, steps), message, 1)
    assert deliver(desk.runtime, message, 2) is None
    desk.work()
    assert_paid_once(desk, order_id)


@pytest.mark.parametrize("steps", range(1, 13))
def test_reading_the_banks_messages_survives_death_at_every_step(desk: Desk, steps: int) -> None:
    request = desk.request()
    order_id = desk.order()
    deliver(desk.runtime, attempt(order_id), 1)
    desk.sandbox.pay("652.53", request.reference)
    message = Message(uuid4(), "payments.collect_when_nudged", {"count": 0})
    with pytest.raises(Killed):
        deliver(mortal(desk.runtime, steps), message, 1)
    assert deliver(desk.runtime, message, 2) is None
    desk.work()
    assert desk.view(order_id).state == "settled"
    assert len(desk.events("PaymentSettled")) == len(desk.events("FundsReceived")) == 1
    assert len(desk.events()) == 2
    assert desk.findings() == []


def test_a_bank_that_is_away_holds_nothing_up_but_itself(desk: Desk) -> None:
    desk.sandbox.plant_fault("bank", "error500", method="ANY", times=3)
    with pytest.raises(NoAnswer):
        desk.runtime.adapter(Rail).messages_after(0)
    desk.run_periodic("payments.collect_bank_messages")
    order_id = desk.order()
    desk.work()
    assert desk.view(order_id).state == "settled"
