"""Somebody's browser, signed in."""

from __future__ import annotations

from itertools import count
from typing import Any

from httpx import Response
from starlette.testclient import TestClient


class Browser:
    """Talks to the API; each POST has a key of its own unless one is given."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self._keys = count(1)

    def get(self, path: str, **params: str) -> Any:
        """The JSON of an answer that must be 200."""
        answer = self.client.get(f"/api/v1{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: dict[str, Any] | None = None, key: str = "") -> Response:
        """Send a command."""
        headers = {"Idempotency-Key": key or f"key-{next(self._keys)}"}
        answer: Response = self.client.post(f"/api/v1{path}", json=body or {}, headers=headers)
        return answer

    def put(self, path: str, body: dict[str, Any]) -> Response:
        """Replace something."""
        answer: Response = self.client.put(f"/api/v1{path}", json=body)
        return answer

    def delete(self, path: str) -> Response:
        """Remove something."""
        answer: Response = self.client.delete(f"/api/v1{path}")
        return answer

    def refusal(self, path: str) -> str:
        """The name of the refusal that a GET gets."""
        code: str = self.client.get(f"/api/v1{path}").json()["code"]
        return code
