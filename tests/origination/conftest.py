"""A lender with its products, and borrowers who sign in with a real code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from uuid import UUID

import pytest
from pyotp import TOTP
from starlette.testclient import TestClient

from loanwright.access.api import NewStaffUser, Role, create_staff_user, deliverable_code
from loanwright.apps.web import create_app
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.products.api import publish_product, shipped_documents
from tests.clock import Clock
from tests.origination.applicant import Applicant
from tests.origination.clerk import Clerk

SignIn = Callable[[str], Applicant]
Hire = Callable[..., Clerk]

PASSWORD = "correct horse battery"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def lender(runtime: Runtime) -> None:
    """The shipped products are published."""
    for document in shipped_documents():
        with runtime.begin(SYSTEM) as uow:
            publish_product(uow, document)


@pytest.fixture
def sign_in(runtime: Runtime, lender: None) -> Iterator[SignIn]:
    """Signs a phone in and hands over its owner's browser."""
    with ExitStack() as browsers:

        def open_browser(phone: str) -> Applicant:
            browser = browsers.enter_context(TestClient(create_app(runtime), headers={"accept-language": "en"}))
            sent = browser.post("/api/v1/auth/codes", json={"phone": phone}).json()
            with runtime.read(SYSTEM) as uow:
                found = deliverable_code(uow, UUID(sent["challenge_id"]))
            assert found is not None
            body = {"challenge_id": sent["challenge_id"], "code": found.code}
            assert browser.post("/api/v1/auth/borrower-sessions", json=body).status_code == 201
            return Applicant(browser)

        yield open_browser


@pytest.fixture
def hire(runtime: Runtime, clock: Clock) -> Iterator[Hire]:
    """Hires somebody and hands over their browser, signed in."""
    numbers = count(1)
    with ExitStack() as browsers:

        def open_browser(name: str, *roles: Role) -> Clerk:
            username = f"user-{next(numbers)}"
            new = NewStaffUser(username, name, PASSWORD, TOTP_SECRET, roles)
            runtime.run(SYSTEM, lambda uow: create_staff_user(uow, new))
            browser = browsers.enter_context(TestClient(create_app(runtime)))
            body = {"username": username, "password": PASSWORD, "totp": TOTP(TOTP_SECRET).at(clock())}
            assert browser.post("/api/v1/auth/staff-sessions", json=body).status_code == 201
            return Clerk(browser)

        yield open_browser


@pytest.fixture
def li_na(hire: Hire) -> Clerk:
    """A clerk."""
    return hire("李娜", Role.CLERK)


@pytest.fixture
def wang(sign_in: SignIn) -> Applicant:
    """A borrower who has signed in."""
    return sign_in("13800005678")
