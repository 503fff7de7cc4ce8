"""A lender, the outside world, and people who live through a loan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TypeVar

import pytest
from httpx import Client
from pyotp import TOTP
from starlette.testclient import TestClient

from loanwright.access.api import NewStaffUser, Role, create_staff_user
from loanwright.apps.demo.borrower import Borrower
from loanwright.apps.demo.http import Api
from loanwright.apps.demo.outside import Outside
from loanwright.apps.demo.people import Identity, demo_applicants
from loanwright.apps.web import create_app
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.products.api import publish_product, shipped_documents
from tests.clock import Clock
from tests.outside import Sandbox
from tests.queue import drain

T = TypeVar("T")
Meet = Callable[..., Borrower]
Hire = Callable[..., Api]

PASSWORD = "correct horse battery"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
TODAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Draining:
    """Waits by doing the waiting work itself."""

    runtime: Runtime

    def until(self, look: Callable[[], T | None], what: str) -> T:
        """See `Patience`."""
        drain(self.runtime)
        found = look()
        assert found is not None, what
        return found


@pytest.fixture
def world(sandbox: Sandbox) -> Outside:
    """The outside world, on the lender's date."""
    sandbox.set_today(TODAY)
    return Outside(sandbox.http)


@pytest.fixture
def meet(runtime: Runtime, world: Outside) -> Iterator[Meet]:
    """Introduces a person, signed in."""
    for document in shipped_documents():
        with runtime.begin(SYSTEM) as uow:
            publish_product(uow, document)
    people = demo_applicants(20, 1, TODAY)
    with ExitStack() as browsers:

        def introduce(number: int = 0) -> Borrower:
            http: Client = browsers.enter_context(TestClient(create_app(runtime), headers={"accept-language": "en"}))
            borrower = Borrower(people[number].identity, Api(http), world, Draining(runtime))
            borrower.sign_in()
            return borrower

        yield introduce


@pytest.fixture
def hire(runtime: Runtime, clock: Clock) -> Iterator[Hire]:
    """Hires somebody and hands over their browser, signed in."""
    numbers = count(1)
    with ExitStack() as browsers:

        def engage(name: str, *roles: Role) -> Api:
            username = f"staff-{next(numbers)}"
            new = NewStaffUser(username, name, PASSWORD, TOTP_SECRET, roles)
            runtime.run(SYSTEM, lambda uow: create_staff_user(uow, new))
            http: Client = browsers.enter_context(TestClient(create_app(runtime)))
            body = {"username": username, "password": PASSWORD, "totp": TOTP(TOTP_SECRET).at(clock())}
            staff = Api(http)
            staff.post("/auth/staff-sessions", body)
            return staff

        yield engage


def identity_of(borrower: Borrower) -> Identity:
    """Who somebody is."""
    return borrower.identity
