"""The bank's messages are passed on once each and in order, whatever one of them does and however many collect."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import uuid4

from loanwright.infra.jobs import dead_letters
from loanwright.infra.jobs.delivery import OutsideWork
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.money import Money
from loanwright.payments.model import BankMessage, Hearsay, PaymentOrder, Reading
from loanwright.payments.rails.rail import Rail
from loanwright.payments.usecases.collect_messages import collect_messages
from tests.payments.conftest import Desk
from tests.queue import drain, drain_despite_failures


@dataclass
class Listening:
    """The real rail, with something done before a page is handed over or a message read."""

    rail: Rail
    before_page: Callable[[], object] = field(default=lambda: None)
    before_reading: Callable[[bytes], object] = field(default=lambda _: None)

    @property
    def account(self) -> str:
        return self.rail.account

    def send(self, order: PaymentOrder) -> Hearsay:
        return self.rail.send(order)

    def inquire(self, order: PaymentOrder) -> Hearsay:
        return self.rail.inquire(order)

    def messages_after(self, cursor: int) -> Sequence[BankMessage]:
        page = self.rail.messages_after(cursor)
        self.before_page()
        return page

    def read(self, document: bytes) -> Reading:
        self.before_reading(document)
        return self.rail.read(document)

    def payment_page(self, payee: str, amount: Money, reference: str) -> str:
        return self.rail.payment_page(payee, amount, reference)


@dataclass
class Grudge:
    """Cannot stand messages with this text in them, for some time."""

    text: bytes
    is_over: bool = False

    def __call__(self, document: bytes) -> None:
        if self.text in document and not self.is_over:
            raise ArithmeticError("nobody has thought of this")


def collector(desk: Desk, rail: Rail) -> Runtime:
    """The same application with another rail."""
    runtime = desk.runtime
    return Runtime(runtime.settings, runtime.engine, runtime.registry, {**runtime.adapters, Rail: rail}, runtime.clock)


def collect(runtime: Runtime) -> None:
    collect_messages(OutsideWork(runtime, uuid4(), 1))


def received(desk: Desk) -> list[str]:
    return sorted(event["amount"]["amount"] for event in desk.events("FundsReceived"))


def letters(desk: Desk) -> list[dead_letters.DeadLetter]:
    with desk.runtime.read(SYSTEM) as uow:
        return dead_letters.waiting(uow)


def test_a_message_nobody_can_take_is_set_aside_and_its_money_found_later(desk: Desk) -> None:
    grudge = Grudge(b"22.00")
    runtime = collector(desk, Listening(desk.runtime.adapter(Rail), before_reading=grudge))
    for amount in ("11.00", "22.00", "33.00"):
        desk.sandbox.pay(amount)
    collect(runtime)
    assert received(desk) == ["11.00", "33.00"]

    drain_despite_failures(runtime)
    [letter] = letters(desk)
    assert (letter.task, letter.error) == (
        "payments.take_message_set_aside",
        "ArithmeticError: nobody has thought of this",
    )
    assert "Document" not in str(letter.payload)  # it names people, and dead letters are looked at

    grudge.is_over = True
    with desk.runtime.begin(SYSTEM) as uow:
        dead_letters.retry(uow, letter.message_id, letter.task)
    drain(runtime)
    assert received(desk) == ["11.00", "22.00", "33.00"]
    assert letters(desk) == []


def test_two_collectors_with_the_same_page_take_each_message_once(desk: Desk) -> None:
    for amount in ("11.00", "22.00", "33.00"):
        desk.sandbox.pay(amount)
    read: list[bytes] = []
    both_have_it = threading.Barrier(2, timeout=20)
    first_pages = itertools.count(1)

    def wait_for_the_other() -> None:
        if next(first_pages) <= 2:
            both_have_it.wait()

    rail = Listening(desk.runtime.adapter(Rail), wait_for_the_other, read.append)
    runtime = collector(desk, rail)
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(collect, runtime) for _ in range(2)]:
            done.result(timeout=30)
    assert len(read) == len(set(read)) == 3
    assert received(desk) == ["11.00", "22.00", "33.00"]
