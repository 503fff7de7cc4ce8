"""From the command to the phone: once, and nothing about it in the logs or the events."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from starlette.testclient import TestClient

from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.notifications.api import notify
from loanwright.notifications.tables import notice
from tests.outside import Sandbox
from tests.queue import drain, drain_despite_failures

PHONE = "13800138000"


def sign_in(client: TestClient, runtime: Runtime, sandbox: Sandbox) -> UUID:
    challenge = client.post("/api/v1/auth/codes", json={"phone": PHONE}).json()
    drain(runtime)
    code = next(word for word in sandbox.inbox(PHONE)[-1].replace("，", " ").split() if word.isdigit())
    body = {"challenge_id": challenge["challenge_id"], "code": code}
    return UUID(client.post("/api/v1/auth/borrower-sessions", json=body).json()["party_id"])


def tell(runtime: Runtime, party_id: UUID, template: str = "offer-ready", **values: str) -> UUID:
    with runtime.begin(SYSTEM) as uow:
        return notify(uow, party_id, template, **values)


def delivery_of(runtime: Runtime, notice_id: UUID) -> str:
    with runtime.read(SYSTEM) as uow:
        return str(uow.connection.scalar(select(notice.c.delivery).where(notice.c.id == notice_id)))


def test_a_code_reaches_the_phone_and_signs_in(client: TestClient, runtime: Runtime, sandbox: Sandbox) -> None:
    sign_in(client, runtime, sandbox)
    [message] = sandbox.inbox(PHONE)
    assert "登录" in message and "sign in" in message


def test_a_notice_is_in_the_inbox_and_on_the_phone(client: TestClient, runtime: Runtime, sandbox: Sandbox) -> None:
    party_id = sign_in(client, runtime, sandbox)
    notice_id = tell(runtime, party_id, amount="20000.00")
    drain(runtime)
    assert sandbox.inbox(PHONE)[-1] == "【贷匠农村信贷】您的贷款申请已获批 20000.00 元，请在应用中查看方案并确认。"
    inbox = client.get("/api/v1/notices", params={"language": "en"}).json()
    assert inbox["unread"] == 1
    assert inbox["items"][0]["text"].startswith("You are approved for 20000.00 yuan")
    client.put("/api/v1/notices/read-mark", json={"up_to": str(notice_id)}).raise_for_status()
    assert client.get("/api/v1/notices").json()["unread"] == 0


def test_a_lost_answer_of_the_gateway_sends_one_message(client: TestClient, runtime: Runtime, sandbox: Sandbox) -> None:
    party_id = sign_in(client, runtime, sandbox)
    sandbox.plant_fault("sms", "error500", loses="answer")
    sandbox.plant_fault("sms", "error429")
    notice_id = tell(runtime, party_id, "application-submitted")
    failures = drain_despite_failures(runtime)
    assert [str(failure.error) for failure in failures] == ["HTTP 500", "HTTP 429"]
    assert sum("已收到" in message for message in sandbox.inbox(PHONE)) == 1
    assert delivery_of(runtime, notice_id) == "sent"


def test_what_cannot_be_delivered_is_marked_and_stays_in_the_app(
    client: TestClient, runtime: Runtime, sandbox: Sandbox
) -> None:
    party_id = sign_in(client, runtime, sandbox)
    sandbox.plant_fault("sms", "reject")
    refused, nobody = tell(runtime, party_id, "application-submitted"), tell(runtime, uuid4(), "application-submitted")
    drain(runtime)
    assert [delivery_of(runtime, item) for item in (refused, nobody)] == ["undeliverable", "undeliverable"]
    assert client.get("/api/v1/notices").json()["unread"] == 1


def test_templates_for_the_app_stay_in_the_app(client: TestClient, runtime: Runtime, sandbox: Sandbox) -> None:
    party_id = sign_in(client, runtime, sandbox)
    tell(runtime, party_id, "application-withdrawn")
    drain(runtime)
    assert len(sandbox.inbox(PHONE)) == 1


def test_somebody_else_sees_nothing(client: TestClient, runtime: Runtime, sandbox: Sandbox) -> None:
    sign_in(client, runtime, sandbox)
    tell(runtime, uuid4(), "application-submitted")
    assert client.get("/api/v1/notices").json() == {"items": [], "unread": 0, "next_cursor": None}


def test_neither_phone_nor_text_is_stored_or_logged_in_plain(
    client: TestClient,
    runtime: Runtime,
    sandbox: Sandbox,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    party_id = sign_in(client, runtime, sandbox)
    tell(runtime, party_id, amount="31337.00")
    drain(runtime)
    with runtime.engine.connect() as connection:
        told = connection.execute(text("SELECT n::text FROM notice n UNION ALL SELECT e::text FROM outbox_event e"))
        stored = " ".join(told.scalars())
    written = stored + caplog.text + capsys.readouterr().out
    assert PHONE not in written
    assert "31337" not in written
