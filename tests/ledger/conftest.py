"""Books to write in."""

from __future__ import annotations

import pytest

from loanwright.infra.runtime import Runtime
from tests.ledger.books import Books


@pytest.fixture
def books(runtime: Runtime) -> Books:
    """The books of a lender whose business date is Monday 2026-03-02."""
    return Books(runtime)
