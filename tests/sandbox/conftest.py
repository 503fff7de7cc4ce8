"""The sandbox under test, in this process, with an in-memory store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from sandbox.app import create_app
from sandbox.world import Settings


@pytest.fixture
def outside() -> Iterator[TestClient]:
    """A fresh outside world on 2025-03-03."""
    with TestClient(create_app(Settings())) as client:
        client.post("/control/today", json={"date": "2025-03-03"}).raise_for_status()
        yield client
