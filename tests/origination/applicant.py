"""A borrower's browser, as far as applying goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from httpx import Response
from starlette.testclient import TestClient

WISH = {
    "product_code": "xiao-fei-dai",
    "amount": {"amount": "12000.00", "currency": "CNY"},
    "periods": 12,
    "purpose": "furniture",
}
ANSWERS: dict[str, Any] = {
    "name": "王小明",
    "id_number": "110105199003072477",
    "region": "北京市朝阳区",
    "property": "vehicle_or_other",
    "employment": {"kind": "employed", "employer": "朝阳木器厂", "since": "2019-03-01"},
    "monthly_income": {"amount": "9000.00", "currency": "CNY"},
    "existing_debt_monthly": {"amount": "500.00", "currency": "CNY"},
    "savings": {"amount": "20000.00", "currency": "CNY"},
    "payout_account": {"bank": "工商银行", "number": "6222021234567890123", "holder": "王小明"},
    "language": "zh-CN",
}


@dataclass(frozen=True)
class Applicant:
    """Someone who applies over HTTP."""

    browser: TestClient

    def post(self, path: str, body: Any = None, key: str | None = None) -> Response:
        """A POST with a fresh idempotency key, or the given one."""
        headers = {"idempotency-key": key or uuid4().hex}
        response: Response = self.browser.post(f"/api/v1{path}", json=body, headers=headers)
        return response

    def get(self, path: str) -> Any:
        """The answer to a GET."""
        return self.browser.get(f"/api/v1{path}").json()

    def start(self, **wish: Any) -> str:
        """Begin an application; its id."""
        response = self.post("/applications", WISH | wish)
        assert response.status_code == 201, response.text
        return str(response.json()["id"])

    def save(self, application_id: str, version: int | None, **answers: Any) -> Response:
        """Save answers against the version that was read."""
        headers = {} if version is None else {"if-match": f'"{version}"'}
        path = f"/api/v1/applications/{application_id}/draft"
        response: Response = self.browser.put(path, json=answers, headers=headers)
        return response

    def submit(self, application_id: str, key: str | None = None) -> Response:
        """Hand in, agreeing to everything asked for."""
        wordings = [
            wording for wording in self.get("/consent-wordings")["items"] if wording["needed_for"] == "application"
        ]
        consents = [{"purpose": wording["purpose"], "wording_version": wording["version"]} for wording in wordings]
        return self.post(f"/applications/{application_id}/submit", {"consents": consents}, key)

    def apply(self, **answers: Any) -> str:
        """Begin, answer everything and hand in; the application's id."""
        application_id = self.start()
        assert self.save(application_id, 1, **(ANSWERS | answers)).status_code == 200
        response = self.submit(application_id)
        assert response.status_code == 200, response.text
        return application_id
