"""Faults, answer times and memory: the world misbehaves when told to, and remembers over a restart."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest
from fastapi.testclient import TestClient

from sandbox.app import create_app
from sandbox.latency import Latency, LatencyProfile
from sandbox.world import Settings
from tests.sandbox.payment_messages import LENDER, Payment

SMS = {"phone": "13800138000", "text": "验证码 123456", "message_id": "s1"}


def plan(outside: TestClient, **fault: Any) -> None:
    outside.post("/control/faults", json=fault).raise_for_status()


def inbox(outside: TestClient) -> list[str]:
    return [item["text"] for item in outside.get("/sms/v1/inbox", params={"phone": SMS["phone"]}).json()["messages"]]


@pytest.mark.parametrize(("kind", "status"), [("timeout", 504), ("error500", 500), ("error429", 429)])
@pytest.mark.parametrize(("loses", "delivered"), [("request", 0), ("answer", 1)])
def test_a_wire_fault_loses_the_request_or_the_answer(
    outside: TestClient, kind: str, status: int, loses: str, delivered: int
) -> None:
    plan(outside, provider="sms", kind=kind, loses=loses, seconds=0.01)
    assert outside.post("/sms/v1/messages", json=SMS).status_code == status
    assert len(inbox(outside)) == delivered
    assert outside.post("/sms/v1/messages", json=SMS).json()["duplicate"] is bool(delivered)
    assert len(inbox(outside)) == 1


def test_a_lost_answer_of_the_bank_is_found_by_inquiry(outside: TestClient) -> None:
    plan(outside, provider="bank", kind="timeout", loses="answer", seconds=0.01)
    assert outside.post("/bank/v1/messages", content=Payment().document()).status_code == 504
    assert outside.get("/bank/v1/payments/E1").json()["status"] == "ACSC"


def test_a_lost_request_of_the_bank_is_unknown_to_it(outside: TestClient) -> None:
    plan(outside, provider="bank", kind="timeout", loses="request", seconds=0.01)
    outside.post("/bank/v1/messages", content=Payment().document())
    assert outside.get("/bank/v1/payments/E1").status_code == 404


def test_faults_hit_only_what_they_name_and_only_so_often(outside: TestClient) -> None:
    plan(outside, provider="bank", kind="error500", method="GET", path="/messages", times=2)
    codes = [outside.get("/bank/v1/messages").status_code for _ in range(3)]
    assert codes == [500, 500, 200]
    assert outside.post("/sms/v1/messages", json=SMS).status_code == 202


def test_business_faults_of_the_bank(outside: TestClient) -> None:
    plan(outside, provider="bank", kind="reject", reason="AG01")
    plan(outside, provider="bank", kind="duplicate")
    outside.post("/bank/v1/messages", content=Payment().document())
    documents = [item["document"] for item in outside.get("/bank/v1/messages").json()["messages"]]
    assert len(documents) == 2 and documents[0] == documents[1] and "AG01" in documents[0]


def test_a_late_message_comes_later_and_is_not_missed(outside: TestClient) -> None:
    plan(outside, provider="bank", kind="late", seconds=0.05)
    outside.post("/bank/v1/messages", content=Payment().document())
    page = outside.get("/bank/v1/messages").json()
    assert len(page["messages"]) == 2
    time.sleep(0.06)
    late = outside.get("/bank/v1/messages", params={"after": page["next_cursor"]}).json()["messages"]
    assert "ACCP" in late[0]["document"]


def test_sms_faults(outside: TestClient) -> None:
    plan(outside, provider="sms", kind="reject")
    plan(outside, provider="sms", kind="duplicate")
    assert outside.post("/sms/v1/messages", json=SMS).status_code == 422
    outside.post("/sms/v1/messages", json=SMS)
    assert len(inbox(outside)) == 2


def test_the_inbox_page_escapes_what_it_shows(outside: TestClient) -> None:
    outside.post("/sms/v1/messages", json=SMS | {"text": "<script>alert(1)</script>"})
    assert "&lt;script&gt;alert" in outside.get("/sms/").text


def test_answer_times_have_the_asked_median_and_tail() -> None:
    latency = Latency(LatencyProfile(p50_ms=300, p99_ms=3000), seed=7)
    draws = [latency.draw() for _ in range(20_000)]
    assert 0.28 < median(draws) < 0.32
    assert 2.5 < quantiles(draws, n=100)[98] < 3.5
    again = Latency(LatencyProfile(p50_ms=300, p99_ms=3000), seed=7)
    assert [again.draw() for _ in range(100)] == draws[:100]


def test_a_restart_forgets_nothing_and_a_reset_everything(tmp_path: Path) -> None:
    settings = Settings(store_path=str(tmp_path / "world" / "sandbox.sqlite"))
    with TestClient(create_app(settings)) as before:
        before.post("/control/today", json={"date": "2025-03-03"})
        before.post("/bank/v1/messages", content=Payment().document())
        before.post("/sms/v1/messages", json=SMS)
    with TestClient(create_app(settings)) as after:
        assert after.get("/bank/v1/payments/E1").json()["status"] == "ACSC"
        assert len(after.get("/bank/v1/messages").json()["messages"]) == 3
        assert len(inbox(after)) == 1
        assert after.get("/control/today").json() == {"date": "2025-03-03"}
        after.post("/control/reset", json={"seed": 5})
        assert not inbox(after)
        assert after.get(f"/bank/v1/accounts/{LENDER}").json()["balance"] == "100000000.00"
