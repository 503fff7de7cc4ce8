"""People before the screens: staff with a role, and a borrower who has signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from uuid import UUID

import pyotp
import pytest
from starlette.testclient import TestClient

from loanwright.access.api import NewStaffUser, Role, create_staff_user, deliverable_code
from loanwright.apps.web import create_app
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from tests.servicing.browser import Browser

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

Staff = Callable[[Role], Browser]
Borrower = Callable[[str], tuple[Browser, UUID]]


@pytest.fixture
def browsers(runtime: Runtime) -> Iterator[Callable[[], TestClient]]:
    """As many as a test wants, each with cookies of its own."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(TestClient(create_app(runtime)))


@pytest.fixture
def staff(runtime: Runtime, browsers: Callable[[], TestClient]) -> Staff:
    """Hires somebody for a role and signs them in."""

    def hire(role: Role) -> Browser:
        name = f"some.{role.value}"
        new = NewStaffUser(name, "李娜", PASSWORD, SECRET, (role,))
        runtime.run(SYSTEM, lambda uow: create_staff_user(uow, new))
        browser = Browser(browsers())
        totp = pyotp.TOTP(SECRET).at(runtime.clock())
        browser.post("/auth/staff-sessions", {"username": name, "password": PASSWORD, "totp": totp})
        return browser

    return hire


@pytest.fixture
def borrower(runtime: Runtime, browsers: Callable[[], TestClient]) -> Borrower:
    """Signs somebody in by phone; their browser and who they are."""

    def sign_in(phone: str) -> tuple[Browser, UUID]:
        browser = Browser(browsers())
        challenge = browser.post("/auth/codes", {"phone": phone}).json()["challenge_id"]
        with runtime.read(SYSTEM) as uow:
            sent = deliverable_code(uow, UUID(challenge))
        assert sent is not None
        opened = browser.post("/auth/borrower-sessions", {"challenge_id": challenge, "code": sent.code})
        return browser, UUID(opened.json()["party_id"])

    return sign_in
