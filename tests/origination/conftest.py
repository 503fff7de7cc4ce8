"""A lender with its products, and borrowers who sign in with a real code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from loanwright.access.api import deliverable_code
from loanwright.apps.web import create_app
from loanwright.infra.runtime import Runtime
from loanwright.infra.unit_of_work import SYSTEM
from loanwright.products.api import publish_product, shipped_documents
from tests.origination.applicant import Applicant

SignIn = Callable[[str], Applicant]


@pytest.fixture(autouse=True)
def lender(runtime: Runtime) -> None:
    """The shipped products are published."""
    for document in shipped_documents():
        with runtime.begin(SYSTEM) as uow:
            publish_product(uow, document)


@pytest.fixture
def sign_in(runtime: Runtime) -> Iterator[SignIn]:
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
def wang(sign_in: SignIn) -> Applicant:
    """A borrower who has signed in."""
    return sign_in("13800005678")
