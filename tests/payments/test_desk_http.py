"""Payment orders and statements as staff see them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyotp
import pytest
from starlette.testclient import TestClient

from loanwright.access.api import NewStaffUser, Role, create_staff_user
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from tests.payments.conftest import Desk

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ORDERS = "/api/v1/staff/payment-orders"


def sign_in(client: TestClient, runtime: Runtime, role: Role) -> None:
    new = NewStaffUser(role.value, "李娜", PASSWORD, SECRET, (role,))
    runtime.run(SYSTEM, lambda uow: create_staff_user(uow, new))
    body = {"username": role.value, "password": PASSWORD, "totp": pyotp.TOTP(SECRET).at(runtime.clock())}
    client.post("/api/v1/auth/staff-sessions", json=body).raise_for_status()


def get(client: TestClient, path: str, **query: Any) -> Any:
    answer = client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_an_accountant_sees_orders_masked_with_their_history(client: TestClient, desk: Desk) -> None:
    order_id = desk.order()
    desk.work()
    sign_in(client, desk.runtime, Role.ACCOUNTANT)
    [order] = get(client, ORDERS)["items"]
    assert (order["id"], order["state"]) == (str(order_id), "settled")
    assert "6222020000000000024" not in str(order) and "王小明" not in str(order)
    steps = get(client, f"{ORDERS}/{order_id}")["steps"]
    assert [step["state"] for step in steps] == ["created", "unknown", "sent", "accepted", "settled"]


def test_orders_come_in_pages_and_by_state(client: TestClient, desk: Desk) -> None:
    orders = [desk.order(f"{number}.00") for number in range(1, 4)]
    sign_in(client, desk.runtime, Role.ACCOUNTANT)
    seen, cursor = [], None
    for _ in orders:
        page = get(client, ORDERS, limit=1, **({"cursor": cursor} if cursor else {}))
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert sorted(seen) == sorted(map(str, orders))
    assert get(client, ORDERS, state="settled")["items"] == []


def test_an_accountant_has_the_bank_asked(client: TestClient, desk: Desk) -> None:
    desk.sandbox.plant_fault("bank", "error500", loses="answer")
    order_id = desk.order()
    sign_in(client, desk.runtime, Role.ACCOUNTANT)
    answer = client.post(f"{ORDERS}/{order_id}/inquiries", headers={"Idempotency-Key": "1"})
    assert (answer.status_code, answer.json()["state"]) == (202, "created")
    desk.work()
    assert get(client, f"{ORDERS}/{order_id}")["state"] == "settled"
    assert len(desk.sandbox.bookings()) == 1


def test_statements_show_that_nothing_is_missing(client: TestClient, desk: Desk) -> None:
    desk.sandbox.pay("100.00")
    desk.sandbox.set_today(date(2026, 3, 3))
    desk.collect()
    sign_in(client, desk.runtime, Role.AUDITOR)
    answer = get(client, "/api/v1/staff/bank-statements")
    assert answer["unreadable_messages"] == 0
    [statement] = answer["items"]
    assert (statement["entries"], statement["findings"]) == (1, [])


@pytest.mark.parametrize(
    ("role", "method", "path", "code"),
    [
        (Role.CLERK, "POST", "/0190f3a0-0000-7000-8000-000000000000/inquiries", "permission-missing"),
        (Role.ACCOUNTANT, "POST", "/0190f3a0-0000-7000-8000-000000000000/inquiries", "payment-order-unknown"),
        (Role.ACCOUNTANT, "GET", "/0190f3a0-0000-7000-8000-000000000000", "payment-order-unknown"),
        (Role.ACCOUNTANT, "GET", "/not-an-id", "request-not-valid"),
    ],
)
def test_what_cannot_be_had_is_refused_by_name(
    client: TestClient, runtime: Runtime, role: Role, method: str, path: str, code: str
) -> None:
    sign_in(client, runtime, role)
    answer = client.request(method, f"{ORDERS}{path}", headers={"Idempotency-Key": "1"})
    assert answer.json()["code"] == code
    assert set(answer.json()["titles"]) == {"zh-CN", "en"}
