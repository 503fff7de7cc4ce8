"""HTTP as the demo's people use it: JSON in and out, a key for every POST, and patience with what takes time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar
from uuid import uuid4

import httpx

T = TypeVar("T")

_SERVER_FAULT = 500
_PAUSES = (0.05, 0.1, 0.2, 0.3, 0.5)


class Unexpected(Exception):
    """An answer nobody in this story expects; it ends the demo with its text."""


class Refused(Unexpected):
    """The lender said no; `code` is the refusal's name."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class Patience(Protocol):
    """How to wait for work that goes on elsewhere."""

    def until(self, look: Callable[[], T | None], what: str) -> T:
        """What `look` finds, as soon as it finds something."""


@dataclass(frozen=True, slots=True)
class Polling:
    """Looks again and again, at first often."""

    seconds: float = 120

    def until(self, look: Callable[[], T | None], what: str) -> T:
        """What `look` finds.

        Raises:
            Unexpected: nothing was found in time.
        """
        deadline, looks = time.monotonic() + self.seconds, 0
        while (found := look()) is None:
            if time.monotonic() > deadline:
                raise Unexpected(f"waited {self.seconds:.0f} s in vain: {what}")
            time.sleep(_PAUSES[min(looks, len(_PAUSES) - 1)])
            looks += 1
        return found


def browser(url: str) -> httpx.Client:
    """A browser of its own: cookies are its, the connections are everybody's."""
    return httpx.Client(base_url=url, timeout=60, transport=_connections())


@cache
def _connections() -> httpx.HTTPTransport:
    # Making a transport reads the machine's certificates, which takes longer than most requests.
    return httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=16))


@dataclass(frozen=True, slots=True)
class Api:
    """The lender's API in one person's browser, which keeps the session cookie."""

    http: httpx.Client

    def get(self, path: str, **params: Any) -> Any:
        """The answer's JSON."""
        return _read(self.http.get(f"/api/v1{path}", params=params))

    def download(self, path: str) -> bytes:
        """The answer's bytes."""
        return _good(self.http.get(f"/api/v1{path}")).content

    def post(self, path: str, body: Any = None) -> Any:
        """The answer's JSON."""
        return _read(self.http.post(f"/api/v1{path}", json=body, headers={"idempotency-key": uuid4().hex}))

    def put(self, path: str, body: Any, version: int) -> Any:
        """The answer's JSON; `version` is the ETag that was read."""
        return _read(self.http.put(f"/api/v1{path}", json=body, headers={"if-match": f'"{version}"'}))


def _good(response: httpx.Response) -> httpx.Response:
    if response.is_success:
        return response
    request = response.request
    text = f"{request.method} {request.url.path}: {response.status_code} {response.text[:500]}"
    if response.headers.get("content-type") == "application/problem+json" and response.status_code < _SERVER_FAULT:
        raise Refused(response.json()["code"], text)
    raise Unexpected(text)


def _read(response: httpx.Response) -> Any:
    return _good(response).json()
