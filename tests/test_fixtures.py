"""The fixtures themselves: a test's settings lead to its own outside world and its own database."""

from __future__ import annotations

from starlette.testclient import TestClient

from loanwright.infra.settings import Settings
from tests.outside import Sandbox


def test_settings_lead_to_the_sandbox(sandbox: Sandbox, settings: Settings) -> None:
    assert settings.bank_url == sandbox.url
    assert sandbox.http.get("/sms/v1/inbox", params={"phone": "13800000000"}).is_success


def test_the_real_api_is_ready(client: TestClient) -> None:
    assert client.get("/readyz").json() == {"status": "ok"}
