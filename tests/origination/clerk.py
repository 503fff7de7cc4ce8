"""A member of staff's browser, as far as applications go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from httpx import Response
from starlette.testclient import TestClient


@dataclass(frozen=True)
class Clerk:
    """Someone at the lender, signed in with password and TOTP."""

    browser: TestClient

    def get(self, path: str, **params: str) -> Any:
        """The answer to a GET."""
        return self.browser.get(f"/api/v1/staff{path}", params=params).json()

    def post(self, path: str, body: Any = None) -> Response:
        """A POST with a fresh idempotency key."""
        headers = {"idempotency-key": uuid4().hex}
        response: Response = self.browser.post(f"/api/v1/staff{path}", json=body, headers=headers)
        return response

    def claim(self, application_id: str) -> Response:
        """Take an application to work on."""
        return self.post(f"/applications/{application_id}/claim")

    def decide(self, application_id: str, outcome: str, reason: str = "收入稳定，同意放款", **more: Any) -> Response:
        """Decide it."""
        return self.post(f"/applications/{application_id}/decisions", {"outcome": outcome, "reason": reason, **more})
