"""Signing in and out over HTTP, and everything that must not work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pyotp
import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from loanwright.access import tables
from loanwright.access.api import NewStaffUser, Role, create_staff_user, deliverable_code, staff_edge
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PHONE = "13800005678"
PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

Tell = Callable[[timedelta], None]


@pytest.fixture(autouse=True)
def at(runtime: Runtime) -> Tell:
    """Set the clock to NOW plus so much."""

    def tell(after: timedelta) -> None:
        runtime.clock = lambda: NOW + after

    tell(timedelta(0))
    return tell


@pytest.fixture
def staff(runtime: Runtime) -> None:
    new = NewStaffUser("li.na", "李娜", PASSWORD, SECRET, (Role.CLERK,))
    runtime.run(SYSTEM, lambda uow: create_staff_user(uow, new))


def ask(client: TestClient, phone: str = PHONE) -> Any:
    return client.post("/api/v1/auth/codes", json={"phone": phone})


def code_of(runtime: Runtime, challenge_id: str) -> str:
    with runtime.read(SYSTEM) as uow:
        found = deliverable_code(uow, UUID(challenge_id))
    assert found is not None
    return found.code


def answer(client: TestClient, challenge_id: str, code: str) -> Any:
    return client.post("/api/v1/auth/borrower-sessions", json={"challenge_id": challenge_id, "code": code})


def sign_in(client: TestClient, runtime: Runtime) -> str:
    challenge_id = ask(client).json()["challenge_id"]
    party: str = answer(client, challenge_id, code_of(runtime, challenge_id)).json()["party_id"]
    return party


def staff_sign_in(client: TestClient, password: str = PASSWORD, drift: int = 0, username: str = "li.na") -> Any:
    totp = pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=drift))
    body = {"username": username, "password": password, "totp": totp}
    return client.post("/api/v1/auth/staff-sessions", json=body)


def refused(response: Any, status: int, code: str) -> None:
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.json()["titles"]["zh-CN"] != response.json()["titles"]["en"]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_borrower_signs_in_and_out(client: TestClient, runtime: Runtime, at: Tell) -> None:
    sent = ask(client)
    assert sent.status_code == 202
    assert sent.json()["resend_after_seconds"] == 60
    challenge_id = sent.json()["challenge_id"]
    opened = answer(client, challenge_id, code_of(runtime, challenge_id))
    assert opened.status_code == 201
    cookie = opened.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    current = client.get("/api/v1/auth/borrower-sessions/current").json()
    assert current == {"party_id": opened.json()["party_id"], "phone_masked": "138****5678"}
    assert client.delete("/api/v1/auth/borrower-sessions/current").status_code == 204
    client.cookies.set("lw_borrower", opened.cookies["lw_borrower"], path="/api")
    refused(client.get("/api/v1/auth/borrower-sessions/current"), 401, "sign-in-required")


def test_the_same_phone_is_the_same_party(client: TestClient, runtime: Runtime, at: Tell) -> None:
    first = sign_in(client, runtime)
    at(timedelta(minutes=2))
    assert sign_in(client, runtime) == first


def test_the_secure_flag_follows_the_settings(client: TestClient, runtime: Runtime) -> None:
    runtime.settings = runtime.settings.model_copy(update={"secure_cookies": True})
    challenge_id = ask(client).json()["challenge_id"]
    assert "Secure" in answer(client, challenge_id, code_of(runtime, challenge_id)).headers["set-cookie"]


def test_nothing_readable_is_stored(client: TestClient, runtime: Runtime) -> None:
    challenge_id = ask(client).json()["challenge_id"]
    code = code_of(runtime, challenge_id)
    token = answer(client, challenge_id, code).cookies["lw_borrower"]
    with runtime.engine.connect() as connection:
        rows = [
            repr(connection.execute(select(table)).all())
            for table in (tables.challenge, tables.borrower_login, tables.session, tables.attempt)
        ]
    assert not any(secret in row for row in rows for secret in (PHONE, code, token))


def test_a_wrong_code_costs_tries_until_none_is_left(client: TestClient, runtime: Runtime) -> None:
    challenge_id = ask(client).json()["challenge_id"]
    code = code_of(runtime, challenge_id)
    for left in (4, 3, 2, 1):
        failed = answer(client, challenge_id, wrong(code))
        refused(failed, 422, "code-wrong")
        assert failed.json()["params"] == {"left": str(left)}
    refused(answer(client, challenge_id, wrong(code)), 429, "code-tried-too-often")
    refused(answer(client, challenge_id, code), 429, "code-tried-too-often")


def test_an_expired_code(client: TestClient, runtime: Runtime, at: Tell) -> None:
    challenge_id = ask(client).json()["challenge_id"]
    code = code_of(runtime, challenge_id)
    at(timedelta(minutes=5))
    refused(answer(client, challenge_id, code), 410, "code-expired")


def test_a_code_works_once(client: TestClient, runtime: Runtime) -> None:
    challenge_id = ask(client).json()["challenge_id"]
    code = code_of(runtime, challenge_id)
    assert answer(client, challenge_id, code).status_code == 201
    refused(answer(client, challenge_id, code), 409, "code-already-used")


def test_a_newer_code_replaces_the_older(client: TestClient, runtime: Runtime, at: Tell) -> None:
    first = ask(client).json()["challenge_id"]
    code = code_of(runtime, first)
    refused(ask(client), 429, "code-requested-too-soon")
    at(timedelta(seconds=61))
    assert ask(client).status_code == 202
    refused(answer(client, first, code), 410, "code-expired")


def test_one_phone_gets_so_many_codes_an_hour(client: TestClient, at: Tell) -> None:
    for minutes in range(0, 20, 2):
        at(timedelta(minutes=minutes))
        assert ask(client).status_code == 202
    at(timedelta(minutes=20))
    refused(ask(client), 429, "too-many-attempts")
    at(timedelta(minutes=61))
    assert ask(client).status_code == 202


def test_one_address_gets_so_many_codes_an_hour(client: TestClient, runtime: Runtime) -> None:
    runtime.settings = runtime.settings.model_copy(update={"codes_per_ip_hourly": 3})
    for number in range(3):
        assert ask(client, f"1380000567{number}").status_code == 202
    refused(ask(client, "13800005679"), 429, "too-many-attempts")


def test_an_unknown_challenge_and_a_bad_phone(client: TestClient) -> None:
    refused(answer(client, str(UUID(int=1)), "123456"), 404, "challenge-unknown")
    refused(ask(client, "12345678901"), 422, "phone-not-valid")


def test_a_session_ends_when_idle_but_not_while_used(client: TestClient, runtime: Runtime, at: Tell) -> None:
    sign_in(client, runtime)
    for minutes in (25, 50, 75):
        at(timedelta(minutes=minutes))
        assert client.get("/api/v1/auth/borrower-sessions/current").status_code == 200
    at(timedelta(minutes=105))
    refused(client.get("/api/v1/auth/borrower-sessions/current"), 401, "sign-in-required")


@pytest.mark.usefixtures("staff")
def test_staff_sign_in_and_see_what_they_may_do(client: TestClient) -> None:
    opened = staff_sign_in(client)
    assert opened.status_code == 201
    assert opened.json()["name"] == "李娜"
    assert opened.json()["roles"] == ["clerk"]
    assert "application.decide" in opened.json()["permissions"]
    assert client.get("/api/v1/auth/staff-sessions/current").json() == opened.json()
    assert client.delete("/api/v1/auth/staff-sessions/current").status_code == 204
    refused(client.get("/api/v1/auth/staff-sessions/current"), 401, "sign-in-required")


@pytest.mark.usefixtures("staff")
def test_one_totp_code_opens_one_session(client: TestClient) -> None:
    assert staff_sign_in(client).status_code == 201
    refused(staff_sign_in(client), 401, "sign-in-failed")
    assert staff_sign_in(client, drift=30).status_code == 201


@pytest.mark.usefixtures("staff")
def test_too_many_wrong_passwords_lock_the_user_for_a_while(client: TestClient, at: Tell) -> None:
    for _ in range(5):
        refused(staff_sign_in(client, password="wrong wrong wrong"), 401, "sign-in-failed")
    refused(staff_sign_in(client), 429, "too-many-attempts")
    at(timedelta(minutes=15))
    assert staff_sign_in(client, drift=900).status_code == 201


def test_an_unknown_user_is_told_the_same(client: TestClient) -> None:
    for _ in range(5):
        refused(staff_sign_in(client, username="nobody"), 401, "sign-in-failed")
    refused(staff_sign_in(client, username="nobody"), 429, "too-many-attempts")


@pytest.mark.usefixtures("staff")
def test_a_clerk_without_the_permission_is_refused(client: TestClient) -> None:
    refused(client.get("/api/v1/staff/trial-balance"), 401, "sign-in-required")
    staff_sign_in(client)
    refused(client.get("/api/v1/staff/trial-balance"), 403, "permission-missing")


def test_a_permission_with_a_typing_error_never_starts() -> None:
    with pytest.raises(ValueError, match=r"day\.clsoe"):
        staff_edge("day.clsoe")


@pytest.mark.usefixtures("staff")
def test_a_staff_cookie_opens_no_borrower_session(client: TestClient) -> None:
    token = staff_sign_in(client).cookies["lw_staff"]
    client.cookies.set("lw_borrower", token, path="/api")
    refused(client.get("/api/v1/auth/borrower-sessions/current"), 401, "sign-in-required")


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "https://evil.example"}, False),
        ({"sec-fetch-site": "same-origin", "origin": "http://testserver"}, True),
        ({"origin": "http://testserver"}, True),
        ({}, True),
    ],
)
def test_another_site_cannot_act(client: TestClient, headers: dict[str, str], allowed: bool) -> None:
    response = client.post("/api/v1/auth/codes", json={"phone": PHONE}, headers=headers)
    assert response.status_code == (202 if allowed else 403)
