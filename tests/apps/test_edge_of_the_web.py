"""What every answer carries, and what the machines around us are told."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text
from starlette.testclient import TestClient

from loanwright.apps.web import web_app
from loanwright.infra.runtime import Runtime


def test_browsers_run_only_our_own_scripts(client: TestClient) -> None:
    headers = client.get("/api/v1/products").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_the_web_apps_are_sent_compressed_and_kept_by_browsers(tmp_path: Path) -> None:
    script = "export const answer = 42;" * 100
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "index-abc123.js").write_text(script)
    (tmp_path / "index.html").write_text("<!doctype html>")
    browser = TestClient(web_app(tmp_path))
    sent = browser.get("/assets/index-abc123.js")
    assert sent.text == script
    assert (sent.headers["content-encoding"], sent.headers["cache-control"]) == (
        "gzip",
        "public, max-age=31536000, immutable",
    )
    assert browser.get("/loans/1").headers["cache-control"] == "no-cache"


def test_a_request_keeps_the_id_its_caller_gave(client: TestClient) -> None:
    assert client.get("/healthz", headers={"x-request-id": "abc-1"}).headers["x-request-id"] == "abc-1"


def test_an_id_unfit_for_logs_is_replaced(client: TestClient) -> None:
    given = client.get("/healthz", headers={"x-request-id": "<script>"}).headers["x-request-id"]
    assert given.isalnum()


def test_requests_are_counted_by_route_never_by_path(client: TestClient) -> None:
    client.get("/api/v1/products/nobody-knows-this")
    shown = client.get("/metrics").text
    assert 'route="/products/{code}"' in shown
    assert "nobody-knows-this" not in shown


def test_a_database_of_another_version_gets_no_traffic(client: TestClient, runtime: Runtime) -> None:
    with runtime.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001_infra'"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "database of another version"})
