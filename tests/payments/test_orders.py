"""A payment order against a bank that has every bad day a bank can have: paid once, never lost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from loanwright.infra.unit_of_work import SYSTEM
from loanwright.kernel.money import Money
from loanwright.payments import api
from loanwright.payments.queries import order_history
from tests.clock import Clock
from tests.outside import Sandbox
from tests.payments.conftest import PAYEE, Desk

TOMORROW = date(2026, 3, 3)
MINUTES = timedelta(minutes=5)


def states(desk: Desk, order_id: UUID) -> str:
    return desk.view(order_id).state


def history(desk: Desk, order_id: UUID) -> list[tuple[str, str]]:
    with desk.runtime.read(SYSTEM) as uow:
        return [(step.state, step.source) for step in order_history(uow, order_id).steps]


def test_an_order_is_paid_and_told_once(desk: Desk) -> None:
    order_id = desk.order()
    desk.work()
    order = desk.view(order_id)
    assert (order.state, order.attempts, str(order.settled_on)) == ("settled", 1, "2026-03-02")
    [event] = desk.events()
    assert event["amount"] == {"amount": "5000.00", "currency": "CNY"}
    assert desk.paid_according_to_bank() == 5000
    assert desk.findings() == []


def test_nothing_is_sent_if_the_command_fails(desk: Desk) -> None:
    with pytest.raises(RuntimeError), desk.runtime.begin(SYSTEM) as uow:
        api.order_payment(uow, "test-payment", uuid4(), Money(100), PAYEE)
        raise RuntimeError
    desk.work()
    assert not desk.sandbox.bookings()


@pytest.mark.parametrize(
    "faults",
    [
        [{"kind": "timeout", "loses": "answer", "seconds": 1.2}],
        [{"kind": "timeout", "loses": "request", "seconds": 1.2}],
        [{"kind": "error500", "loses": "answer"}],
        [{"kind": "error500", "loses": "request", "times": 3}],
        [{"kind": "error429", "times": 2}],
        [{"kind": "error500", "loses": "answer"}, {"kind": "error500", "method": "GET", "times": 4}],
        [{"kind": "error500", "loses": "request", "method": "ANY", "times": 5}],
        [{"kind": "duplicate", "times": 3}],
        [{"kind": "late", "times": 3, "seconds": 0.05}],
        [{"kind": "late", "seconds": 0.05}, {"kind": "duplicate", "times": 2}],
    ],
)
def test_whatever_the_bank_does_with_answers_money_moves_once(desk: Desk, faults: list[dict[str, Any]]) -> None:
    for fault in faults:
        desk.sandbox.plant_fault("bank", **fault)
    order_id = desk.order()
    desk.work()
    desk.collect()
    assert states(desk, order_id) == "settled"
    assert len(desk.events("PaymentSettled")) == len(desk.events()) == 1
    assert desk.paid_according_to_bank() == 5000
    assert desk.findings() == []


def test_no_answer_leaves_the_order_unknown_until_the_bank_is_asked(desk: Desk) -> None:
    desk.sandbox.plant_fault("bank", "error500", loses="answer")
    order_id = desk.order()
    with desk.runtime.read(SYSTEM) as uow:
        assert api.payment_order_of(uow, order_id).state == "created"
    desk.work()
    assert history(desk, order_id) == [
        ("created", "order"),
        ("unknown", "dispatch"),
        ("settled", "inquiry"),
    ]


@pytest.mark.parametrize(
    ("number", "standing", "holder", "reason"),
    [
        ("6222020000000000107", "closed", "王小明", "AC04"),
        ("6222020000000000206", "blocked", "王小明", "AC06"),
        ("6222020000000000305", "unknown", "王小明", "AC01"),
        ("6222020000000000404", "open", "另一人", "BE01"),
    ],
)
def test_a_rejected_order_can_be_given_again(desk: Desk, number: str, standing: str, holder: str, reason: str) -> None:
    desk.sandbox.plant_account(number, holder, standing=standing)
    loan_id = uuid4()
    order_id = desk.order(subject_id=loan_id, payee=api.Beneficiary("王小明", number, ""))
    desk.work()
    assert (desk.view(order_id).state, desk.view(order_id).reason) == ("rejected", reason)
    [event] = desk.events()
    assert event["reason"] == reason
    again = desk.order(subject_id=loan_id)
    desk.work()
    assert states(desk, again) == "settled"
    assert desk.paid_according_to_bank() == 5000
    assert desk.findings() == []


def test_insufficient_funds_are_a_rejection(desk: Desk) -> None:
    order_id = desk.order("99999999999.00")
    desk.work()
    assert desk.view(order_id).reason == "AM04"
    assert desk.paid_according_to_bank() == 0


@pytest.mark.parametrize("late", [0, 1, 2, 3])
def test_returned_money_was_settled_and_came_back(desk: Desk, late: int) -> None:
    """However the three messages before the return are delayed: they may come after it."""
    desk.sandbox.plant_account(PAYEE.account, PAYEE.name, standing="returns")
    if late:
        desk.sandbox.plant_fault("bank", "late", times=late, seconds=0.05)
    order_id = desk.order()
    desk.work()
    desk.collect()
    assert (desk.view(order_id).state, desk.view(order_id).reason) == ("returned", "AC04")
    [returned] = desk.events("PaymentReturned")
    assert returned["reason"] == "AC04"
    assert len(desk.events("PaymentSettled")) == 1
    assert len(desk.events()) == 2
    assert desk.paid_according_to_bank() == 0
    assert desk.findings() == []


def test_the_same_payment_cannot_be_ordered_twice(desk: Desk) -> None:
    loan_id = uuid4()
    desk.order(subject_id=loan_id)
    with pytest.raises(api.PaymentAlreadyOrdered):
        desk.order(subject_id=loan_id)
    desk.work()
    with pytest.raises(api.PaymentAlreadyOrdered):
        desk.order(subject_id=loan_id)


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_nothing_or_less_cannot_be_paid(desk: Desk, amount: str) -> None:
    with pytest.raises(api.PaymentAmountNotPositive):
        desk.order(amount)


def test_a_silent_order_is_asked_after(desk: Desk, clock: Clock) -> None:
    """The job was lost for good; the minute's round finds the order all the same."""
    order_id = desk.order()
    with desk.runtime.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM pgqueuer")
    clock.advance(MINUTES)
    desk.collect()
    assert states(desk, order_id) == "settled"


def test_orders_add_up_with_the_banks_own_book(desk: Desk, sandbox: Sandbox) -> None:
    """Two dozen payments through a bank with a bad day; at the end every fen is where both books say it is."""
    before = sandbox.balance()
    for kind, times in (("error500", 7), ("duplicate", 9), ("late", 9), ("reject", 3), ("return", 4)):
        loses = {"loses": "answer"} if kind == "error500" else {}
        sandbox.plant_fault("bank", kind, times=times, seconds=0.02, **loses)
    orders = [desk.order(f"{index}.01") for index in range(1, 25)]
    desk.work()
    desk.collect()
    settled = [order for order in map(desk.view, orders) if order.state == "settled"]
    assert len(settled) == 24 - 3 - 4
    paid = sum((order.amount.decimal for order in settled), Decimal(0))
    assert desk.paid_according_to_bank() == paid
    assert sandbox.balance() == before - paid
    sandbox.set_today(TOMORROW)
    desk.collect()
    assert len(desk.events("StatementReceived")) == 1
    assert desk.findings() == []
