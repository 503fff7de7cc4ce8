"""Staff before the screens, as servicing's tests have them."""

from __future__ import annotations

from tests.servicing.conftest import browsers, staff

__all__ = ["browsers", "staff"]
