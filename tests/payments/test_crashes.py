"""The process dies at every step of sending an order, one step further each time: the money still moves once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
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
from tests.queue import drain


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


def dies(desk: Desk, message: Message, steps: int) -> bool:
    """Deliver `message` to a process with so many steps to live, then, as the queue does, to another one."""
    try:
        deliver(mortal(desk.runtime, steps), message, 1)
    except Killed:
        assert deliver(desk.runtime, message, 2) is None
        return True
    return False


def assert_each_paid_once(desk: Desk, orders: list[UUID]) -> None:
    assert {desk.view(order_id).state for order_id in orders} == {"settled"}
    assert len(desk.events("PaymentSettled")) == len(orders)
    assert [booking["amount"] for booking in desk.sandbox.bookings()] == ["5000.00"] * len(orders)
    assert desk.findings() == []


@pytest.mark.parametrize(("loses", "steps_of_a_sending"), [("", 8), ("answer", 7)])
def test_sending_survives_death_at_every_step(desk: Desk, loses: str, steps_of_a_sending: int) -> None:
    orders: list[UUID] = []
    for steps in count(1):
        if loses:
            desk.sandbox.plant_fault("bank", "error500", loses=loses)
        orders.append(order_id := desk.order())
        if not dies(desk, attempt(order_id), steps):
            break
        desk.work()
    desk.work()
    assert len(orders) == steps_of_a_sending + 1
    assert_each_paid_once(desk, orders)


def test_asking_and_sending_again_survives_death_at_every_step(desk: Desk) -> None:
    orders: list[UUID] = []
    for steps in count(1):
        desk.sandbox.plant_fault("bank", "error500", loses="request")
        orders.append(order_id := desk.order())
        deliver(desk.runtime, attempt(order_id), 1)
        assert desk.view(order_id).state == "unknown"
        if not dies(desk, attempt(order_id), steps):
            break
        desk.work()
    desk.work()
    assert len(orders) == 11
    assert_each_paid_once(desk, orders)


def test_reading_the_banks_messages_survives_death_at_every_step(desk: Desk) -> None:
    orders: list[UUID] = []
    for steps in count(1):
        desk.sandbox.pay("652.53", desk.request().reference)
        orders.append(order_id := desk.order())
        deliver(desk.runtime, attempt(order_id), 1)
        if not dies(desk, Message(uuid4(), "payments.collect_when_nudged", {"count": 0}), steps):
            break
        drain(desk.runtime)
    drain(desk.runtime)
    assert len(orders) > 12
    assert {desk.view(order_id).state for order_id in orders} == {"settled"}
    assert len(desk.events("FundsReceived")) == len(desk.events("PaymentSettled")) == len(orders)
    assert desk.findings() == []


def test_a_bank_that_is_away_holds_nothing_up_but_itself(desk: Desk) -> None:
    desk.sandbox.plant_fault("bank", "error500", method="ANY", times=3)
    with pytest.raises(NoAnswer):
        desk.runtime.adapter(Rail).messages_after(0)
    desk.run_periodic("payments.collect_bank_messages")
    order_id = desk.order()
    desk.work()
    assert desk.view(order_id).state == "settled"
